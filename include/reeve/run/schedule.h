// Who works next, and why not the others. Pure questions on a board.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reeve/board/board.h"
#include "reeve/run/lane.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"

namespace reeve::run {

struct Choice {
  std::uint32_t task = 0;  // index into Board::tasks()
  std::string why;         // for people, one line
};

inline constexpr std::string_view kUsualBranch = "reeve/{id}";

using TaskIds = std::set<std::string, std::less<>>;
// What a choice has to respect beside the board.
struct Selection {
  const TaskIds* only = nullptr;    // one of these
  const TaskIds* except = nullptr;  // none of these
  const Lane* lane = nullptr;       // what this lane takes
  std::string branch_pattern = std::string(kUsualBranch);
  const Repositories* repositories = nullptr;  // none: all rows are of one
};
// The first ready task in file order that none of `active` works on and whose branch in its repository
// neither an active run nor an in-progress row uses.
std::optional<Choice> choose(const board::Board& board, const std::vector<RunState>& active,
                             const Selection& selection = {});

// The branch of a task: the row's cell, or the pattern with the id made safe.
std::string branch_of(std::string_view pattern, const std::string& cell, std::string_view task_id);

// The tasks whose accepted commits the base of a run has to contain: those it depends on. One of another
// repository contributes nothing itself, but what it depends on in the run's own.
std::vector<std::string> base_dependencies(const board::Board& board, const RunState& run,
                                           const Repositories& repositories);

// Why a not-started task cannot start now: "waits for B → A (failed)", "held (line 7): 'X' names no task",
// "waits for B, which waits for itself: B → C → B, a cycle"; "" if nothing keeps it.
std::string why_blocked(const board::Board& board, std::uint32_t task, const Repositories& repositories = {});

// One waiting task and what keeps it.
struct Blocked {
  std::string id;
  std::string why;
};
// Every not-started task that cannot start, in file order, at most `count_max`.
std::vector<Blocked> blocked_tasks(const board::Board& board, std::size_t count_max,
                                   const Repositories& repositories = {});

// Every not-started task that can never start as the board stands, in file order: held, in a cycle, or with
// such a task or a failed one before it.
std::vector<std::uint32_t> stuck_tasks(const board::Board& board);

// Whether any not-started task's chain ends in an in-progress row, or such a row is all that is left.
bool waits_for_running(const board::Board& board, const Repositories& repositories = {});

}  // namespace reeve::run
