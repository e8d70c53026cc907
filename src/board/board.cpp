#include "reeve/board/board.h"

#include <algorithm>

#include "content.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

// As git judges it.
bool is_binary(std::string_view bytes) {
  constexpr std::size_t kLookedAt = 8000;
  return bytes.substr(0, kLookedAt).find('\0') != bytes.npos;
}

// The first reasons, best last: what a table lacks that has the other column.
std::string why_no_tasks(const Board::Content& content) {
  if (trim(content.document.bytes()).empty()) return "it is empty";
  if (is_binary(content.document.bytes())) return "it is a binary file, and holds no table";
  for (const Problem& problem : content.problems)
    if (problem.rule == rule_of(RuleId::missed_table).id ||
        problem.rule == rule_of(RuleId::marked_not_usable).id)
      return "line " + std::to_string(problem.line) + ": " + problem.message;
  if (content.tables.empty()) return "it has no table";
  const Table* best = nullptr;
  for (const Table& table : content.tables)
    if (!best || (best->reason == "no id and no status column" && table.reason != best->reason))
      best = &table;
  std::string none = content.tables.size() == 1
                         ? "its only table is none of tasks"
                         : "none of its " + std::to_string(content.tables.size()) + " tables is one of tasks";
  return none + "; the table in line " + std::to_string(best->line) + ": " + best->reason;
}

std::string cell_of(const Board::Content& content, const Task& task, const RowCells& row, Column column) {
  int index = content.shapes[task.table].at(column);
  bool there = index >= 0 && static_cast<std::size_t>(index) < row.text.size();
  return there ? unescape_pipes(content.text(row.text[static_cast<std::size_t>(index)])) : "";
}

void sort_problems(Board::Content& content) {
  std::stable_sort(content.problems.begin(), content.problems.end(),
                   [](const Problem& left, const Problem& right) { return left.line < right.line; });
  if (content.problems_dropped == 0) return;
  const Rule& rule = rule_of(RuleId::more_problems);
  content.problems.push_back({std::string(rule.id), rule.level, 0, 0, "",
                              std::to_string(content.problems_dropped) + " more problems are not listed"});
}

Result<Board> read_content(std::string bytes, const ReadOptions& options, bool wants_tasks) {
  REEVE_TRY(StatusWords words, StatusWords::create(options.statuses));
  Board::Content content{
      Document(std::move(bytes)), std::move(words), {}, {}, {}, {}, {}, {}, {}, 0, {}, 0, {}};
  REEVE_TRY(Outline outline, read_outline(content.document));
  REEVE_CHECK(check_bytes(content.document, outline));
  REEVE_CHECK(find_tables(content, outline, options));
  choose_tables(content, outline);
  bool any = std::any_of(content.tables.begin(), content.tables.end(),
                         [](const Table& table) { return table.taken; });
  if (!any && wants_tasks && content.document.bytes().empty())
    return unreadable(0, why_no_tasks(content),
                      "`reeve init` writes a table to begin with into an empty tracking file");
  if (!any && wants_tasks)
    return unreadable(
        0, why_no_tasks(content),
        "a task table has a column 'id' and a column 'status'; \"columns\" in reeve.json gives them other "
        "names, \"tracking_file\" names another file");
  REEVE_CHECK(check_task_tables(content));
  read_rows(content);
  index_ids(content);
  link_tasks(content, options);
  read_phases(content, options);
  find_ready(content);
  report_cycles(content);
  sort_problems(content);
  return BoardAccess::make(std::move(content));
}

}  // namespace

std::pair<std::size_t, std::size_t> Board::Content::range_of(std::string_view id) const {
  auto from =
      std::lower_bound(by_id.begin(), by_id.end(), id,
                       [&](std::uint32_t task, std::string_view wanted) { return tasks[task].id < wanted; });
  auto to = from;
  // Nearly every id is there once or not at all.
  if (to != by_id.end() && tasks[*to].id == id) ++to;
  if (to != from && to != by_id.end() && tasks[*to].id == id)
    to = std::upper_bound(to, by_id.end(), id, [&](std::string_view wanted, std::uint32_t task) {
      return wanted < tasks[task].id;
    });
  return {static_cast<std::size_t>(from - by_id.begin()), static_cast<std::size_t>(to - by_id.begin())};
}

