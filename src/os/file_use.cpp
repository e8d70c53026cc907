#include "file_use.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "descriptor.h"

#include "reeve/base/text.h"
#include "reeve/os/system.h"

namespace reeve::os {
namespace {

using port::FileUse;

constexpr std::size_t kProcFileMax = 4 << 20;
constexpr std::size_t kCommandShown = 80;
constexpr ino_t kFirstProcessNamespace = 0xEFFFFFFC;  // PROC_PID_INIT_INO of the kernel

#ifndef XFS_SUPER_MAGIC
#define XFS_SUPER_MAGIC 0x58465342
#endif
constexpr long kZfsMagic = 0x2fc12fc1;
// Of these no other machine has a part.
constexpr std::array<long, 6> kLocalFileSystems = {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, BTRFS_SUPER_MAGIC,
                                                   F2FS_SUPER_MAGIC, TMPFS_MAGIC,     kZfsMagic};

// They live for days in a repository, and never hold a lock.
constexpr std::array<std::string_view, 2> kDaemonsOfGit = {"fsmonitor--daemon", "credential-cache--daemon"};

using Directory = std::unique_ptr<DIR, decltype([](DIR* directory) { ::closedir(directory); })>;

// Nothing if it may not be read.
std::optional<std::string> proc_file(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return std::nullopt;
  std::string text;
  std::array<char, 16 << 10> buffer;
  while (text.size() < kProcFileMax) {
    ssize_t length = ::read(file.get(), buffer.data(), buffer.size());
    if (length < 0) return std::nullopt;
    if (length == 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(length));
  }
  return text;
}

bool is_within(std::string_view path, const std::string& directory) {
  return path == directory || (path.starts_with(directory) && path.substr(directory.size()).starts_with('/'));
}

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_ino == b.st_ino && a.st_dev == b.st_dev && a.st_ctim.tv_sec == b.st_ctim.tv_sec &&
         a.st_ctim.tv_nsec == b.st_ctim.tv_nsec;
}

bool has_open(const std::string& process, const struct stat& wanted) {
  Directory descriptors(::opendir((process + "/fd").c_str()));
  while (dirent* entry = descriptors ? ::readdir(descriptors.get()) : nullptr) {
    struct stat one {};
    if (::stat((process + "/fd/" + entry->d_name).c_str(), &one) == 0 && one.st_ino == wanted.st_ino &&
        one.st_dev == wanted.st_dev)
      return true;
  }
  return false;
}

// By the directory itself: in a container its path reads otherwise.
bool is_in_one_of(const std::string& process, const std::vector<std::string>& directories) {
  struct stat here {};
  if (::stat((process + "/cwd").c_str(), &here) != 0) return false;
  return std::ranges::any_of(directories, [&](const std::string& directory) {
    struct stat one {};
    return ::stat(directory.c_str(), &one) == 0 && one.st_ino == here.st_ino && one.st_dev == here.st_dev;
  });
}

// What git keeps locked it need not have open (`git commit -a` while the editor runs). In doubt it counts.
bool is_git_at_work_in(const std::string& process, const std::string& command,
                       const std::vector<std::string>& directories) {
  auto has_word = [&](std::string_view word) { return command.find(word) != command.npos; };
  if (std::ranges::any_of(kDaemonsOfGit, has_word)) return false;
  std::array<char, PATH_MAX> link;
  ssize_t length = ::readlink((process + "/cwd").c_str(), link.data(), link.size());
  if (length < 0) return errno == EACCES || errno == EPERM;  // else it is gone
  auto environment = proc_file(process + "/environ");
  if (!environment || is_in_one_of(process, directories)) return true;
  std::string_view here(link.data(), static_cast<std::size_t>(length));
  return std::ranges::any_of(directories, [&](const std::string& directory) {
    return is_within(here, directory) || has_word(directory) ||
           environment->find(directory) != environment->npos;
  });
}

// "" if the process does not use the file.
std::string use_by(const std::string& pid, const struct stat& wanted,
                   const std::vector<std::string>& directories) {
  std::string process = "/proc/" + pid;
  auto name = proc_file(process + "/comm");
  std::string command = proc_file(process + "/cmdline").value_or("");
  if (command.empty()) return "";  // of the kernel's own, or dead
  bool uses = has_open(process, wanted) ||
              (name && name->starts_with("git") && is_git_at_work_in(process, command, directories));
  if (!uses) return "";
  std::ranges::replace(command, '\0', ' ');
  return "process " + pid + " (" + shorten(one_line(for_terminal(trim(command))), kCommandShown) + ")";
}

// Whether every process that could use it is in our /proc, with its open files.
bool all_users_are_seen(const std::string& file, const struct stat& status) {
  struct stat processes {
  }, first{};
  if (::stat("/proc/self/ns/pid", &processes) != 0 || processes.st_ino != kFirstProcessNamespace)
    return false;
  if (::stat("/proc/1/comm", &first) != 0) return false;  // hidepid
  if (::geteuid() != 0 && status.st_uid != ::geteuid()) return false;
  struct statfs system {};
  return ::statfs(file.c_str(), &system) == 0 &&
         std::ranges::find(kLocalFileSystems, static_cast<long>(system.f_type)) != kLocalFileSystems.end();
}

// Negative if the clock was set back since, or is another machine's.
Duration age_of(const struct stat& status) {
  std::int64_t written = status.st_mtim.tv_sec * 1000LL + status.st_mtim.tv_nsec / 1'000'000;
  return Duration(wall_clock().ms - written);
}

}  // namespace

FileUse use_of(const std::string& file, const std::vector<std::string>& directories) {
  struct stat before {
  }, after{};
  if (::lstat(file.c_str(), &before) != 0) return {FileUse::State::gone, "", Duration(0)};
  const Duration age = age_of(before);
  FileUse use{FileUse::State::unseen, "", std::max(age, Duration(0))};
  Directory proc(::opendir("/proc"));
  if (!proc) return use;
  while (dirent* entry = ::readdir(proc.get())) {
    auto pid = static_cast<pid_t>(std::atoi(entry->d_name));
    if (pid <= 0 || pid == ::getpid()) continue;
    use.by = use_by(entry->d_name, before, directories);
    if (use.by.empty()) continue;
    use.state = FileUse::State::used;
    return use;
  }
  // Made anew meanwhile, perhaps by a process that the look at /proc had passed by.
  if (::lstat(file.c_str(), &after) != 0) return {FileUse::State::gone, "", Duration(0)};
  if (!is_same(before, after)) return {FileUse::State::used, "somebody who just wrote it", Duration(0)};
  if (!all_users_are_seen(file, before)) return use;
  // By the clock that it was written by it is so old at least: what is written now is not in the future.
  return {FileUse::State::unused, "", std::chrono::abs(age)};
}

}  // namespace reeve::os
