#include "lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "descriptor.h"
#include "failure.h"
#include "files.h"

#include "reeve/base/text.h"

namespace reeve::os {
namespace {

constexpr std::size_t kHolderMax = 4096;  // of what a holder says about itself
constexpr int kAttemptsMax = 10;          // when the file is removed again and again under us

class FileLock final : public port::Lock {
 public:
  explicit FileLock(Descriptor file) : file_(std::move(file)) {}

 private:
  Descriptor file_;
};

// Somebody may have removed the file between open and flock: a lock on a file without a name keeps nobody
// out.
bool is_still_there(const Descriptor& file, const std::string& path) {
  struct stat held {
  }, named{};
  return ::fstat(file.get(), &held) == 0 && ::stat(path.c_str(), &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

Error held_by_other(const Descriptor& file, const std::string& path) {
  char text[kHolderMax];
  ssize_t length = ::pread(file.get(), text, sizeof text, 0);
  std::string holder =
      one_line(trim(std::string_view(text, static_cast<std::size_t>(length > 0 ? length : 0))));
  return {ErrorKind::locked, "'" + path + "' is held by " + (holder.empty() ? "another process" : holder),
          "wait until it has ended"};
}

Status tell(const Descriptor& file, const std::string& path, std::string_view about) {
  std::string text = std::string(about.substr(0, kHolderMax - 1)) + "\n";
  if (::ftruncate(file.get(), 0) == 0 && ::pwrite(file.get(), text.data(), text.size(), 0) >= 0)
    return Done{};
  return failure("write", path, errno);
}

}  // namespace

Result<std::unique_ptr<port::Lock>> take_lock(const std::string& path, std::string_view about) {
  REEVE_CHECK(make_parents(path));
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!file.open()) return failure("lock", path, errno);
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return held_by_other(file, path);
      return failure("lock", path, errno);
    }
    if (!is_still_there(file, path)) continue;
    REEVE_CHECK(tell(file, path, about));
    return std::unique_ptr<port::Lock>(std::make_unique<FileLock>(std::move(file)));
  }
  return Error{ErrorKind::io, "cannot lock '" + path + "': another process keeps removing it",
               "find out which"};
}

}  // namespace reeve::os
