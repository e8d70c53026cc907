#include "marked.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <vector>

#include "clock.h"
#include "descriptor.h"
#include "pidfd.h"

namespace reeve::os {
namespace {

// A keeper that is at it needs half a second; what ignores SIGTERM is killed after that.
constexpr Duration kMarkedGrace{8000};
constexpr Duration kKillMax{2000};
constexpr Duration kRound{50};                    // between two looks, unless one ends sooner
constexpr std::size_t kEnvironmentMax = 4 << 20;  // the kernel allows some 6 MB for arguments and environment

struct Process {
  pid_t pid = 0;
  Descriptor handle;
};

std::string environment_of(pid_t pid) {
  Descriptor file(::open(("/proc/" + std::to_string(pid) + "/environ").c_str(), O_RDONLY | O_CLOEXEC));
  std::string text(1, '\0');
  std::array<char, 16 << 10> buffer;
  while (file.open() && text.size() < kEnvironmentMax) {
    ssize_t length = ::read(file.get(), buffer.data(), buffer.size());
    if (length <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(length));
  }
  return text;
}

// Opened first, judged then: should the number go to another process meanwhile, the handle names the dead
// one.
std::vector<Process> marked_by(const std::string& variable) {
  const std::string wanted = '\0' + variable + '\0';
  std::vector<Process> found;
  std::unique_ptr<DIR, decltype([](DIR* directory) { ::closedir(directory); })> proc(::opendir("/proc"));
  while (dirent* entry = proc ? ::readdir(proc.get()) : nullptr) {
    auto pid = static_cast<pid_t>(std::atoi(entry->d_name));
    if (pid <= 1 || pid == ::getpid()) continue;
    if (environment_of(pid).find(wanted) == std::string::npos) continue;
    Descriptor handle(open_pidfd(pid));
    if (handle.open() && environment_of(pid).find(wanted) != std::string::npos)
      found.push_back({pid, std::move(handle)});
  }
  return found;
}

void signal_all(const std::vector<Process>& processes, int number) {
  for (const Process& one : processes) send_to_pidfd(one.handle.get(), number);
}

// Until one of them ends, or the round is over.
void wait_for_one(const std::vector<Process>& processes) {
  std::vector<pollfd> polled;
  for (const Process& one : processes) polled.push_back({one.handle.get(), POLLIN, 0});
  ::poll(polled.data(), polled.size(), static_cast<int>(kRound.count()));
}

}  // namespace

Status end_marked(const std::string& variable) {
  const Duration begun = monotonic_now();
  std::vector<Process> left = marked_by(variable);
  signal_all(left, SIGTERM);
  signal_all(left, SIGCONT);
  while (!left.empty()) {
    if (monotonic_now() - begun > kMarkedGrace + kKillMax)
      return Error{ErrorKind::io,
                   "cannot end left-over process " + std::to_string(left.front().pid) +
                       ": it is stuck in the kernel, or new ones keep coming",
                   "look at it with: ps -o pid,stat,wchan,args -p " + std::to_string(left.front().pid)};
    wait_for_one(left);
    left = marked_by(variable);
    if (monotonic_now() - begun > kMarkedGrace) signal_all(left, SIGKILL);
  }
  return Done{};
}

}  // namespace reeve::os