// Only pairs go: "feature_" keeps its end.
std::string plain_text(std::string_view cell) {
  if (says_nothing(cell)) return "";
  std::string_view text = trim(cell);
  for (std::string_view sign : {"**", "~~", "`", "*", "_"})
    if (text.size() > 2 * sign.size() && text.starts_with(sign) && text.ends_with(sign))
      text = trim(text.substr(sign.size(), text.size() - 2 * sign.size()));
  return std::string(text);
}

std::string shown(std::string_view text) {
  return shorten(text, kShownBytesMax);
}

Result<Board> Board::read(std::string bytes, const ReadOptions& options) {
  return read_content(std::move(bytes), options, true);
}

Result<Board> read_any(std::string bytes, const ReadOptions& options) {
  return read_content(std::move(bytes), options, false);
}

const Document& Board::document() const {
  return content_->document;
}

const std::vector<Task>& Board::tasks() const {
  return content_->tasks;
}

const std::vector<Table>& Board::tables() const {
  return content_->tables;
}

const std::vector<Problem>& Board::problems() const {
  return content_->problems;
}

Counts Board::counts() const {
  return content_->counts;
}

const std::vector<std::uint32_t>& Board::ready() const {
  return content_->ready;
}

std::optional<std::uint32_t> Board::find(std::string_view id) const {
  auto [from, to] = content_->range_of(id);
  return from == to ? std::nullopt : std::optional(content_->by_id[from]);
}

bool Board::has(const Task& task, Column column) const {
  return content_->shapes[task.table].at(column) >= 0;
}

std::string Board::cell(const Task& task, Column column) const {
  if (!has(task, column)) return "";
  RowCells row;
  split_row(content_->document, task.line, row);
  return cell_of(*content_, task, row, column);
}

std::array<std::string, kColumnCount> Board::cells(const Task& task) const {
  RowCells row;
  split_row(content_->document, task.line, row);
  std::array<std::string, kColumnCount> cells;
  for (std::size_t i = 0; i < cells.size(); ++i)
    cells[i] = cell_of(*content_, task, row, static_cast<Column>(i));
  return cells;
}

std::string Board::plain(const Task& task, Column column) const {
  return plain_text(cell(task, column));
}

std::vector<std::vector<std::string>> Board::rows(std::uint32_t table) const {
  const TableShape& shape = content_->shapes[table];
  std::vector<std::vector<std::string>> rows;
  if (!shape.nested.empty()) {
    for (const auto& nested : shape.nested) {
      auto& row = rows.emplace_back();
      for (const std::string& text : nested) row.push_back(to_valid_utf8(text));
    }
    return rows;
  }
  RowCells cells;
  for (std::uint32_t line = shape.delimiter - 1; line <= shape.delimiter + shape.rows; ++line) {
    if (line == shape.delimiter) continue;
    split_row(content_->document, line, cells);
    auto& row = rows.emplace_back();
    for (Span span : cells.text) row.push_back(to_valid_utf8(unescape_pipes(content_->text(span))));
  }
  return rows;
}

std::vector<std::uint32_t> Board::waiting_on(const Task& task) const {
  std::vector<std::uint32_t> waits;
  for (std::uint32_t needs : task.depends_on)
    if (content_->tasks[needs].task_class != TaskClass::done) waits.push_back(needs);
  if (!waits.empty() || task.phase <= content_->open_phase) return waits;
  for (std::uint32_t open : content_->early_open)
    if (content_->tasks[open].phase < task.phase && waits.size() < kWaitingOnMax) waits.push_back(open);
  return waits;
}

Error no_such_task(const Board& board, std::string_view id, std::string_view where) {
  std::vector<std::string> ids;
  for (const Task& task : board.tasks()) ids.emplace_back(task.id);
  auto near = nearest(id, ids);
  return {ErrorKind::usage, "there is no task '" + shown_id(id) + "'" + std::string(where),
          near ? "did you mean '" + one_line(*near) + "'?" : "`reeve status` lists them"};
}

}  // namespace reeve::board
