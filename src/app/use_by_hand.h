// What the use cases of work by hand share.
#pragma once

#include <memory>
#include <optional>

#include "reeve/app/app.h"
#include "reeve/port/files.h"
#include "reeve/run/order.h"

namespace reeve::app {

// How an order ended.
struct App::Ordered {
  run::Stop stop;
  run::Order order;
  std::optional<run::RunState> run;  // unfinished, or finished by the very last event
};

// A run by hand, and the right to go on with it.
struct App::Taken {
  run::RunState run;
  std::unique_ptr<port::Lock> lock;
};

// Claimed, and its worktree made.
bool is_prepared(const run::RunState& run);

// The error of a lock that somebody holds, in words about the task.
Error busy(Error error, const std::string& id);

}  // namespace reeve::app
