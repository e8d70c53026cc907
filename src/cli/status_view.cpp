#include "cli/status_view.h"

#include <algorithm>
#include <functional>
#include <set>

#include "cli/live_view.h"

#include "reeve/base/text.h"
#include "reeve/run/schedule.h"

namespace reeve::cli {
namespace {

using board::Board;
using board::Column;
using board::Task;
using board::TaskClass;

constexpr std::size_t kListedMax = 30;  // tasks named in each part
constexpr std::size_t kBarWidth = 30;

using Rows = std::vector<std::uint32_t>;
using RestOf = std::function<void(Line&, const Task&)>;  // adds what follows the id

Rows rows_where(const Board& board, const std::function<bool(const Task&)>& wanted) {
  Rows rows;
  for (std::uint32_t i = 0; i < board.tasks().size(); ++i)
    if (wanted(board.tasks()[i])) rows.push_back(i);
  return rows;
}

std::uint32_t index_of(const Board& board, const Task& task) {
  return static_cast<std::uint32_t>(&task - board.tasks().data());
}

class Page {
 public:
  explicit Page(const Board& board) : board_(board) {
    for (const Task& task : board.tasks()) id_width_ = std::max(id_width_, display_width(brief(task.id)));
    id_width_ = std::min(id_width_, kIdWidthMax);
  }

  void part(std::string_view title, Color color, const Rows& rows, const RestOf& rest_of) {
    if (rows.empty()) return;
    lines.emplace_back();
    lines.push_back(Line().add(title, color).add("  " + std::to_string(rows.size()), Color::dim));
    std::size_t shown = std::min(rows.size(), kListedMax);
    for (std::size_t i = 0; i < shown; ++i) {
      const Task& task = board_.tasks()[rows[i]];
      Line line;
      line.add("  ").cell(brief(task.id), id_width_, Color::bold).add("  ");
      rest_of(line, task);
      lines.push_back(std::move(line));
    }
    if (rows.size() > shown)
      lines.push_back(Line().add("  … and " + std::to_string(rows.size() - shown) + " more (--json has all)",
                                 Color::dim));
  }

  void end_at(std::size_t rows) {
    if (lines.size() <= rows || rows == 0) return;
    std::size_t missing = lines.size() - rows + 1;
    lines.resize(rows - 1);
    lines.push_back(Line().add("… " + std::to_string(missing) + " more lines (`reeve status`)", Color::dim));
  }

  std::vector<Line> lines;

