// Which tables a file has, what their columns are, and which of them are tasks.
#include <algorithm>
#include <climits>

#include "content.h"
#include "id_token.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

constexpr std::uint32_t kJudgedRowsMax = 1000;
constexpr std::string_view kMark = "<!--reeve:tasks-->";

struct Vote {
  std::uint32_t rows = 0;  // rows whose cell says something
  std::uint32_t good = 0;
};

std::string without_blanks(std::string_view text) {
  std::string dense;
  for (char c : text)
    if (c != ' ' && c != '\t') dense += c;
  return dense;
}

// A comment that ends where it begins is a block of its own; cmark is not sure of the last line.
bool is_mark(const Document& document, const Block& block) {
  return block.kind == BlockKind::html &&
         without_blanks(document.text(document.line(block.first_line))) == kMark;
}

std::string header_text(std::string_view raw) {
  return to_valid_utf8(unescape_pipes(raw));
}

// Header text → schema column, as the config says.
std::optional<Column> configured(const ReadOptions& options, std::string_view header) {
  for (const auto& [text, name] : options.columns)
    if (same_header(text, header)) return column_named(name);
  return std::nullopt;
}

int find_id_column(const std::vector<std::string>& headers, bool& weak) {
  int best = -1, best_rank = 0;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    IdHeader kind = id_header(headers[i]);
    if (kind == IdHeader::none) continue;
    int rank = static_cast<int>(kind) * 100 + (kind == IdHeader::weak ? weak_id_rank(headers[i]) : 0);
    if (best >= 0 && rank >= best_rank) continue;
    best = static_cast<int>(i);
    best_rank = rank;
    weak = kind == IdHeader::weak;
  }
  return best;
}

// Built-in meanings of the headers; configured columns are there already.
void fill_columns(const std::vector<std::string>& headers, int avoid, TableShape& shape) {
  std::array<int, kColumnCount> best;
  best.fill(INT_MAX);
  for (std::size_t i = 0; i < headers.size(); ++i)
    for (ColumnMeaning meaning : column_meanings(headers[i])) {
      auto slot = static_cast<std::size_t>(meaning.column);
      bool taken = shape.columns[slot] >= 0 && best[slot] == INT_MAX;
      if (taken || meaning.rank >= best[slot] || static_cast<int>(i) == avoid) continue;
      best[slot] = meaning.rank;
      shape.columns[slot] = static_cast<std::int16_t>(i);
    }
}

void map_columns(const std::vector<std::string>& headers, const ReadOptions& options, TableShape& shape) {
  shape.columns.fill(-1);
  for (std::size_t i = 0; !options.columns.empty() && i < headers.size(); ++i) {
    auto column = configured(options, headers[i]);
    if (column && shape.at(*column) < 0)
      shape.columns[static_cast<std::size_t>(*column)] = static_cast<std::int16_t>(i);
  }
  auto& id = shape.columns[static_cast<std::size_t>(Column::id)];
  if (id < 0) id = static_cast<std::int16_t>(find_id_column(headers, shape.weak_id));
  // A `task` column that holds the ids is the description only if nothing else is.
  fill_columns(headers, id, shape);
  fill_columns(headers, -1, shape);
}

Table top_table(const Document& document, const Block& block) {
  Table table;
  table.line = block.first_line - 1;
  table.row_count = block.body_rows;
  RowCells cells;
  split_row(document, table.line, cells);
  for (Span span : cells.text) table.columns.push_back(header_text(document.text(span)));
  table.columns.resize(block.columns);
  return table;
}

using Found = std::pair<Table, TableShape>;

// Reports marks that have no table below them.
void add_top_tables(Board::Content& content, const Outline& outline, const ReadOptions& options,
                    std::vector<Found>& found) {
  std::uint32_t heading = 0;
  std::uint32_t mark = 0;
  auto end_mark = [&] {
    if (mark != 0)
      content.report(RuleId::marked_not_usable, mark, 0, "",
                     [] { return "there is no table below this mark"; });
  };
  for (const Block& block : outline.top) {
    if (block.kind == BlockKind::heading) heading = block.first_line;
    if (block.kind == BlockKind::table) {
      Table table = top_table(content.document, block);
      TableShape shape;
      shape.delimiter = block.first_line;
      shape.rows = block.body_rows;
      shape.heading = heading;
      shape.marked = mark != 0;
      map_columns(table.columns, options, shape);
      found.emplace_back(std::move(table), std::move(shape));
    } else {
      end_mark();
    }
    mark = is_mark(content.document, block) ? block.first_line : 0;
  }
  end_mark();
}

