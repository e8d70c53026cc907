#include "reeve/run/schedule.h"

#include <algorithm>

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

std::string state_of(const Task& task) {
  std::string held = task.held.empty() ? "" : ", held: " + task.held.front().detail;
  return " (" + std::string(name_of(task.task_class)) + held + ")";
}

// Follows the first open (else first failed) dependency from task to task, up to the one that all hangs on.
std::string chain_of(const Board& board, const Task& start) {
  std::string text;
  std::vector<std::uint32_t> seen;
  const Task* task = &start;
  while (true) {
    auto waiting = board.waiting_on(*task);
    if (waiting.empty()) return text;
    std::uint32_t index = waiting.front();
    task = &board.tasks()[index];
    text += (text.empty() ? "waits for " : " → ") + std::string(task->id);
    if (task->task_class != TaskClass::not_started || !task->held.empty()) return text + state_of(*task);
    if (task == &start || std::find(seen.begin(), seen.end(), index) != seen.end()) return text + ": a cycle";
    seen.push_back(index);
    if (seen.size() == kChainMax) return text + " → …";
  }
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
  for (auto index : board.ready()) {
    const Task& task = board.tasks()[index];
    if (only && !only->contains(task.id)) continue;
    if (!taken(board, task, active)) return Choice{index, reason_of(board, task)};
  }
  return std::nullopt;
}

std::string why_blocked(const Board& board, const Task& task) {
  if (!task.held.empty()) return "held: " + task.held.front().detail;
  return chain_of(board, task);
}

std::vector<Blocked> blocked_tasks(const Board& board, std::size_t count_max) {
  std::vector<Blocked> blocked;
  for (const Task& task : board.tasks()) {
    if (blocked.size() == count_max) break;
    if (task.task_class == TaskClass::not_started && !task.ready)
      blocked.push_back({std::string(task.id), why_blocked(board, task)});
  }
  return blocked;
}

std::vector<std::uint32_t> stuck_tasks(const Board& board) {
  const auto& tasks = board.tasks();
  std::vector<std::vector<std::uint32_t>> waiting(tasks.size());  // who waits for each
  std::vector<std::size_t> missing(tasks.size());
  std::vector<std::uint32_t> moving;
  std::vector<char> moves(tasks.size(), 0);
  for (std::uint32_t i = 0; i < tasks.size(); ++i) {
    if (!is_open(tasks[i].task_class) || !tasks[i].held.empty()) continue;
    if (tasks[i].task_class == TaskClass::not_started)
      for (auto before : board.waiting_on(tasks[i])) waiting[before].push_back(i), ++missing[i];
    if (missing[i] == 0) moving.push_back(i), moves[i] = 1;
  }
  while (!moving.empty()) {
    auto at = moving.back();
    moving.pop_back();
    for (auto next : waiting[at])
      if (--missing[next] == 0) moving.push_back(next), moves[next] = 1;
  }
  std::vector<std::uint32_t> stuck;
  for (std::uint32_t i = 0; i < tasks.size(); ++i)
    if (tasks[i].task_class == TaskClass::not_started && !moves[i]) stuck.push_back(i);
  return stuck;
}

bool waits_for_running(const Board& board) {
  bool any_open = false;
  bool any_waiting = false;
  for (const Task& task : board.tasks()) {
    any_open |= task.task_class == TaskClass::in_progress;
    any_waiting |= task.task_class == TaskClass::not_started;
  }
  if (!any_open) return false;
  if (!any_waiting) return true;
  std::vector<char> known(board.tasks().size(), 0);
  for (std::uint32_t i = 0; i < board.tasks().size(); ++i)
    if (is_open(board.tasks()[i].task_class) && board.tasks()[i].task_class == TaskClass::not_started &&
        moves(board, i, known))
      return true;
  return false;
}

}  // namespace reeve::run