 private:
  const Board& board_;
  std::size_t id_width_ = 0;
};

Line counts_line(const Board& board, const Rows& held, const Rows& stuck) {
  auto counts = board.counts();
  Line line;
  line.add("  ");
  add_bar(line, counts, kBarWidth).add(board.tasks().empty() ? "" : "  ");
  add_counts(line, counts, static_cast<int>(held.size()), static_cast<int>(held.size() + stuck.size()));
  if (counts[TaskClass::other] > 0)
    line.add("  ").add(std::to_string(counts[TaskClass::other]) + " other", Color::yellow);
  return line;
}

std::string count_of_tasks(const Board& board) {
  return std::to_string(board.tasks().size()) + (board.tasks().size() == 1 ? " task" : " tasks");
}

// What is paused, here or for the next loop.
void add_pauses(std::vector<Line>& lines, const std::optional<app::ControlResponse>& loop) {
  if (!loop) return;
  std::string paused;
  for (const run::LaneView& lane : loop->lanes)
    if (lane.paused) paused += (paused.empty() ? "paused: lane " : ", lane ") + lane.name;
  if (!loop->loop_runs) paused = loop->text;
  if (!paused.empty()) lines.push_back(Line().add("  " + paused + " (`reeve resume`)", Color::yellow));
}

const run::RunState* run_of(const app::StatusResponse& response, const Task& task) {
  for (const run::RunState& run : response.runs)
    if (run.task.id == task.id && run.task.source == response.file) return &run;
  return nullptr;
}

// "working 2" since when, by whom; the record of a run of ours knows more than the row.
void add_running(Line& line, const app::StatusResponse& response, const Task& task) {
  const Board& board = *response.board;
  const run::RunState* run = run_of(response, task);
  std::string agent = brief(board.plain(task, Column::agent));
  auto since = parse_rfc3339(board.plain(task, Column::started_at));
  if (run) since = run->started_at;
  std::string doing = run ? phase_text(run->phase) : "in progress";
  if (run && run->attempt > 1) doing += ", attempt " + std::to_string(run->attempt);
  line.cell(doing, 20, run ? Color::blue : Color::none).add(" ");
  line.cell_right(since ? elapsed(response.at - *since) : "", 7).add("  ");
  if (!agent.empty()) line.add(agent, Color::dim).add("  ");
  line.add(brief(board.cell(task, Column::description)));
}

void add_failed(Line& line, const Board& board, const Task& task) {
  std::string notes = board.plain(task, Column::notes);
  line.add(brief(notes.empty() ? board.cell(task, Column::description) : notes));
}

std::string waiting_text(const Board& board, const Task& task) {
  std::string ids;
  for (auto index : board.waiting_on(task))
    ids += (ids.empty() ? "on " : ", ") + std::string(board.tasks()[index].id);
  return brief(ids);
}

// A claim that is under way, or that has not arrived in this file, is not in the row yet.
bool is_running(const app::StatusResponse& response, const Task& task) {
  if (task.task_class == TaskClass::in_progress) return true;
  return task.task_class == TaskClass::not_started && run_of(response, task) != nullptr;
}

}  // namespace

std::vector<Line> status_lines(const app::StatusResponse& response, std::size_t rows) {
  const Board& board = *response.board;
  auto all_stuck = run::stuck_tasks(board);
  std::set<std::uint32_t> stuck_set(all_stuck.begin(), all_stuck.end());
  auto in_class = [&](TaskClass wanted) {
    return rows_where(board,
                      [=](const Task& task) { return task.task_class == wanted && task.held.empty(); });
  };
  auto held = rows_where(board, [](const Task& task) {
    return !task.held.empty() &&
           (task.task_class == TaskClass::not_started || task.task_class == TaskClass::other);
  });
  Rows stuck, waiting;
  for (auto row : in_class(TaskClass::not_started))
    if (!board.tasks()[row].ready) (stuck_set.contains(row) ? stuck : waiting).push_back(row);
  auto description = [&](Line& line, const Task& task) {
    line.add(brief(board.cell(task, Column::description)));
  };
  Page page(board);
  page.lines.push_back(Line().add(response.file, Color::bold).add("  " + count_of_tasks(board)));
  page.lines.push_back(counts_line(board, held, stuck));
  add_pauses(page.lines, response.loop);
  auto running = rows_where(board, [&](const Task& task) { return is_running(response, task); });
  page.part("running", Color::blue, running,
            [&](Line& line, const Task& task) { add_running(line, response, task); });
  Rows ready = board.ready();
  std::erase_if(ready, [&](auto row) { return is_running(response, board.tasks()[row]); });
  page.part("ready", Color::green, ready, description);
  page.part("failed", Color::red,
            rows_where(board, [](const Task& task) { return task.task_class == TaskClass::failed; }),
            [&](Line& line, const Task& task) { add_failed(line, board, task); });
  page.part("held (never started)", Color::yellow, held, [](Line& line, const Task& task) {
    const board::Held& why = task.held.front();
    line.add(std::string(name_of(why.reason)) + ": " + brief(why.detail));
  });
  page.part("stuck (cannot start as things are)", Color::yellow, stuck, [&](Line& line, const Task& task) {
    line.add(brief(run::why_blocked(board, index_of(board, task), response.repositories)));
  });
  page.part("waiting", Color::dim, waiting,
            [&](Line& line, const Task& task) { line.add(waiting_text(board, task), Color::dim); });
  page.part("other status (never started)", Color::yellow, in_class(TaskClass::other),
            [&](Line& line, const Task& task) { line.add(brief(board.cell(task, Column::status))); });
  page.end_at(rows);
  return page.lines;
}

}  // namespace reeve::cli