Found nested_table(const NestedTable& nested, const ReadOptions& options) {
  Table table;
  table.line = nested.delimiter_line - 1;
  table.nested = true;
  table.reason = "inside a list or quote";
  table.row_count = static_cast<std::uint32_t>(nested.rows.size()) - 1;
  for (const std::string& text : nested.rows.front()) table.columns.push_back(to_valid_utf8(text));
  TableShape shape;
  shape.delimiter = nested.delimiter_line;
  shape.rows = table.row_count;
  shape.nested = nested.rows;
  map_columns(table.columns, options, shape);
  return {std::move(table), std::move(shape)};
}

bool mostly(Vote vote, std::uint32_t of_four) {
  return vote.good * 4 >= vote.rows * of_four;
}

// How many ids look like ids, and how many status cells are status words.
std::pair<Vote, Vote> votes_of(const Board::Content& content, const TableShape& shape) {
  Vote ids, statuses;
  RowCells cells;
  auto text = [&](Column column) {
    auto index = static_cast<std::size_t>(shape.at(column));
    return index < cells.text.size() ? content.text(cells.text[index]) : std::string_view();
  };
  for (std::uint32_t row = 0; row < std::min(shape.rows, kJudgedRowsMax); ++row) {
    split_row(content.document, shape.line_of_row(row), cells);
    if (!says_nothing(text(Column::id))) {
      std::string_view id = id_token(text(Column::id));
      ++ids.rows;
      ids.good += shape.weak_id ? is_strict_id(id) : !id.empty();
    }
    if (!says_nothing(text(Column::status))) {
      ++statuses.rows;
      statuses.good += content.words.read(text(Column::status)).kind.has_value();
    }
  }
  return {ids, statuses};
}

std::string missing_columns(const TableShape& shape) {
  bool id = shape.at(Column::id) >= 0, status = shape.at(Column::status) >= 0;
  if (!id && !status) return "no id and no status column";
  if (!id) return "no id column";
  return status ? "" : "no status column";
}

// Why the table is not one of tasks; empty if it is.
std::string reason_against(const Board::Content& content, const Table& table, const TableShape& shape) {
  std::string missing = missing_columns(shape);
  if (!missing.empty()) return missing;
  if (shape.marked) return "";
  if (shape.at(Column::id) > 0 && is_date_header(table.columns.front()))
    return "a log: its first column is a date";
  auto [ids, statuses] = votes_of(content, shape);
  if (!mostly(ids, shape.weak_id ? 3 : 2)) return "the cells of its id column do not look like ids";
  if (shape.weak_id && ids.rows == 0) return "no ids";
  if (!mostly(statuses, 2)) return "the cells of its status column are not status words";
  return "";
}

// Tables without a status column under headings like "In Progress" and "Done": there the heading is
// the status, and a table of the same ids that has a status column is about something else.
bool status_is_heading(const Board::Content& content) {
  int sections = 0;
  bool open = false;
  for (const TableShape& shape : content.shapes) {
    if (shape.heading == 0 || shape.weak_id || missing_columns(shape) != "no status column") continue;
    std::string_view heading = content.text(content.document.line(shape.heading));
    auto kind =
        content.words.read(heading.substr(std::min(heading.find_first_not_of("# "), heading.size()))).kind;
    if (!kind) continue;
    ++sections;
    open = open || *kind == StatusKind::in_progress || *kind == StatusKind::not_started;
  }
  return sections >= 2 && open;
}

void report_choice(Board::Content& content, const Table& table, const TableShape& shape) {
  if (table.taken || !missing_columns(shape).empty()) {
    if (shape.marked && !table.taken)
      content.report(RuleId::marked_not_usable, table.line, 0, "",
                     [&] { return "the marked table has " + table.reason; });
    return;
  }
  RuleId rule = table.nested ? RuleId::nested_table : RuleId::not_taken;
  content.report(rule, table.line, 0, "", [&] { return "the table is not read as tasks: " + table.reason; });
}

