#include "reeve/os/files.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <sys/stat.h>

#include "descriptor.h"
#include "failure.h"
#include "files.h"
#include "lock.h"

#include "reeve/base/fault.h"

namespace reeve::os {
namespace {

constexpr std::string_view kTemporaryPrefix = ".reeve-tmp-";
constexpr mode_t kDirectoryMode = 0700;
constexpr mode_t kFileMode = 0666;  // less the umask

std::string directory_of(const std::string& path) {
  std::size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Status write_all(const Descriptor& file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return Done{};
}

// A directory, by whichever descriptor it takes; closedir with it.
using Listing = std::unique_ptr<DIR, decltype([](DIR* directory) { ::closedir(directory); })>;

bool is_dead(pid_t pid) {
  return ::kill(pid, 0) != 0 && errno == ESRCH;
}

// Temporary files of processes that were killed while they wrote.
void remove_stale_temporaries(const std::string& directory) {
  Listing listing(::opendir(directory.c_str()));
  if (!listing) return;
  while (dirent* entry = ::readdir(listing.get())) {
    std::string_view name = entry->d_name;
    if (!name.starts_with(kTemporaryPrefix)) continue;
    auto pid = static_cast<pid_t>(std::atoi(entry->d_name + kTemporaryPrefix.size()));
    if (pid > 0 && is_dead(pid)) ::unlinkat(::dirfd(listing.get()), entry->d_name, 0);
  }
}

Status sync_directory(const std::string& directory) {
  Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.open() || (::fsync(opened.get()) != 0 && errno != EINVAL && errno != EROFS)) {
    return failure("make durable", directory, errno);
  }
  return Done{};
}

// Mode, and owner if we may, of the file that is about to be replaced.
Status copy_mode(const Descriptor& temporary, const std::string& path) {
  struct stat old {};
  if (::lstat(path.c_str(), &old) != 0)
    return errno == ENOENT ? Status(Done{}) : failure("write", path, errno);
  if (S_ISLNK(old.st_mode)) return failure("write", path, ELOOP);
  if (!S_ISREG(old.st_mode)) return failure("write", path, S_ISDIR(old.st_mode) ? EISDIR : EINVAL);
  if (::geteuid() == 0 && ::fchown(temporary.get(), old.st_uid, old.st_gid) != 0)
    return failure("write", path, errno);
  if (::fchmod(temporary.get(), old.st_mode & 07777) != 0) return failure("write", path, errno);
  return Done{};
}

class DiskFiles final : public port::Files {
 public:
  Result<std::string> read(const std::string& path, std::uint64_t bytes_max) override;
  Result<std::string> read_part(const std::string& path, std::uint64_t offset,
                                std::uint64_t bytes_max) override;
  Status write(const std::string& path, std::string_view bytes) override;
  Status make_executable(const std::string& path) override {
    struct stat found {};
    if (::stat(path.c_str(), &found) == 0 &&
        ::chmod(path.c_str(), (found.st_mode | (found.st_mode & 0444) >> 2) & 07777) == 0)
      return Done{};
    return failure("make executable", path, errno);
  }
  Status append(const std::string& path, std::string_view bytes) override;
  Result<std::vector<port::FileEntry>> list(const std::string& directory) override;
  bool exists(const std::string& path) override {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0;
  }
  Status make_directories(const std::string& path) override { return make_parents(path + "/"); }
  Status remove(const std::string& path) override {
    if (::remove(path.c_str()) == 0 || errno == ENOENT) return Done{};
    return failure("remove", path, errno);
  }
  Status move(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) == 0 || errno == ENOENT) return Done{};
    return failure("move", from, errno);
  }
  Status remove_folder(const std::string& path) override {
    std::error_code error;
    std::filesystem::remove_all(path, error);  // opens each folder with O_NOFOLLOW
    if (error) return failure("remove the folder", path, error.value());
    return Done{};
  }
  Result<std::string> real_path(const std::string& path) override {
    std::unique_ptr<char, decltype(&std::free)> found(::realpath(path.c_str(), nullptr), &std::free);
    if (!found) return failure("find", path, errno);
    return std::string(found.get());
  }
  Result<std::unique_ptr<port::Lock>> lock(const std::string& path, std::string_view about) override {
    return take_lock(path, about);
  }

 private:
  Status replace(const std::string& temporary, const std::string& path, std::string_view bytes);

  std::set<std::string> tidied_;  // directories without stale temporaries
  unsigned temporaries_ = 0;
};

Result<std::string> DiskFiles::read_part(const std::string& path, std::uint64_t offset,
                                         std::uint64_t bytes_max) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) {
    Error error = failure("read", path, errno);
    if (errno == ENOENT) error.kind = ErrorKind::missing;
    return error;
  }
  std::string part(bytes_max, '\0');
  ssize_t got = ::pread(file.get(), part.data(), part.size(), static_cast<off_t>(offset));
  if (got < 0) return failure("read", path, errno);
  part.resize(static_cast<std::size_t>(got));
  return part;
}

