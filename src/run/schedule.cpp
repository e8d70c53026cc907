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

// A branch of a repository: only one task at a time is worked on there.
struct Spot {
  std::string repository;
  std::string branch;
  auto operator<=>(const Spot&) const = default;
};

// Tells where the tasks of a board are worked on, and which of these spots its in-progress rows use.
class Spots {
 public:
  Spots(const Board& board, std::string_view pattern, const Repositories& repositories)
      : board_(board), pattern_(pattern), repositories_(repositories) {
    for (const Task& task : board.tasks())
      if (task.task_class == TaskClass::in_progress) users_.emplace(of(task), task.id);
  }

  Spot of(const Task& task) const {
    return {repository_of(repositories_, board_.plain(task, board::Column::repo)),
            branch_of(pattern_, board_.plain(task, board::Column::branch), task.id)};
  }
  // The first task on the spot of this one; "" if there is none.
  std::string_view user_of(const Task& task) const {
    auto user = users_.empty() ? users_.end() : users_.find(of(task));
    return user == users_.end() ? "" : user->second;
  }
  bool taken(const Task& task, const std::vector<RunState>& active) const {
    if (active.empty()) return false;
    Spot spot = of(task);
    return std::any_of(active.begin(), active.end(), [&](const RunState& run) {
      if (run.phase == Phase::finished) return false;  // forgotten at the next event
      return run.task.id == task.id ||
             Spot{run.repository, branch_of(pattern_, run.branch_cell, run.task.id)} == spot;
    });
  }

 private:
  const Board& board_;
  std::string_view pattern_;
  const Repositories& repositories_;
  std::map<Spot, std::string_view> users_;
};

bool is_wanted(const Selection& selection, std::string_view id) {
  if (selection.only && !selection.only->contains(id)) return false;
  if (selection.except && selection.except->contains(id)) return false;
  return !selection.lane || selection.lane->takes(id);
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

std::string state_of(const Task& task) {
  std::string held = task.held.empty() ? "" : ", held: " + task.held.front().detail;
  return " (" + std::string(name_of(task.task_class)) + held + ")";
}

// The links to the end of the way, or to where its cycle begins; of a long one the last, which says why.
std::string chain_text(const Board& board, const Way& way) {
  std::size_t last = way.cycle_from.value_or(way.tasks.size() - 1);
  std::string text;
  for (std::size_t at = 1; at <= last; ++at) {
    text += text.empty() ? "waits for " : " → ";
    std::size_t skipped = last - at;
    if (at == kChainMax && skipped > 0) {
      text += "… (" + std::to_string(skipped) + " more) → ";
      at = last;
    }
    text += std::string(board.tasks()[way.tasks[at]].id);
  }
  if (!way.cycle_from) return text + state_of(board.tasks()[way.tasks[last]]);
  return text + (text.empty() ? "" : ", which ") + cycle_text(board, way);
}

std::string held_text(const Task& task) {
  return "held (line " + std::to_string(task.line) + "): " + task.held.front().detail;
}

// A cycle is told in full once; `in_cycle` has the task that it was told of for each in it.
std::string why_blocked(const Board& board, std::uint32_t index, const Spots& spots,
                        std::map<std::uint32_t, std::uint32_t>& in_cycle) {
  const Task& task = board.tasks()[index];
  if (!task.held.empty()) return held_text(task);
  if (task.ready) {
    auto user = spots.user_of(task);
    return user.empty() ? "" : "waits for " + std::string(user) + ", which is on the same branch";
  }
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
                             const Selection& selection) {
  const Repositories one;
  Spots spots(board, selection.branch_pattern, selection.repositories ? *selection.repositories : one);
  for (auto index : board.ready()) {
    const Task& task = board.tasks()[index];
    if (!is_wanted(selection, task.id) || !spots.user_of(task).empty()) continue;
    if (!spots.taken(task, active)) return Choice{index, reason_of(board, task)};
  }
  return std::nullopt;
}

std::string branch_of(std::string_view pattern, const std::string& cell, std::string_view task_id) {
  if (!cell.empty()) return cell;
  constexpr std::string_view kIdPlace = "{id}";
  std::string branch(pattern);
  auto place = branch.find(kIdPlace);
  return place == branch.npos ? branch : branch.replace(place, kIdPlace.size(), safe_name(task_id));
}

std::vector<std::string> base_dependencies(const Board& board, const RunState& run,
                                           const Repositories& repositories) {
  std::vector<std::string> found;
  std::vector<std::string> left(run.depends_on.rbegin(), run.depends_on.rend());  // the next one is the last
  TaskIds seen;
  while (!left.empty()) {
    std::string id = std::move(left.back());
    left.pop_back();
    if (!seen.insert(id).second) continue;
    auto row = board.find(id);
    bool elsewhere = row && repository_of(repositories, board.plain(board.tasks()[*row],
                                                                    board::Column::repo)) != run.repository;
    if (!elsewhere) {
      found.push_back(std::move(id));
      continue;
    }
    const auto& before = board.tasks()[*row].depends_on;
    for (auto index = before.rbegin(); index != before.rend(); ++index)
      left.emplace_back(board.tasks()[*index].id);
  }
  return found;
}

std::string why_blocked(const Board& board, std::uint32_t index, const Repositories& repositories) {
  std::map<std::uint32_t, std::uint32_t> told;
  return why_blocked(board, index, Spots(board, kUsualBranch, repositories), told);
}

std::vector<Blocked> blocked_tasks(const Board& board, std::size_t count_max,
                                   const Repositories& repositories) {
  std::vector<Blocked> blocked;
  Spots spots(board, kUsualBranch, repositories);
  std::map<std::uint32_t, std::uint32_t> in_cycle;
  for (std::uint32_t i = 0; i < board.tasks().size() && blocked.size() < count_max; ++i) {
    const Task& task = board.tasks()[i];
    if (task.task_class != TaskClass::not_started) continue;
    std::string why = why_blocked(board, i, spots, in_cycle);
    if (!why.empty()) blocked.push_back({std::string(task.id), std::move(why)});
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

bool waits_for_running(const Board& board, const Repositories& repositories) {
  bool any_open = false;
  bool any_waiting = false;
  for (const Task& task : board.tasks()) {
    any_open |= task.task_class == TaskClass::in_progress;
    any_waiting |= task.task_class == TaskClass::not_started;
  }
  if (!any_open) return false;
  if (!any_waiting) return true;
  Spots spots(board, kUsualBranch, repositories);
  auto waits_for_branch = [&](std::uint32_t index) { return !spots.user_of(board.tasks()[index]).empty(); };
  if (std::any_of(board.ready().begin(), board.ready().end(), waits_for_branch)) return true;
  std::vector<char> known(board.tasks().size(), 0);
  for (std::uint32_t i = 0; i < board.tasks().size(); ++i)
    if (is_open(board.tasks()[i].task_class) && board.tasks()[i].task_class == TaskClass::not_started &&
        moves(board, i, known))
      return true;
  return false;
}

}  // namespace reeve::run
