#include "clock.h"

#include <time.h>

#include "reeve/os/system.h"

namespace reeve::os {
namespace {

std::int64_t read_clock(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace

Duration monotonic_now() {
  return Duration(read_clock(CLOCK_MONOTONIC));
}
Duration boot_now() {
  return Duration(read_clock(CLOCK_BOOTTIME));
}
Instant wall_clock() {
  return {read_clock(CLOCK_REALTIME)};
}

}  // namespace reeve::os
