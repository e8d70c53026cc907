// What a hand asks of the machine: one thing, for which it claims, judges and publishes as for the loop; then
// it stops. The loop itself has no order.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "reeve/base/ids.h"
#include "reeve/board/new_task.h"
#include "reeve/worker/result.h"

namespace reeve::run {

namespace order {

// Claims the task (none: the one that the loop would choose) and makes its workspace ready.
struct Start {
  std::optional<std::string> id;
};
// The work on a task that was started by hand has ended so; without a result the tip of its branch is
// claimed.
struct Report {
  std::string id;
  std::optional<worker::WorkerResult> result;
};
// Puts a row back to not-started, whoever worked on it. The owner that is seen first is the one expected.
struct Reset {
  std::string id;
  std::optional<std::string> agent;  // set by the machine
  bool only_claimed = false;         // a row that is not in-progress (any more) stays as it is
};
struct Add {
  board::NewTask task;
  board::ReadOptions reading;
  std::string id;  // set by the machine
};

}  // namespace order

struct Order {
  std::variant<order::Start, order::Report, order::Reset, order::Add> what;
  // A run found on disk that the order is about. No other record is looked at.
  std::optional<RunId> run;
  // Names an edit of its own, one that belongs to no run.
  RunId change;
  std::string receipt;  // of that edit
  bool published = false;
};

}  // namespace reeve::run
