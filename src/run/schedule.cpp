#include "reeve/run/schedule.h"

#include <algorithm>
#include <map>

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kChainMax = 12;  // links of a chain that are named
constexpr std::size_t kNamesMax = 5;   // ids in a "why"

using board::Board;
using board::Task;
using board::TaskClass;

bool is_open(TaskClass task_class) {
  return task_class == TaskClass::not_started || task_class == TaskClass::in_progress;
}

// The branches that in-progress rows name, each with its repository, and who names it first.
using Branches = std::map<std::pair<std::string, std::string>, std::string_view>;

std::pair<std::string, std::string> branch_of(const Board& board, const Task& task) {
  return {board.plain(task, board::Column::repo), board.plain(task, board::Column::branch)};
}

Branches branches_in_use(const Board& board) {
  Branches branches;
  for (const Task& task : board.tasks()) {
    if (task.task_class != TaskClass::in_progress) continue;
    auto branch = branch_of(board, task);
    if (!branch.second.empty()) branches.emplace(std::move(branch), task.id);
  }
  return branches;
}

bool taken(const Board& board, const Task& task, const std::vector<RunState>& active) {
  std::string branch = board.plain(task, board::Column::branch);
  std::string repo = board.plain(task, board::Column::repo);
  return std::any_of(active.begin(), active.end(), [&](const RunState& run) {
    if (run.phase == Phase::finished) return false;  // forgotten at the next event
    if (run.task.id == task.id) return true;
    return !branch.empty() && run.branch_cell == branch && run.repo_cell == repo;
  });
}

std::string reason_of(const Board& board, const Task& task) {
  if (task.depends_on.empty()) return "first ready task in file order, depends on nothing";
  std::vector<std::string> ids;
  for (auto index : task.depends_on)
    if (ids.size() < kNamesMax) ids.emplace_back(board.tasks()[index].id);
  std::string names = join(ids, ", ");
  if (task.depends_on.size() > ids.size()) names += ", …";
  return "first ready task in file order; done before it: " + names;
}

// Follows the first open (else first failed) dependency from task to task.
std::string chain_of(const Board& board, const Task& start) {
  std::string text;
  std::vector<std::uint32_t> seen;
  const Task* task = &start;
  while (seen.size() < kChainMax) {
    auto waiting = board.waiting_on(*task);
    if (waiting.empty()) break;
    const Task& next = board.tasks()[waiting.front()];
    text += (text.empty() ? "waits for " : ", which waits for ") + std::string(next.id) + " (" +
            std::string(name_of(next.task_class)) +
            (next.held.empty() ? "" : ", held: " + next.held.front().detail) + ")";
    if (std::find(seen.begin(), seen.end(), waiting.front()) != seen.end()) return text + ": a cycle";
    seen.push_back(waiting.front());
    if (next.task_class != TaskClass::not_started || !next.held.empty()) break;
    task = &next;
  }
  return text;
}

std::string why_blocked(const Board& board, const Task& task, const Branches& in_use) {
  if (!task.held.empty()) return "held: " + task.held.front().detail;
  if (!task.ready) return chain_of(board, task);
  auto user = in_use.find(branch_of(board, task));
  return user == in_use.end() ? ""
                              : "waits for " + std::string(user->second) + ", which is on the same branch";
}

// Whether a task can start once those before it are done, some of them running now. `state`: 0 unknown,
// 1 no, 2 yes; a task under way counts as "no", which is right for cycles.
bool moves(const Board& board, std::uint32_t index, std::vector<char>& known) {
  std::vector<std::uint32_t> stack{index};
  while (!stack.empty()) {
    std::uint32_t at = stack.back();
    stack.pop_back();
    if (known[at]) continue;
    known[at] = 1;
    const Task& task = board.tasks()[at];
    if (task.task_class == TaskClass::in_progress) return true;
    if (task.task_class != TaskClass::not_started || !task.held.empty()) continue;
    for (auto next : board.waiting_on(task)) stack.push_back(next);
  }
  return false;
}

}  // namespace

std::optional<Choice> choose(const Board& board, const std::vector<RunState>& active,
                             const std::set<std::string, std::less<>>* only) {
  Branches in_use = branches_in_use(board);
  for (auto index : board.ready()) {
    const Task& task = board.tasks()[index];
    if (only && !only->contains(task.id)) continue;
    if (!in_use.empty() && in_use.contains(branch_of(board, task))) continue;
    if (!taken(board, task, active)) return Choice{index, reason_of(board, task)};
  }
  return std::nullopt;
}

std::string why_waiting(const Board& board, const Task& task) {
  return why_blocked(board, task, branches_in_use(board));
}

std::vector<Blocked> blocked_tasks(const Board& board, std::size_t count_max) {
  std::vector<Blocked> blocked;
  Branches in_use = branches_in_use(board);
  for (const Task& task : board.tasks()) {
    if (blocked.size() == count_max) break;
    if (task.task_class != TaskClass::not_started) continue;
    std::string why = why_blocked(board, task, in_use);
    if (!why.empty()) blocked.push_back({std::string(task.id), std::move(why)});
  }
  return blocked;
}

bool waits_for_running(const Board& board) {
  bool any_open = false;
  bool any_waiting = false;
  for (const Task& task : board.tasks()) {
    any_open |= task.task_class == TaskClass::in_progress;
    any_waiting |= task.task_class == TaskClass::not_started;
  }
  if (!any_open) return false;
  if (!any_waiting || !board.ready().empty()) return true;
  std::vector<char> known(board.tasks().size(), 0);
  for (std::uint32_t i = 0; i < board.tasks().size(); ++i)
    if (is_open(board.tasks()[i].task_class) && board.tasks()[i].task_class == TaskClass::not_started &&
        moves(board, i, known))
      return true;
  return false;
}

}  // namespace reeve::run
