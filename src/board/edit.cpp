#include "reeve/board/edit.h"

#include <algorithm>

#include "content.h"
#include "id_token.h"
#include "row_text.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

using Content = Board::Content;

Error usage(std::string message) {
  return Error{ErrorKind::usage, std::move(message), ""};
}

TaskClass class_of_word(StatusWord word) {
  return word == StatusWord::blocked ? TaskClass::other : static_cast<TaskClass>(word);
}

// `span` replaced; every other byte is the document's.
Result<std::string> replaced(const Document& document, Span span, std::string_view text) {
  const std::string& bytes = document.bytes();
  if (bytes.size() - span.size() + text.size() > kFileBytesMax)
    return usage("the file would be larger than 32 MiB");
  std::string result;
  result.reserve(bytes.size() - span.size() + text.size());
  result.append(bytes, 0, span.begin).append(text).append(bytes, span.end);
  return result;
}

// The top-level table that has the line as a body row (or as its delimiter, for what comes after it).
const TableShape* shape_at(const Content& content, std::uint32_t line) {
  for (const TableShape& shape : content.shapes)
    if (shape.nested.empty() && shape.delimiter <= line && line <= shape.delimiter + shape.rows)
      return &shape;
  return nullptr;
}

std::string_view line_end(const Document& document, std::uint32_t line) {
  return document.text({document.line(line).end, document.line_with_end(line).end});
}

Result<std::string> inserted(const Content& content, const TableShape& shape, std::uint32_t after,
                             const std::vector<std::string>& cells) {
  std::uint32_t model = after;
  if (model == shape.delimiter) model = shape.rows > 0 ? after + 1 : after - 1;
  REEVE_TRY(std::string row, new_row(content, shape, model, cells));
  std::uint32_t at = content.document.line_with_end(after).end;
  // The last line of a file may have no end; then the new one has none either.
  bool ended = !line_end(content.document, after).empty();
  std::string_view end = line_end(content.document, ended ? after : shape.delimiter - 1);
  std::string text = ended ? row + std::string(end) : std::string(end) + row;
  return replaced(content.document, {at, at}, text);
}

// ---- Tasks ----

Result<std::uint32_t> task_of(const Content& content, std::string_view id) {
  auto [from, to] = content.range_of(id);
  if (from == to)
    return Error{ErrorKind::stale, "no row has the id '" + shown(id) + "' any more",
                 "read the tracking file again"};
  if (to - from > 1)
    return Error{ErrorKind::conflict, std::to_string(to - from) + " rows have the id '" + shown(id) + "'",
                 "give each task an id of its own"};
  return content.by_id[from];
}

Status check_expectations(const Board& board, const Task& task, const Edit& edit) {
  std::string row = "the row of '" + shown(edit.id) + "' ";
  if (edit.expect_class && *edit.expect_class != task.task_class)
    return Error{ErrorKind::stale,
                 row + "is " + std::string(name_of(task.task_class)) + ", not " +
                     std::string(name_of(*edit.expect_class)),
                 ""};
  if (!edit.expect_agent || !board.has(task, Column::agent)) return Done{};
  std::string agent = board.plain(task, Column::agent);
  if (agent == *edit.expect_agent || plain_text(*edit.expect_agent) == agent) return Done{};
  return Error{ErrorKind::stale,
               row + "has the agent '" + shown(agent) + "', not '" + shown(*edit.expect_agent) + "'", ""};
}

// By schema name, then by header; -1: the table has no such column.
int column_index(const Content& content, std::uint32_t table, std::string_view name) {
  auto column = column_named(name);
  if (column && content.shapes[table].at(*column) >= 0) return content.shapes[table].at(*column);
  const auto& headers = content.tables[table].columns;
  auto exact = std::find(headers.begin(), headers.end(), name);
  auto found = exact != headers.end() ? exact
                                      : std::find_if(headers.begin(), headers.end(),
                                                     [&](auto& header) { return same_header(header, name); });
  return found == headers.end() ? -1 : static_cast<int>(found - headers.begin());
}

// The status cell with its word exchanged, the text behind it kept.
std::string with_status(const Board& board, const std::string& cell, StatusWord word) {
  const StatusWords& words = BoardAccess::of(board).words;
  std::string spelling = spelling_of(board, word);
  if (says_nothing(cell)) return spelling;
  StatusReading old = words.read(cell);
  std::string text = cell.substr(0, old.begin) + spelling + cell.substr(old.end);
  // `blocked` may be written as the file's word for failed.
  auto meant = words.read(spelling).kind, read = words.read(text).kind;
  bool means_it = meant && read && class_of(*meant) == class_of(*read);
  return means_it ? text : spelling;
}

bool hides_cells(const Task& task, const Content& content) {
  bool ragged = std::any_of(task.held.begin(), task.held.end(),
                            [](const Held& held) { return held.reason == HeldReason::ragged_row; });
  RowCells cells;
  split_row(content.document, task.line, cells);
  return ragged && cells.text.size() > content.tables[task.table].columns.size();
}

const Table* last_task_table(const Content& content, std::uint32_t& index) {
  for (std::size_t i = content.tables.size(); i-- > 0;)
    if (content.tables[i].taken) {
      index = static_cast<std::uint32_t>(i);
      return &content.tables[i];
    }
  return nullptr;
}

