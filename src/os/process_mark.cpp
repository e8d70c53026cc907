#include "process_mark.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>

#include "failure.h"
#include "pidfd.h"

namespace reeve::os {
namespace {

// A keeper needs up to 5 s for its own grace; what ignores SIGTERM is killed after that.
constexpr int kLeftOverGraceMs = 8000;
constexpr int kLeftOverKillMs = 2000;
constexpr int kStartTicksField = 22;  // proc(5), /proc/pid/stat

std::string small_file(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char text[1024];
  ssize_t length = file.open() ? ::read(file.get(), text, sizeof text) : -1;
  return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : std::string();
}

const std::string& boot_id() {
  static const std::string id = [] {
    std::string text = small_file("/proc/sys/kernel/random/boot_id");
    return text.substr(0, text.find('\n'));
  }();
  return id;
}

// Nothing for a process that is gone, or dead and not yet waited for.
std::optional<std::uint64_t> start_ticks_of(pid_t pid, bool* dead) {
  std::string text = small_file("/proc/" + std::to_string(pid) + "/stat");
  // The program's name stands in brackets and may hold anything; field 3, the state, follows the last one.
  std::size_t at = text.rfind(')');
  if (at == text.npos || at + 2 >= text.size()) return std::nullopt;
  *dead = text[at + 2] == 'Z' || text[at + 2] == 'X';
  for (int field = 2; field < kStartTicksField && at != text.npos; ++field) at = text.find(' ', at + 1);
  if (at == text.npos) return std::nullopt;
  return std::strtoull(text.c_str() + at + 1, nullptr, 10);
}

bool ended_within(const Descriptor& process, int timeout_ms) {
  pollfd wanted{process.get(), POLLIN, 0};
  return ::poll(&wanted, 1, timeout_ms) > 0;
}

Status signal_all(const run::ProcessMark& mark, const Descriptor& process, int number) {
  auto pid = static_cast<pid_t>(mark.pid);
  bool sent = ::getpgid(pid) == pid ? ::kill(-pid, number) == 0 : send_to_pidfd(process.get(), number);
  if (sent || errno == ESRCH) return Done{};
  return failure("end left-over process", std::to_string(pid), errno);
}

}  // namespace

std::optional<run::ProcessMark> mark_of(pid_t pid) {
  bool dead = false;
  auto ticks = start_ticks_of(pid, &dead);
  if (!ticks) return std::nullopt;
  return run::ProcessMark{pid, *ticks, boot_id()};
}

Result<Descriptor> open_process(const run::ProcessMark& mark) {
  if (mark.pid <= 0 || mark.boot_id != boot_id()) return Descriptor();
  auto pid = static_cast<pid_t>(mark.pid);
  Descriptor process(open_pidfd(pid));
  if (!process.open() && errno != ESRCH && errno != EINVAL)
    return failure("look at process", std::to_string(pid), errno);
  // Read after opening: if it is the right one now, the descriptor names the right one.
  bool dead = false;
  auto ticks = start_ticks_of(pid, &dead);
  if (!process.open() || !ticks || *ticks != mark.start_ticks || dead) return Descriptor();
  return process;
}

Status end_left_over(const run::ProcessMark& mark) {
  REEVE_TRY(Descriptor process, open_process(mark));
  if (!process.open()) return Done{};
  REEVE_CHECK(signal_all(mark, process, SIGTERM));
  REEVE_CHECK(signal_all(mark, process, SIGCONT));
  if (ended_within(process, kLeftOverGraceMs)) return Done{};
  REEVE_CHECK(signal_all(mark, process, SIGKILL));
  if (ended_within(process, kLeftOverKillMs)) return Done{};
  std::string pid = std::to_string(mark.pid);
  return Error{ErrorKind::io, "cannot end left-over process " + pid + ": it is stuck in the kernel",
               "look at it with: ps -o pid,stat,wchan,args -p " + pid};
}

}  // namespace reeve::os
