#include "reeve/os/system.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "descriptor.h"
#include "failure.h"

extern char** environ;

namespace reeve::os {
namespace {

constexpr int kSilence = 1000;  // ms

// `git rev-parse --local-env-vars` without the GIT_CONFIG ones, which carry credentials in CI, and what else
// would lead git to another place than the directory it is started in.
constexpr std::array<std::string_view, 15> kGitVariables = {"GIT_DIR",
                                                            "GIT_WORK_TREE",
                                                            "GIT_INDEX_FILE",
                                                            "GIT_OBJECT_DIRECTORY",
                                                            "GIT_COMMON_DIR",
                                                            "GIT_NAMESPACE",
                                                            "GIT_PREFIX",
                                                            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                                            "GIT_GRAFT_FILE",
                                                            "GIT_SHALLOW_FILE",
                                                            "GIT_IMPLICIT_WORK_TREE",
                                                            "GIT_CEILING_DIRECTORIES",
                                                            "GIT_QUARANTINE_PATH",
                                                            "GIT_REPLACE_REF_BASE",
                                                            "GIT_NO_REPLACE_OBJECTS"};

// The path, or the nearest directory above it that there is.
std::string nearest_there(std::string path) {
  while (path.size() > 1 && access(path.c_str(), F_OK) != 0) {
    auto slash = path.rfind('/');
    path = slash == 0 || slash == path.npos ? "/" : path.substr(0, slash);
  }
  return path;
}

std::string_view name_in(std::string_view assignment) {
  return assignment.substr(0, assignment.find('='));
}

}  // namespace

std::uint64_t random_bits() {
  std::uint64_t bits = 0;
  ssize_t got = 0;
  do got = getrandom(&bits, sizeof bits, 0);
  while (got < 0 && errno == EINTR);
  REEVE_ASSERT(got == sizeof bits);  // the kernel gives up to 256 bytes whole
  return bits;
}

std::string host_name() {
  char name[HOST_NAME_MAX + 1] = "";
  if (gethostname(name, sizeof name - 1) != 0) return "localhost";
  return name;
}

std::int64_t process_id() {
  return getpid();
}

Result<std::string> program_path() {
  std::string path(PATH_MAX, '\0');
  ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  if (length < 0) return failure("find the path of this program in", "/proc/self/exe", errno);
  path.resize(static_cast<std::size_t>(length));
  return path;
}

Result<std::string> keeper_path() {
  REEVE_TRY(std::string program, program_path());
  std::string directory = program.substr(0, program.rfind('/'));
  for (const char* place : {"/reeve-keeper", "/../libexec/reeve/reeve-keeper"}) {
    std::string path = directory + place;
    if (access(path.c_str(), X_OK) == 0) return path;
  }
  return Error{ErrorKind::io,
               "cannot find 'reeve-keeper' in '" + directory + "' or '" + directory + "/../libexec/reeve'",
               "install reeve again; workers are only started under their keeper"};
}

std::vector<std::string> environment_without_git() {
  std::vector<std::string> kept;
  for (char** variable = environ; variable && *variable; ++variable) {
    if (std::ranges::find(kGitVariables, name_in(*variable)) == kGitVariables.end())
      kept.emplace_back(*variable);
  }
  return kept;
}

std::optional<std::string> variable_in(const std::vector<std::string>& environment, std::string_view name) {
  for (const std::string& variable : environment) {
    if (name_in(variable) == name && variable.size() > name.size()) return variable.substr(name.size() + 1);
  }
  return std::nullopt;
}

std::optional<std::string> own_variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? std::optional<std::string>(value) : std::nullopt;
}

void hide_variable(const char* name) {
  char* value = std::getenv(name);
  if (!value) return;
  ::explicit_bzero(value, std::strlen(value));
  ::unsetenv(name);
  ::prctl(PR_SET_DUMPABLE, 0);
}

Result<std::uint64_t> free_space(const std::string& path) {
  struct statvfs found {};
  std::string there = nearest_there(path);
  if (statvfs(there.c_str(), &found) != 0) return failure("ask for the free space of", there, errno);
  return std::uint64_t{found.f_bavail} * found.f_frsize;
}

Status check_writable(const std::string& directory) {
  std::string there = nearest_there(directory);
  struct stat found {};
  if (stat(there.c_str(), &found) != 0) return failure("look at", there, errno);
  if (!S_ISDIR(found.st_mode)) return failure("make files in", there, ENOTDIR);
  if (access(there.c_str(), W_OK | X_OK) != 0) return failure("make files in", there, errno);
  return Done{};
}

Instant local_midnight(Instant at) {
  time_t seconds = static_cast<time_t>(at.ms / 1000);
  tm local{};
  if (!localtime_r(&seconds, &local)) return at;
  local.tm_hour = local.tm_min = local.tm_sec = 0;
  local.tm_isdst = -1;
  return {static_cast<std::int64_t>(mktime(&local)) * 1000};
}

std::string local_clock(Instant at) {
  time_t seconds = static_cast<time_t>(at.ms / 1000);
  tm local{};
  char text[16] = "";
  if (localtime_r(&seconds, &local)) strftime(text, sizeof text, "%H:%M:%S", &local);
  return text;
}

OutputReader wait_for_change(const std::vector<std::string>& paths, Duration longest) {
  Descriptor watch(inotify_init1(IN_CLOEXEC));
  // Without inotify the longest wait serves as the period of looking.
  for (const std::string& path : paths) {
    std::string directory = path.substr(0, path.rfind('/'));
    if (watch.open()) inotify_add_watch(watch.get(), directory.c_str(), IN_MODIFY | IN_CREATE | IN_MOVED_TO);
  }
  pollfd changed{watch.open() ? watch.get() : -1, POLLIN, 0};
  poll(&changed, 1, static_cast<int>(longest.count()));
  // Of a pipe without a reader poll() tells unasked.
  pollfd out{STDOUT_FILENO, 0, 0};
  return poll(&out, 1, 0) > 0 ? OutputReader::gone : OutputReader::there;
}

void fill_standard_descriptors() {
  int opened = 0;
  while (opened >= 0 && opened <= STDERR_FILENO) opened = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (opened > STDERR_FILENO) close(opened);
}

bool input_is_silent() {
  struct stat about {};
  if (fstat(STDIN_FILENO, &about) != 0 || !S_ISSOCK(about.st_mode)) return false;
  pollfd in{STDIN_FILENO, POLLIN, 0};
  return poll(&in, 1, kSilence) == 0;
}

bool is_terminal(int descriptor) {
  return isatty(descriptor) == 1;
}

bool reader_is_gone(int descriptor) {
  pollfd pipe{descriptor, 0, 0};
  return poll(&pipe, 1, 0) > 0 && (pipe.revents & POLLERR) != 0;
}

std::optional<TerminalSize> terminal_size(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return TerminalSize{size.ws_col, size.ws_row == 0 ? 24u : size.ws_row};
}

}  // namespace reeve::os
