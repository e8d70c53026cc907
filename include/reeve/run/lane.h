// A lane: a named queue that is worked one task at a time. Lanes run side by side.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/ids.h"
#include "reeve/base/time.h"
#include "reeve/run/run_state.h"

namespace reeve::run {

struct Lane {
  std::string name;                // letters, digits, `.`, `_`, `-`
  std::vector<std::string> tasks;  // globs of the ids that it takes; none = every task

  bool takes(std::string_view task_id) const;
  bool operator==(const Lane&) const = default;
};

// "1", "2", …: what a plain number of lanes stands for.
std::vector<Lane> numbered_lanes(int count);

// Stands for every lane where a lane is named; none may have this name.
inline constexpr std::string_view kAllLanes = "all";

// running: works on a task. paused: starts nothing until it is resumed. done: nothing is left that it could
// start, or the loop is stopping. idle: what is left has to wait.
enum class LaneState { idle, running, paused, done };
std::string_view name_of(LaneState state);
std::optional<LaneState> lane_state_named(std::string_view name);

// A lane as others see it. A paused lane whose task goes on is running; `paused` tells.
struct LaneView {
  std::string name;
  LaneState state = LaneState::idle;
  bool paused = false;
  // Of the run in it, if it is running.
  std::string task;
  RunId run;
  Phase phase = Phase::claiming;
  int attempt = 0;
  Instant since;  // of the run's claim
};

}  // namespace reeve::run
