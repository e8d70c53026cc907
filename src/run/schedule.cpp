#include "reeve/run/schedule.h"

#include <algorithm>
#include <map>

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kChainMax = 12;  // links of a chain that are named
constexpr std::size_t kCycleMax = 20;  // ids of a cycle that are named
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

// From task to task along the first open (else first failed) dependency. It ends at a task that waits for
// none, or where it meets itself.
struct Way {
  std::vector<std::uint32_t> tasks;       // the first is the one that waits
  std::optional<std::size_t> cycle_from;  // place in `tasks` that the last one waits for
};

Way way_of(const Board& board, std::uint32_t start) {
  Way way{{start}, {}};
  std::vector<std::uint32_t> place(board.tasks().size(), UINT32_MAX);
  place[start] = 0;
  for (;;) {
    const Task& last = board.tasks()[way.tasks.back()];
    bool follows = last.task_class == TaskClass::not_started && last.held.empty();
    auto waiting = follows ? board.waiting_on(last) : std::vector<std::uint32_t>();
    if (waiting.empty()) return way;
    std::uint32_t next = waiting.front();
    if (place[next] != UINT32_MAX) {
      way.cycle_from = place[next];
      return way;
    }
    place[next] = static_cast<std::uint32_t>(way.tasks.size());
    way.tasks.push_back(next);
  }
}

std::string cycle_text(const Board& board, const Way& way) {
  auto id = [&](std::size_t at) { return std::string(board.tasks()[way.tasks[at]].id); };
  std::size_t from = *way.cycle_from, end = way.tasks.size();
  std::string text = "waits for itself: ";
  for (std::size_t at = from; at < std::min(end, from + kCycleMax); ++at) text += id(at) + " → ";
  if (end - from > kCycleMax) text += "… (" + std::to_string(end - from - kCycleMax) + " more) → ";
  return text + id(from) + ", a cycle";
}

std::string link_text(const Task& task) {
  return "waits for " + std::string(task.id) + " (" + std::string(name_of(task.task_class)) +
         (task.held.empty() ? "" : ", held: " + task.held.front().detail) + ")";
}

// The links to the end of the way, or to where its cycle begins; of a long one the last, which says why.
std::string chain_text(const Board& board, const Way& way) {
  std::size_t last = way.cycle_from.value_or(way.tasks.size() - 1);
  std::string text;
  for (std::size_t at = 1; at <= last; ++at) {
    if (!text.empty()) text += ", which ";
    std::size_t skipped = last - at;
    bool cut = at == kChainMax && skipped > 0;
    if (cut) text += "waits for … (" + std::to_string(skipped) + " more), which ";
    if (cut) at = last;
    text += link_text(board.tasks()[way.tasks[at]]);
  }
  if (way.cycle_from) text += (text.empty() ? "" : ", which ") + cycle_text(board, way);
  return text;
}

// A cycle is told in full once; `in_cycle` has the task that it was told of for each in it.
std::string why_blocked(const Board& board, std::uint32_t index,
                        std::map<std::uint32_t, std::uint32_t>& in_cycle) {
  const Task& task = board.tasks()[index];
  if (!task.held.empty()) return "held (line " + std::to_string(task.line) + "): " + task.held.front().detail;
  Way way = way_of(board, index);
  if (auto told = in_cycle.find(index); told != in_cycle.end() && way.cycle_from == 0u)
    return "is in the cycle of " + std::string(board.tasks()[told->second].id);
  if (way.cycle_from == 0u)
    for (std::uint32_t member : way.tasks) in_cycle.emplace(member, index);
  return chain_text(board, way);
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

std::vector<Blocked> blocked_tasks(const Board& board, std::size_t count_max) {
  std::vector<Blocked> blocked;
  std::map<std::uint32_t, std::uint32_t> in_cycle;
  for (std::uint32_t i = 0; i < board.tasks().size() && blocked.size() < count_max; ++i) {
    const Task& task = board.tasks()[i];
    if (task.task_class == TaskClass::not_started && !task.ready)
      blocked.push_back({std::string(task.id), why_blocked(board, i, in_cycle)});
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
  if (!any_waiting) return true;
  std::vector<char> known(board.tasks().size(), 0);
  for (std::uint32_t i = 0; i < board.tasks().size(); ++i)
    if (is_open(board.tasks()[i].task_class) && board.tasks()[i].task_class == TaskClass::not_started &&
        moves(board, i, known))
      return true;
  return false;
}

}  // namespace reeve::run
