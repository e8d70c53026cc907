// Who works next, and why not the others. Pure questions on a board.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reeve/board/board.h"
#include "reeve/run/run_state.h"

namespace reeve::run {

struct Choice {
  std::uint32_t task = 0;  // index into Board::tasks()
  std::string why;         // for people, one line
};

// The first ready task in file order that none of `active` works on and whose branch neither an active run
// nor an in-progress row uses;
// with `only`, one of these ids.
std::optional<Choice> choose(const board::Board& board, const std::vector<RunState>& active,
                             const std::set<std::string, std::less<>>* only = nullptr);

// One waiting task and what keeps it: "C waits for B (not-started), which waits for A (failed)".
struct Blocked {
  std::string id;
  std::string why;
};
// Why that not-started task cannot start now.
std::string why_waiting(const board::Board& board, const board::Task& task);
// Every not-started task that cannot start, in file order, at most `count_max`.
std::vector<Blocked> blocked_tasks(const board::Board& board, std::size_t count_max);

// Whether any not-started task's chain ends in an in-progress row, or such a row is all that is left.
bool waits_for_running(const board::Board& board);

}  // namespace reeve::run
