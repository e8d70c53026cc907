#include "cli/command.h"

#include "reeve/base/text.h"
#include "reeve/run/schedule.h"

namespace reeve::cli {
namespace {

using board::Board;
using board::Column;
using board::Task;
using board::TaskClass;

constexpr std::size_t kListedMax = 30;  // tasks named in each part of the text

std::string counts_line(const Board& board) {
  auto counts = board.counts();
  std::string text = std::to_string(board.tasks().size()) + (board.tasks().size() == 1 ? " task" : " tasks");
  const char* separator = ": ";
  for (auto task_class : board::kTaskClasses) {
    if (counts[task_class] == 0) continue;
    text += separator + std::to_string(counts[task_class]) + " " + std::string(name_of(task_class));
    separator = ", ";
  }
  return text;
}

std::size_t id_width(const Board& board, const std::vector<std::uint32_t>& rows) {
  std::size_t width = 0;
  for (auto row : rows) width = std::max(width, display_width(one_line(board.tasks()[row].id)));
  return std::min<std::size_t>(width, 24);
}

std::vector<std::uint32_t> rows_where(const Board& board, const std::function<bool(const Task&)>& wanted) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < board.tasks().size(); ++i)
    if (wanted(board.tasks()[i])) rows.push_back(i);
  return rows;
}

void print_part(const Output& output, const Board& board, std::string_view title, Color color,
                const std::vector<std::uint32_t>& rows,
                const std::function<std::string(const Task&)>& text_of) {
  if (rows.empty()) return;
  output.print("\n" + output.colored(color, title) + "\n");
  std::size_t width = id_width(board, rows);
  std::size_t shown = 0;
  for (auto row : rows) {
    if (shown++ == kListedMax) break;
    const Task& task = board.tasks()[row];
    std::string line = "  " + padded(fitted(one_line(task.id), width), width) + "  " + brief(text_of(task));
    output.print(fitted(line, output.width()) + "\n");
  }
  if (rows.size() > kListedMax)
    output.print("  … and " + std::to_string(rows.size() - kListedMax) + " more (--json has all)\n");
}

void print_text(const Output& output, const app::StatusResponse& response) {
  const Board& board = *response.board;
  output.print(output.colored(Color::bold, one_line(response.file)) + "  " + counts_line(board) + "\n");
  auto description = [&](const Task& task) { return board.cell(task, Column::description); };
  auto in_progress =
      rows_where(board, [](const Task& task) { return task.task_class == TaskClass::in_progress; });
  auto failed = rows_where(board, [](const Task& task) { return task.task_class == TaskClass::failed; });
  auto held = rows_where(board, [](const Task& task) { return !task.held.empty(); });
  auto other = rows_where(
      board, [](const Task& task) { return task.task_class == TaskClass::other && task.held.empty(); });
  print_part(output, board, "running", Color::blue, in_progress, [&](const Task& task) {
    std::string agent = board.cell(task, Column::agent);
    std::string since = board.cell(task, Column::started_at);
    return (agent.empty() ? "" : agent + "  ") + (since.empty() ? "" : "since " + since + "  ") +
           description(task);
  });
  print_part(output, board, "ready", Color::green, board.ready(), description);
  std::vector<std::uint32_t> waiting = rows_where(board, [](const Task& task) {
    return task.task_class == TaskClass::not_started && !task.ready && task.held.empty();
  });
  print_part(output, board, "waiting", Color::dim, waiting, [&](const Task& task) {
    std::string ids;
    for (auto index : board.waiting_on(task))
      ids += (ids.empty() ? "on " : ", ") + std::string(board.tasks()[index].id);
    return ids;
  });
  print_part(output, board, "held", Color::yellow, held, [](const Task& task) {
    return std::string(name_of(task.held.front().reason)) + ": " + task.held.front().detail;
  });
  print_part(output, board, "failed", Color::red, failed, [&](const Task& task) {
    std::string notes = board.cell(task, Column::notes);
    return notes.empty() ? description(task) : notes;
  });
  print_part(output, board, "other status (never started)", Color::yellow, other,
             [&](const Task& task) { return board.cell(task, Column::status); });
}

}  // namespace

void add_status(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("status", "the board: counts, ready, running, held and why");
  auto request = std::make_shared<app::StatusRequest>();
  command->add_option("--file", request->file, "read this file instead; needs no repository");
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->add_flag("--tables", request->with_rows, "with --json: every table's rows");
  command->callback([&chosen, request] {
    chosen.handler = [request](Call& call) {
      auto response = call.app.status(*request);
      if (!response) return call.output.fail(response.error());
      if (!response->differs.empty()) call.output.say("note: " + for_terminal(response->differs));
      if (call.output.global().json)
        write_json(*response, request->with_rows, call.output.sink());
      else
        print_text(call.output, *response);
      return 0;
    };
  });
}

}  // namespace reeve::cli
