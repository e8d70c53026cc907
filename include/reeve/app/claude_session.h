// A Claude Code session from inside: how full it is, and what its hooks and its status line answer.
//
// Nothing here fetches, publishes or runs a configured command. What a session is known by is its id, as
// hooks get it and as CLAUDE_CODE_SESSION_ID tells its commands. What has to be remembered of it lies in
// <common dir>/reeve/sessions/, bounded in number and age. Facts: Claude Code 2.1.197.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reeve/app/app.h"
#include "reeve/base/result.h"
#include "reeve/base/time.h"
#include "reeve/worker/usage.h"

namespace reeve::app {

// A usage limit of the subscription, as the status line is told it.
struct LimitUse {
  std::string name;   // "5h", "7d"
  double share = 0;   // 1 = used up
  Instant resets_at;  // 0 = not told
};

// What only the status line is told.
struct SessionGauge {
  worker::ContextUse context;
  std::vector<LimitUse> limits;
};

struct BudgetRequest {
  // A file, as on the command line; none: that of the session which the environment names.
  std::optional<std::string> transcript;
};
struct BudgetResponse {
  worker::ContextUse context;
  double threshold = 0;  // budget.context
  std::vector<LimitUse> limits;

  bool is_over() const { return context.share() >= threshold; }
};

void write_json(const BudgetResponse& response, const Sink& sink);

// One call of a hook or of the status line. Fields that an event does not have are empty.
struct SessionEvent {
  enum class Kind {
    session_start,
    pre_tool,
    post_tool_batch,
    pre_compact,
    stop,
    subagent_stop,
    stop_failure,
    session_end,
    status_line,
  };
  Kind kind = Kind::stop;
  std::string session;           // its id
  std::string transcript;        // path
  std::string directory;         // where the session stands; absolute
  std::string why;               // source of a start, error of a stop_failure, reason of an end
  std::string model;             // of a start
  std::string path;              // that a tool wants to write, or
  std::string command;           // that it wants to run
  std::string agent;             // id of the subagent that this is about; "" = the main thread
  std::string agent_transcript;  // path
  std::string last_message;      // of whoever stops
  bool background_work = false;  // something still runs that will wake the session
  SessionGauge gauge;            // of a status_line
};
// The hook for it as `reeve hook` knows it ("pre-tool"), or as Claude Code calls it ("PreToolUse").
std::optional<SessionEvent::Kind> session_event_named(std::string_view name);

struct TaskCounts {
  std::uint32_t done = 0;
  std::uint32_t all = 0;
  std::uint32_t running = 0;
};

// All empty: nothing is to be said.
struct SessionAnswer {
  std::string context;              // for the model to read
  std::string denial;               // the tool is not to be used, and what to do instead
  std::string go_on;                // the session (or subagent) is not to stop: what to do next
  std::string message;              // for the person
  std::optional<TaskCounts> tasks;  // of a status_line
};

}  // namespace reeve::app