Result<std::string> DiskFiles::read(const std::string& path, std::uint64_t bytes_max) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // a pipe must not hold us up
  struct stat found {};
  if (!file.open() || ::fstat(file.get(), &found) != 0) {
    Error error = failure("read", path, errno);
    if (errno == ENOENT || errno == ENOTDIR) error.kind = ErrorKind::missing;
    return error;
  }
  if (S_ISDIR(found.st_mode)) return failure("read", path, EISDIR);
  if (!S_ISREG(found.st_mode))
    return Error{ErrorKind::io, "cannot read '" + path + "': it is no regular file", ""};
  std::string bytes;
  for (;;) {
    std::size_t length = bytes.size();
    // One byte more than it has, so that an unchanged file takes two reads and no growth.
    std::size_t step = std::max<std::size_t>(
        static_cast<std::size_t>(found.st_size) + 1 - std::min<std::size_t>(length, found.st_size), 4096);
    if (length > bytes_max || static_cast<std::uint64_t>(found.st_size) > bytes_max) {
      return Error{ErrorKind::io,
                   "cannot read '" + path + "': it is larger than " + std::to_string(bytes_max) + " bytes",
                   ""};
    }
    bytes.resize(length + step);
    ssize_t got = ::read(file.get(), bytes.data() + length, step);
    bytes.resize(length + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure("read", path, errno);
    if (got == 0) return bytes;
  }
}

Status DiskFiles::write(const std::string& path, std::string_view bytes) {
  REEVE_CHECK(make_parents(path));
  std::string directory = directory_of(path);
  if (tidied_.insert(directory).second) remove_stale_temporaries(directory);
  std::string temporary = directory + "/" + std::string(kTemporaryPrefix) + std::to_string(::getpid()) + "-" +
                          std::to_string(++temporaries_);
  Status written = replace(temporary, path, bytes);
  if (!written) ::unlink(temporary.c_str());
  return written;
}

Status DiskFiles::replace(const std::string& temporary, const std::string& path, std::string_view bytes) {
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode));
  if (!file.open()) return failure("write", path, errno);
  REEVE_CHECK(copy_mode(file, path));
  REEVE_CHECK(write_all(file, bytes, path));
  if (::fsync(file.get()) != 0) return failure("write", path, errno);
  fault_point("file-before-rename");
  if (::rename(temporary.c_str(), path.c_str()) != 0) return failure("write", path, errno);
  fault_point("file-after-rename");
  return sync_directory(directory_of(path));
}

Status DiskFiles::append(const std::string& path, std::string_view bytes) {
  REEVE_CHECK(make_parents(path));
  Descriptor file = open_to_append(path, kFileMode);
  if (!file.open()) return failure("append to", path, errno);
  return write_all(file, bytes, path);
}

Result<std::vector<port::FileEntry>> DiskFiles::list(const std::string& directory) {
  Listing listing(::opendir(directory.c_str()));
  if (!listing) {
    Error error = failure("list", directory, errno);
    if (errno == ENOENT || errno == ENOTDIR) error.kind = ErrorKind::missing;
    return error;
  }
  std::vector<port::FileEntry> entries;
  while (dirent* entry = ::readdir(listing.get())) {
    std::string name = entry->d_name;
    struct stat found {};
    if (name == "." || name == "..") continue;
    if (::fstatat(::dirfd(listing.get()), entry->d_name, &found, AT_SYMLINK_NOFOLLOW) != 0)
      continue;  // just removed
    Instant modified{found.st_mtim.tv_sec * 1000 + found.st_mtim.tv_nsec / 1'000'000};
    entries.push_back(
        {std::move(name), S_ISDIR(found.st_mode), static_cast<std::uint64_t>(found.st_size), modified});
  }
  std::ranges::sort(entries, {}, &port::FileEntry::name);
  return entries;
}

}  // namespace

Descriptor open_to_append(const std::string& path, mode_t mode) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  return Descriptor(::open(path.c_str(), kFlags, mode));
}

Status make_parents(const std::string& path) {
  struct stat found {};
  for (std::size_t slash = path.find('/', 1); slash != path.npos; slash = path.find('/', slash + 1)) {
    std::string directory = path.substr(0, slash);
    if (::mkdir(directory.c_str(), kDirectoryMode) == 0) continue;
    int error_number = errno;
    // Also on a read-only or foreign parent: what counts is that it is there.
    if (::stat(directory.c_str(), &found) != 0) return failure("make the directory", directory, error_number);
    if (!S_ISDIR(found.st_mode)) return failure("make the directory", directory, ENOTDIR);
  }
  return Done{};
}

std::unique_ptr<port::Files> make_files() {
  return std::make_unique<DiskFiles>();
}

}  // namespace reeve::os
