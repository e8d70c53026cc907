#include "timers.h"

#include <algorithm>
#include <cerrno>
#include <sys/timerfd.h>

#include "clock.h"
#include "failure.h"

#include "reeve/os/system.h"

namespace reeve::os {
namespace {

Duration on_boot_clock(Instant at) {
  return boot_now() + std::max(at - wall_clock(), Duration(0));
}

}  // namespace

Status Timers::open() {
  alarm_ = Descriptor(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK));
  if (!alarm_.open()) return failure("open", "timerfd", errno);
  return Done{};
}

void Timers::arm(const run::TimerId& timer, Instant at) {
  disarm(timer);
  waiting_.emplace(on_boot_clock(at), Due{at, timer, {}});
}

void Timers::disarm(const run::TimerId& timer) {
  std::erase_if(waiting_, [&](const auto& one) { return one.second.timer == timer; });
}

void Timers::call_at(Instant at, std::function<void()> callback) {
  waiting_.emplace(on_boot_clock(at), Due{at, std::nullopt, std::move(callback)});
}

void Timers::set_alarm() {
  std::optional<Duration> wanted;
  if (!waiting_.empty()) wanted = waiting_.begin()->first;
  if (wanted == alarm_at_) return;
  alarm_at_ = wanted;
  itimerspec setting{};  // zero: off
  if (wanted) {
    setting.it_value.tv_sec = wanted->count() / 1000;
    setting.it_value.tv_nsec = wanted->count() % 1000 * 1'000'000;
  }
  ::timerfd_settime(alarm_.get(), TFD_TIMER_ABSTIME, &setting, nullptr);
}

std::vector<Timers::Due> Timers::take_due() {
  std::uint64_t expirations = 0;
  if (::read(alarm_.get(), &expirations, sizeof expirations) > 0) alarm_at_.reset();
  std::vector<Due> due;
  Duration now = boot_now();
  while (!waiting_.empty() && waiting_.begin()->first <= now) {
    due.push_back(std::move(waiting_.begin()->second));
    waiting_.erase(waiting_.begin());
  }
  return due;
}

}  // namespace reeve::os