void report_repeated_columns(Board::Content& content, const Table& table) {
  std::vector<std::string> names;
  for (const std::string& header : table.columns) names.push_back(fold(undecorated(header)));
  std::sort(names.begin(), names.end());
  auto twice = std::adjacent_find(
      names.begin(), names.end(),
      [](const std::string& left, const std::string& right) { return !left.empty() && left == right; });
  if (twice != names.end())
    content.report(RuleId::repeated_column, table.line, 0, "",
                   [&] { return "the column '" + shown(*twice) + "' is there twice; the first one counts"; });
}

void report_missed(Board::Content& content, const Outline& outline, const ReadOptions& options) {
  for (std::uint32_t delimiter : outline.missed) {
    Table table;
    TableShape shape;
    RowCells header, rule;
    split_row(content.document, delimiter - 1, header);
    split_row(content.document, delimiter, rule);
    for (Span span : header.text) table.columns.push_back(header_text(content.text(span)));
    map_columns(table.columns, options, shape);
    if (!missing_columns(shape).empty()) continue;
    bool uneven = header.text.size() != rule.text.size();
    content.report(RuleId::missed_table, delimiter - 1, 0, "", [&]() -> std::string {
      return uneven
                 ? "this looks like a task table, but its header has " + std::to_string(header.text.size()) +
                       " cells and the line below " + std::to_string(rule.text.size())
                 : "this looks like a task table, but the text directly above it spoils it; put an "
                   "empty line between";
    });
  }
}

}  // namespace

Status find_tables(Board::Content& content, const Outline& outline, const ReadOptions& options) {
  for (const auto& [header, name] : options.columns)
    if (!column_named(name))
      return Error{
          ErrorKind::config,
          "columns: '" + shown(header) + "' stands for no column named '" + shown(name) + "'",
          "use one of id, status, description, issue, repo, branch, depends_on, blocks, agent, started_at, "
          "completed_at, estimate, used, notes"};
  std::vector<Found> found;
  add_top_tables(content, outline, options, found);
  for (const NestedTable& nested : outline.nested) found.push_back(nested_table(nested, options));
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& left, const Found& right) { return left.first.line < right.first.line; });
  for (auto& [table, shape] : found) {
    content.tables.push_back(std::move(table));
    content.shapes.push_back(std::move(shape));
  }
  report_missed(content, outline, options);
  return Done{};
}

void choose_tables(Board::Content& content, const Outline& outline) {
  bool marked = std::any_of(outline.top.begin(), outline.top.end(),
                            [&](const Block& block) { return is_mark(content.document, block); });
  bool sections = !marked && status_is_heading(content);
  bool rows_taken = false, rows_elsewhere = false;
  for (std::size_t i = 0; i < content.tables.size(); ++i) {
    Table& table = content.tables[i];
    const TableShape& shape = content.shapes[i];
    if (!table.nested) table.reason = reason_against(content, table, shape);
    if (table.reason.empty() && marked && !shape.marked)
      table.reason = "another table is marked as the tasks";
    if (table.reason.empty() && sections)
      table.reason = "the status of these tasks is the heading above their tables";
    table.taken = table.reason.empty();
    rows_taken = rows_taken || (table.taken && shape.rows > 0);
    rows_elsewhere =
        rows_elsewhere || (!table.nested && shape.rows > 0 && !shape.weak_id && shape.at(Column::id) >= 0);
  }
  for (std::size_t i = 0; i < content.tables.size(); ++i) {
    Table& table = content.tables[i];
    const TableShape& shape = content.shapes[i];
    // A lone header is a board to be filled, unless the file keeps its tasks elsewhere.
    if (table.taken && shape.rows == 0 && !shape.marked && !rows_taken && rows_elsewhere) {
      table.taken = false;
      table.reason = "no rows, and the tasks of this file are in a table without a status column";
    }
    report_choice(content, table, shape);
    if (table.taken) report_repeated_columns(content, table);
  }
}

}  // namespace reeve::board
