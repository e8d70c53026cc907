// Port: files of ours (records, logs, locks) and the user's files that we read. Paths are absolute.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"

namespace reeve::port {

// Held as long as the object lives; the kernel frees it when the process dies.
class Lock {
 public:
  virtual ~Lock() = default;
};

struct FileEntry {
  std::string name;
  bool directory = false;
  std::uint64_t size = 0;
  Instant modified;
};

class Files {
 public:
  virtual ~Files() = default;

  // Whole contents. Errors: `missing` if there is no such file, `io` otherwise (a directory, larger than
  // `bytes_max`, …).
  virtual Result<std::string> read(const std::string& path, std::uint64_t bytes_max = 64ull << 20) = 0;
  // At most `bytes_max` bytes from `offset` on; "" at the end.
  virtual Result<std::string> read_part(const std::string& path, std::uint64_t offset,
                                        std::uint64_t bytes_max) = 0;
  // All or nothing, also across a crash: temporary file in the same directory, fsync, rename, fsync of
  // the directory. Keeps the mode of an existing file; makes missing parent directories (0700).
  virtual Status write(const std::string& path, std::string_view bytes) = 0;
  // Lets everybody who may read the file execute it.
  virtual Status make_executable(const std::string& path) = 0;
  // Adds to the end (O_APPEND, one write), making file and parents.
  virtual Status append(const std::string& path, std::string_view bytes) = 0;
  // rename(2) within our folders; a missing `from` is well.
  virtual Status move(const std::string& from, const std::string& to) = 0;
  virtual Result<std::vector<FileEntry>> list(const std::string& directory) = 0;  // sorted by name
  virtual bool exists(const std::string& path) = 0;
  virtual Status make_directories(const std::string& path) = 0;
  // One file, or one empty directory. Not there is well.
  virtual Status remove(const std::string& path) = 0;
  // A whole folder of ours (run folders only); symbolic links are removed, not followed.
  virtual Status remove_folder(const std::string& path) = 0;
  virtual Result<std::string> real_path(const std::string& path) = 0;
  // flock(LOCK_EX | LOCK_NB). Error `locked` with what the holder wrote into the file; `about` is written
  // there.
  virtual Result<std::unique_ptr<Lock>> lock(const std::string& path, std::string_view about) = 0;
};

// Whether a folder, or a file, is in another folder when all symbolic links are followed. No: one of them is
// not there.
bool lies_inside(Files& files, const std::string& path, const std::string& folder);

}  // namespace reeve::port
