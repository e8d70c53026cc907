#include "reeve/app/exit_code.h"

namespace reeve::app {

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
    case ErrorKind::config:
      return 2;
    case ErrorKind::unreadable:
      return 65;
    case ErrorKind::missing:
      return 66;
    case ErrorKind::stale:
    case ErrorKind::conflict:
    case ErrorKind::refused:
      return 4;
    case ErrorKind::unreachable:
      return 69;
    case ErrorKind::locked:
      return 75;
    case ErrorKind::repository:
    case ErrorKind::io:
      return 70;
    case ErrorKind::interrupted:
      return 130;
  }
  return 70;
}

int exit_code(const run::Stop& stop) {
  using run::StopReason;
  switch (stop.reason) {
    case StopReason::all_done:
      return 0;
    case StopReason::some_failed:
      return 1;
    case StopReason::deadlock:
      return 3;
    case StopReason::waits:
    case StopReason::limited:
      return 75;
    case StopReason::budget:
    case StopReason::failures_in_row:
      return 5;
    case StopReason::conflict:
    case StopReason::refused:
      return 4;
    case StopReason::unreachable:
      return 69;
    case StopReason::broken:
      return 70;
    case StopReason::unreadable:
      return 65;
    case StopReason::missing:
      return 66;
    case StopReason::config:
      return 2;
    case StopReason::interrupted:
      return 128 + stop.signal;
  }
  return 70;
}

}  // namespace reeve::app
