// What a person asks of a running loop, and what it answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/board/board.h"
#include "reeve/run/lane.h"

namespace reeve::run {

struct Request {
  // lanes: only the answer. pause: nothing new starts, what runs goes on. resume: the end of that. cancel:
  // ends the work on a task and puts its row back; this loop does not start it again.
  enum class Kind { lanes, pause, resume, cancel } kind = Kind::lanes;
  std::string lane;  // of pause and resume; "all" = every one
  std::string task;  // of cancel
};

// Comes when what was asked for is true: the answer to a cancel when the row is back.
struct Reply {
  std::optional<Error> error;
  std::string text;             // what became of it, for people
  std::vector<LaneView> lanes;  // afterwards, in their order
};

// Why there is no work on the task that could be ended; nothing if its row is in-progress. `where` as in
// board::no_such_task.
std::optional<Error> nothing_to_cancel(const board::Board& board, const std::string& id,
                                       std::string_view where);

// Who asked, as the port that brought the request numbers them.
using Caller = std::uint64_t;

}  // namespace reeve::run
