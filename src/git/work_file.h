// The tracking file as it lies in the work tree and in the index, judged against a committed blob.
//
// Line ends, encodings and filter drivers count as git counts them: when the bytes are not the blob's
// own, they are compared with what git would check out for it.
#pragma once

#include <array>
#include <filesystem>
#include <ios>
#include <optional>
#include <string>

#include "git/source_context.h"

namespace reeve::git {

class WorkFile {
 public:
  explicit WorkFile(const SourceContext& context);

  enum class Form {
    raw,       // the blob's bytes
    filtered,  // what git checks out for it
    absent,
    other,  // the user's own bytes
  };
  // Reads the file every time.
  Result<Form> form(const Objects::Blob& committed);
  // Replaces the file by `next` in the given form (raw or filtered).
  Status write(const Objects::Blob& next, Form form);

  // How it lies in the index; `entry` is empty if it is not there or unmerged. Git is only asked again
  // when the index file is another one than last time.
  Result<std::optional<IndexEntry>> entry();
  // The index was just written with this entry for the file.
  void entry_written(const IndexEntry& entry);

 private:
  // What tells one version of the index file from the next. It ends with a checksum of all of it; where
  // that is left out (index.skipHash), time and size must do.
  struct Stamp {
    std::streamoff size = 0;
    std::filesystem::file_time_type modified;
    std::array<char, 20> checksum{};
    bool operator==(const Stamp&) const = default;
  };
  std::optional<Stamp> stamp() const;
  Status replace(std::string_view bytes) const;
  Result<std::string> filtered(const std::string& blob) const;

  const SourceContext& context_;
  std::string path_;
  std::optional<Stamp> known_stamp_;
  std::optional<IndexEntry> known_entry_;
  std::string filtered_blob_;   // the blob whose filtered bytes are
  std::string filtered_bytes_;  // these
};

}  // namespace reeve::git
