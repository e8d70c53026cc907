#include "reports.h"

#include <algorithm>
#include <vector>

#include "reeve/base/text.h"
#include "reeve/run/schedule.h"

namespace reeve::run {
namespace {

constexpr std::size_t kListedMax = 20;  // tasks named in a report
constexpr std::size_t kFailedMax = 3;   // failed tasks named in a hint
constexpr std::size_t kIdWidthMax = 24;

using board::Board;
using board::Task;
using board::TaskClass;

std::string count_text(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string lines_of(const std::vector<Blocked>& blocked, std::size_t count) {
  std::size_t width = 0;
  for (const Blocked& task : blocked) width = std::max(width, display_width(task.id));
  width = std::min(width, kIdWidthMax);
  std::string text;
  for (const Blocked& task : blocked) {
    std::string id = task.id.empty() ? "(no id)" : task.id;
    std::size_t used = std::min(display_width(id), width);
    text += "\n  " + id + std::string(width - used + 2, ' ') + task.why;
  }
  if (count > blocked.size()) text += "\n  … and " + std::to_string(count - blocked.size()) + " more";
  return text;
}

// The failed tasks that left ones wait for, in file order.
std::vector<std::string> failed_before(const Board& board, const std::vector<std::uint32_t>& left) {
  std::vector<std::uint32_t> failed;
  for (auto index : left)
    for (auto before : board.waiting_on(board.tasks()[index]))
      if (board.tasks()[before].task_class == TaskClass::failed) failed.push_back(before);
  std::sort(failed.begin(), failed.end());
  failed.erase(std::unique(failed.begin(), failed.end()), failed.end());
  std::vector<std::string> ids;
  for (auto index : failed)
    if (ids.size() < kFailedMax) ids.emplace_back(board.tasks()[index].id);
  return ids;
}

std::string what_to_do(const Board& board, const std::vector<std::uint32_t>& left) {
  const std::string again = " and start `reeve run` again";
  auto failed = failed_before(board, left);
  if (failed.empty()) return "mend the rows that `reeve check` names, publish that," + again;
  std::string shows, resets;
  for (const std::string& id : failed) {
    shows += (shows.empty() ? "" : ", ") + reeve_command("show", id);
    resets += (resets.empty() ? "" : ", ") + reeve_command("reset", id);
  }
  return shows + " tells why it failed; mend that, put it back with " + resets + "," + again;
}

std::vector<const Task*> tasks_of(const Board& board, TaskClass task_class) {
  std::vector<const Task*> tasks;
  for (const Task& task : board.tasks())
    if (task.task_class == task_class) tasks.push_back(&task);
  return tasks;
}

// Rows that are neither done nor open: "everything is done" would be a word too many.
std::string unknown_rows(const std::vector<const Task*>& tasks) {
  std::string text;
  for (std::size_t i = 0; i < std::min(tasks.size(), kListedMax); ++i) {
    const Task& task = *tasks[i];
    text += "\n  " + std::string(task.id.empty() ? "(no id)" : task.id) + " in line " +
            std::to_string(task.line) + ": " +
            (task.held.empty() ? "its status is no known word" : task.held.front().detail);
  }
  return text;
}

}  // namespace

Stop deadlock_stop(const Board& board, const Repositories& repositories, const std::vector<Blocked>& ready,
                   bool cancelled) {
  auto left = stuck_tasks(board);
  auto lines = ready;
  for (Blocked& blocked : blocked_tasks(board, kListedMax, repositories)) lines.push_back(std::move(blocked));
  std::size_t count = left.size() + board.ready().size();
  std::string message =
      count_text(count, "task is left, and it cannot start:", "tasks are left, and none of them can start:");
  return {StopReason::deadlock, message + lines_of(lines, count),
          cancelled ? "start `reeve run` again: it takes up what was cancelled" : what_to_do(board, left)};
}

Stop nothing_left(const Board& board) {
  if (board.tasks().empty())
    return {StopReason::all_done, "the table has no tasks", "add rows to it, and publish them"};
  auto failed = tasks_of(board, TaskClass::failed);
  auto unknown = tasks_of(board, TaskClass::other);
  Stop stop{StopReason::all_done, unknown.empty() ? "everything is done" : "nothing is left", ""};
  if (!failed.empty())
    stop = {StopReason::some_failed, "nothing is left, some tasks failed",
            reeve_command("show", failed.front()->id) +
                " tells why; to have it tried again, put it back with " +
                reeve_command("reset", failed.front()->id)};
  if (unknown.empty()) return stop;
  stop.message += "; not counted, since their status is not known:" + unknown_rows(unknown);
  if (stop.hint.empty()) stop.hint = "`reeve check` says what to mend in these rows";
  return stop;
}

std::string running_rows(const Board& board) {
  std::string text;
  std::size_t named = 0;
  for (const Task& task : board.tasks()) {
    if (task.task_class != TaskClass::in_progress || named++ == kListedMax) continue;
    std::string agent = board.cell(task, board::Column::agent);
    std::string since = board.plain(task, board::Column::started_at);
    text += "\n  " + std::string(task.id) + " is in-progress" + (agent.empty() ? "" : " by " + agent) +
            (since.empty() ? "" : " since " + since);
  }
  return text;
}

}  // namespace reeve::run