// The cells of a new row, in the order of the table's columns.
std::vector<std::string> cells_of(const Board& board, std::uint32_t table, const Insert& insert) {
  const Content& content = BoardAccess::of(board);
  const TableShape& shape = content.shapes[table];
  std::vector<std::string> cells(content.tables[table].columns.size());
  std::string description;
  for (const CellText& cell : insert.cells) {
    int index = column_index(content, table, cell.column);
    bool shares = index >= 0 && index == shape.at(Column::id) && cell.column == name_of(Column::description);
    if (shares) description = cell.text;
    if (index >= 0 && !shares) cells[static_cast<std::size_t>(index)] = cell.text;
  }
  auto id = static_cast<std::size_t>(shape.at(Column::id));
  // Where one column holds both, the id leads.
  if (!description.empty()) cells[id] += " " + description;
  if (insert.set_status)
    cells[static_cast<std::size_t>(shape.at(Column::status))] = spelling_of(board, *insert.set_status);
  return cells;
}

Status check_new_id(const Content& content, const std::string& cell) {
  std::string text = writable(cell);
  std::string_view id = id_token(text);
  if (id.empty())
    return usage("a new row needs an id, one word with a letter or digit; '" + shown(text) + "' is none");
  auto [from, to] = content.range_of(id);
  if (from == to) return Done{};
  return usage("the id '" + shown(id) + "' is there already, in line " +
               std::to_string(content.tasks[content.by_id[from]].line));
}

}  // namespace

std::string spelling_of(const Board& board, StatusWord word) {
  const Content& content = BoardAccess::of(board);
  if (word == StatusWord::blocked && content.spellings[static_cast<std::size_t>(word)].empty())
    word = StatusWord::failed;
  const std::string& spelling = content.spellings[static_cast<std::size_t>(word)];
  return spelling.empty() ? std::string(name_of(class_of_word(word))) : spelling;
}

Result<std::string> set_cells(const Board& board, std::uint32_t line,
                              const std::vector<CellChange>& changes) {
  const Content& content = BoardAccess::of(board);
  const TableShape* shape = shape_at(content, line);
  if (!shape || shape->delimiter == line)
    return usage("line " + std::to_string(line) + " is no row of a table");
  REEVE_TRY(std::string row, changed_row(content, *shape, line, changes));
  return replaced(content.document, row_span(content.document, line), row);
}

Result<std::string> insert_row(const Board& board, std::uint32_t after_line,
                               const std::vector<std::string>& cells) {
  const Content& content = BoardAccess::of(board);
  const TableShape* shape = shape_at(content, after_line);
  if (!shape) return usage("line " + std::to_string(after_line) + " is no row of a table");
  std::size_t columns =
      content.tables[static_cast<std::size_t>(shape - content.shapes.data())].columns.size();
  if (cells.size() > columns)
    return usage(std::to_string(cells.size()) + " cells do not fit a table of " + std::to_string(columns) +
                 " columns");
  std::vector<std::string> all = cells;
  all.resize(columns);
  return inserted(content, *shape, after_line, all);
}

Result<std::string> remove_row(const Board& board, std::uint32_t line) {
  const Content& content = BoardAccess::of(board);
  const TableShape* shape = shape_at(content, line);
  if (!shape || shape->delimiter == line)
    return usage("line " + std::to_string(line) + " is no row of a table");
  return replaced(content.document, content.document.line_with_end(line), "");
}

Result<std::string> apply(const Board& board, const Edit& edit) {
  const Content& content = BoardAccess::of(board);
  REEVE_TRY(std::uint32_t index, task_of(content, edit.id));
  const Task& task = content.tasks[index];
  REEVE_CHECK(check_expectations(board, task, edit));
  if (hides_cells(task, content))
    return Error{ErrorKind::conflict,
                 "the row of '" + shown(edit.id) + "' in line " + std::to_string(task.line) +
                     " has more cells than its table has columns",
                 "write a pipe inside a text as \\|"};
  std::vector<CellChange> changes;
  if (edit.set_status) {
    std::string status = with_status(board, board.cell(task, Column::status), *edit.set_status);
    changes.push_back({static_cast<std::uint32_t>(content.shapes[task.table].at(Column::status)), status});
  }
  for (const CellText& cell : edit.set) {
    int column = column_index(content, task.table, cell.column);
    if (column >= 0) changes.push_back({static_cast<std::uint32_t>(column), cell.text});
  }
  if (changes.empty()) return content.document.bytes();
  return set_cells(board, task.line, changes);
}

Result<std::string> apply(const Board& board, const Insert& insert) {
  const Content& content = BoardAccess::of(board);
  std::uint32_t table = 0;
  if (!last_task_table(content, table)) return usage("there is no task table to add a row to");
  std::uint32_t after = content.shapes[table].delimiter + content.shapes[table].rows;
  if (insert.after) {
    REEVE_TRY(std::uint32_t index, task_of(content, *insert.after));
    table = content.tasks[index].table;
    after = content.tasks[index].line;
  }
  std::vector<std::string> cells = cells_of(board, table, insert);
  REEVE_CHECK(check_new_id(content, cells[static_cast<std::size_t>(content.shapes[table].at(Column::id))]));
  return inserted(content, content.shapes[table], after, cells);
}

}  // namespace reeve::board
