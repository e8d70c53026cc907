// Who works next, and why not the others. Pure questions on a board.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reeve/board/board.h"
#include "reeve/run/lane.h"
#include "reeve/run/run_state.h"

namespace reeve::run {

struct Choice {
  std::uint32_t task = 0;  // index into Board::tasks()
  std::string why;         // for people, one line
};

using TaskIds = std::set<std::string, std::less<>>;
// What a choice has to respect beside the board.
struct Selection {
  const TaskIds* only = nullptr;    // one of these
  const TaskIds* except = nullptr;  // none of these
  const Lane* lane = nullptr;       // what this lane takes
  std::string branch_pattern = "reeve/{id}";
};
// The first ready task in file order that none of `active` works on and whose branch no active run uses.
std::optional<Choice> choose(const board::Board& board, const std::vector<RunState>& active,
                             const Selection& selection = {});

// The branch of a task: the row's cell, or the pattern with the id made safe.
std::string branch_of(std::string_view pattern, const std::string& cell, std::string_view task_id);

// One waiting task and what keeps it: "C waits for B (not-started), which waits for A (failed)".
struct Blocked {
  std::string id;
  std::string why;
};
// Every not-started task that is not ready, in file order, at most `count_max`.
std::vector<Blocked> blocked_tasks(const board::Board& board, std::size_t count_max);

// Whether any not-started task's chain ends in an in-progress row, or such a row is all that is left.
bool waits_for_running(const board::Board& board);

}  // namespace reeve::run
