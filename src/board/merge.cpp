#include "reeve/board/merge.h"

#include <algorithm>
#include <array>

#include "content.h"
#include "merge_rows.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

// So many lines of text between two conflicts keep a merge by lines from making one of them.
constexpr std::size_t kBlockLines = 8;
constexpr std::size_t kSides = 3;
enum Side { base, ours, theirs };

// Rows are matched by keys: this and the id, or for rows without one the other and their text.
constexpr std::string_view kIdKey = "id ";
constexpr std::string_view kTextKey = "row ";

Error no_answer(std::string why) {
  return {ErrorKind::conflict, std::move(why), ""};
}

// A table of one side.
struct SideTable {
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  Keys columns;
  MergeRow header, delimiter;
  Keys order;
  std::map<std::string, MergeRow> rows;
};

// By what the board takes it for, so that a column with a new name is still the same.
Keys column_keys(const Table& table, const TableShape& shape) {
  Keys keys(table.columns.size());
  for (int column = 0; column < kColumnCount; ++column) {
    auto index = static_cast<std::size_t>(shape.columns[static_cast<std::size_t>(column)]);
    if (index < keys.size() && keys[index].empty())
      keys[index] = "column " + std::string(name_of(static_cast<Column>(column)));
  }
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].empty())
      keys[i] = "header " + table.columns[i] + " " + std::to_string(++seen[table.columns[i]]);
  return keys;
}

// What tells tables with the same heading and columns apart is their order.
std::string name_of_table(const Board::Content& content, std::uint32_t table) {
  const TableShape& shape = content.shapes[table];
  std::string heading =
      shape.heading == 0 ? "" : std::string(trim(content.text(content.document.line(shape.heading))));
  return heading + "\n" + join(content.tables[table].columns, "|");
}

// A version of the file: its task tables and their rows by key.
class SideFile {
 public:
  static Result<SideFile> read(const std::string& bytes, const ReadOptions& options) {
    for (std::size_t at = bytes.find('\r'); at != bytes.npos; at = bytes.find('\r', at + 1))
      if (at + 1 == bytes.size() || bytes[at + 1] != '\n')
        return no_answer("a line ends in a lone CR, which a merge by lines does not know");
    REEVE_TRY(Board board, Board::read(bytes, options));
    SideFile file;
    file.board = std::make_shared<const Board>(std::move(board));
    const auto& tables = file.content().tables;
    for (std::uint32_t i = 0; i < tables.size(); ++i)
      if (tables[i].taken) file.taken.push_back(i);
    return file;
  }

  const Board::Content& content() const { return BoardAccess::of(*board); }

  std::shared_ptr<const Board> board;
  std::vector<std::uint32_t> taken;                // indexes of task tables
  std::vector<std::unique_ptr<SideTable>> tables;  // those that all sides have, in the same order
};

// The task tables that all three have: one by one if each has as many, else by heading and columns.
using Match = std::array<std::uint32_t, kSides>;
std::vector<Match> match_tables(const std::array<SideFile, kSides>& files) {
  std::vector<Match> matches;
  auto count = files[base].taken.size();
  bool even = files[ours].taken.size() == count && files[theirs].taken.size() == count;
  for (std::size_t i = 0; even && i < count; ++i)
    matches.push_back({files[base].taken[i], files[ours].taken[i], files[theirs].taken[i]});
  if (even) return matches;
  std::array<std::map<std::string, std::vector<std::uint32_t>>, kSides> named;
  for (std::size_t side = 0; side < kSides; ++side)
    for (auto table : files[side].taken)
      named[side][name_of_table(files[side].content(), table)].push_back(table);
  for (const auto& [name, tables] : named[base])
    for (std::size_t i = 0;
         i < std::min({tables.size(), named[ours][name].size(), named[theirs][name].size()}); ++i)
      matches.push_back({tables[i], named[ours][name][i], named[theirs][name][i]});
  return matches;
}

Status read_tables(SideFile& file, const std::vector<Match>& matches, std::size_t side) {
  const Board::Content& content = file.content();
  std::map<std::uint32_t, SideTable*> by_index;
  for (const Match& match : matches) {
    auto table = std::make_unique<SideTable>();
    const TableShape& shape = content.shapes[match[side]];
    table->first_line = content.tables[match[side]].line;
    table->last_line = shape.delimiter + shape.rows;
    table->columns = column_keys(content.tables[match[side]], shape);
    table->header = read_merge_row(content.document, table->first_line, table->columns);
    table->delimiter = read_merge_row(content.document, shape.delimiter, table->columns);
    by_index[match[side]] = table.get();
    file.tables.push_back(std::move(table));
  }
  std::map<std::string, int> without_id;
  for (const Task& task : content.tasks) {
    auto found = by_index.find(task.table);
    if (found == by_index.end()) continue;
    auto [from, to] = content.range_of(task.id);
    if (to - from > 1) return no_answer("'" + shown(task.id) + "' is the id of several rows");
    std::string key = std::string(kIdKey) + std::string(task.id);
    if (task.id.empty()) {
      key = std::string(kTextKey) + std::string(trim(content.text(content.document.line(task.line))));
      key += " " + std::to_string(++without_id[key]);
    }
    found->second->rows[key] = read_merge_row(content.document, task.line, found->second->columns);
    found->second->order.push_back(std::move(key));
  }
  return Done{};
}

// Where a row is: in which of the matched tables.
struct Place {
  const MergeRow* row = nullptr;
  std::size_t table = 0;
};
using Places = std::map<std::string, std::array<Place, kSides>>;

Places places_of(const std::array<SideFile, kSides>& files) {
  Places places;
  for (std::size_t side = 0; side < kSides; ++side)
    for (std::size_t table = 0; table < files[side].tables.size(); ++table)
      for (const auto& [key, row] : files[side].tables[table]->rows) places[key][side] = {&row, table};
  return places;
}

// The table of the merged row; nothing: the row goes.
Result<std::optional<std::size_t>> merged_place(const std::string& key, const std::array<Place, kSides>& at) {
  std::optional<std::size_t> none;
  if (!at[ours].row && !at[theirs].row) return none;
  if (!at[ours].row || !at[theirs].row) {
    const Place& left = at[ours].row ? at[ours] : at[theirs];
    bool unchanged = at[base].row && same_texts(*at[base].row, *left.row);
    return unchanged ? none : std::optional(left.table);
  }
  if (at[ours].table == at[theirs].table) return std::optional(at[ours].table);
  if (at[base].row && at[ours].table == at[base].table) return std::optional(at[theirs].table);
  if (at[base].row && at[theirs].table == at[base].table) return std::optional(at[ours].table);
  std::string row = key.starts_with(kIdKey) ? "task " + shown(key.substr(kIdKey.size())) : "a row without id";
  return no_answer("both sides put " + row + " elsewhere");
}

Keys merged_columns(const Keys& before, const Keys& our, const Keys& their) {
  std::set<std::string> in_base(before.begin(), before.end()), in_ours(our.begin(), our.end()),
      in_theirs(their.begin(), their.end()), stays;
  for (const Keys* side : {&our, &their})
    for (const std::string& key : *side)
      if (!in_base.contains(key) || (in_ours.contains(key) && in_theirs.contains(key))) stays.insert(key);
  return merge_order(before, our, their, stays);
}

// The dashes and colons below the header: ours, but for how columns are aligned.
Result<std::string> merged_delimiter(const RowVersions& versions, const Keys& columns) {
  REEVE_TRY(MergedRow merged, merge_row(versions, columns));
  if (!merged.conflict) return *merged.ours;
  auto alignment = [](std::string_view line) {
    std::string shape;
    for (char c : line)
      if ((c == '-' && !shape.ends_with('-')) || c == ':' || c == '|') shape += c;
    return shape;
  };
  if (alignment(*merged.ours) == alignment(*merged.theirs)) return *merged.ours;
  return no_answer("both sides align the columns, and differently");
}

// Collects the lines of a merged table; rows in conflict that follow each other share their marks.
class TableText {
 public:
  TableText(const ConflictMarks& marks, std::string line_end)
      : marks_(marks), default_end_(line_end.empty() ? "\n" : std::move(line_end)) {}

  void add(const std::string& line, const std::string& line_end) {
    close();
    put(line, line_end);
  }
  void add_conflict(const MergedRow& row) {
    if (row.ours) ours_.emplace_back(*row.ours, row.line_end);
    if (row.theirs) theirs_.emplace_back(*row.theirs, row.line_end);
  }
  // Without the last line's end.
  std::string finish() {
    close();
    return text_.substr(0, text_.size() - last_end_);
  }
  std::size_t conflicts() const { return conflicts_; }

 private:
  using Lines = std::vector<std::pair<std::string, std::string>>;

  void put(const std::string& line, const std::string& line_end) {
    const std::string& end = line_end.empty() ? default_end_ : line_end;
    text_ += line + end;
    last_end_ = end.size();
  }
  void close() {
    if (ours_.empty() && theirs_.empty()) return;
    ++conflicts_;
    put(std::string(marks_.size, '<') + " " + marks_.ours, "");
    for (const auto& [line, end] : ours_) put(line, end);
    put(std::string(marks_.size, '='), "");
    for (const auto& [line, end] : theirs_) put(line, end);
    put(std::string(marks_.size, '>') + " " + marks_.theirs, "");
    ours_.clear();
    theirs_.clear();
  }

  const ConflictMarks& marks_;
  std::string default_end_;
  std::string text_;
  std::size_t last_end_ = 0;
  Lines ours_, theirs_;
  std::size_t conflicts_ = 0;
};

class Merger {
 public:
  Merger(std::array<SideFile, kSides> files, const ConflictMarks& marks)
      : files_(std::move(files)), marks_(marks), places_(places_of(files_)) {
    merge_.marker_size = marks.size;
  }

  Result<TableMerge> merge() {
    stays_.resize(files_[base].tables.size());
    for (const auto& [key, at] : places_) {
      REEVE_TRY(auto table, merged_place(key, at));
      if (table) stays_[*table].insert(key);
    }
    for (std::size_t table = 0; table < stays_.size(); ++table) REEVE_CHECK(merge_table(table));
    choose_block_names();
    merge_.text = {text_of(files_[base]), text_of(files_[ours]), text_of(files_[theirs])};
    return std::move(merge_);
  }

 private:
  const SideTable& at(std::size_t side, std::size_t table) const { return *files_[side].tables[table]; }

  Status merge_table(std::size_t table) {
    const SideTable &b = at(base, table), &o = at(ours, table), &t = at(theirs, table);
    Keys columns = merged_columns(b.columns, o.columns, t.columns);
    REEVE_TRY(MergedRow header, merge_row({&b.header, &o.header, &t.header}, columns));
    if (header.conflict) return no_answer("both sides changed the same header");
    REEVE_TRY(std::string delimiter, merged_delimiter({&b.delimiter, &o.delimiter, &t.delimiter}, columns));
    TableText text(marks_, header.line_end);
    text.add(*header.ours, header.line_end);
    text.add(delimiter, header.line_end);
    for (const std::string& key : merge_order(b.order, o.order, t.order, stays_[table])) {
      const auto& place = places_.at(key);
      REEVE_TRY(MergedRow row, merge_row({place[base].row, place[ours].row, place[theirs].row}, columns));
      row.conflict ? text.add_conflict(row) : text.add(*row.ours, row.line_end);
    }
    merge_.tables.push_back(text.finish());
    merge_.conflicts += text.conflicts();
    return Done{};
  }

  void choose_block_names() {
    auto taken = [&](const std::string& name) {
      return std::any_of(files_.begin(), files_.end(), [&](const SideFile& file) {
        return file.board->document().bytes().find(name) != std::string::npos;
      });
    };
    int number = 0;
    while (taken("task table " + std::to_string(number) + ".")) ++number;
    for (std::size_t i = 0; i < merge_.tables.size(); ++i)
      merge_.blocks.push_back("task table " + std::to_string(number) + "." + std::to_string(i) + " line ");
  }

  std::string text_of(const SideFile& file) const {
    const Document& document = file.board->document();
    std::map<std::uint32_t, std::size_t> by_position;
    for (std::size_t i = 0; i < file.tables.size(); ++i) by_position[file.tables[i]->first_line] = i;
    std::string text;
    std::uint32_t from = 0;
    for (const auto& [line, index] : by_position) {
      const SideTable& table = *file.tables[index];
      text += document.text({from, row_span(document, line).begin});
      for (std::size_t i = 0; i < kBlockLines; ++i)
        text += merge_.blocks[index] + std::to_string(i) + (i + 1 < kBlockLines ? table.header.line_end : "");
      from = document.line(table.last_line).end;
    }
    return text + document.bytes().substr(from);
  }

  std::array<SideFile, kSides> files_;
  const ConflictMarks& marks_;
  Places places_;
  std::vector<std::set<std::string>> stays_;  // keys, by merged table
  TableMerge merge_;
};

// The bytes of a block in the merged text; nothing if a line of it is missing, doubled or elsewhere.
std::optional<Span> block_in(std::string_view text, const std::string& name) {
  std::size_t begin = text.find(name + "0"), at = begin;
  for (std::size_t i = 0; i < kBlockLines; ++i) {
    std::string line = name + std::to_string(i);
    if (at == text.npos || text.substr(at, line.size()) != line) return std::nullopt;
    if (text.find(line) != at || text.find(line, at + 1) != text.npos) return std::nullopt;
    at += line.size();
    if (i + 1 == kBlockLines) break;
    at += text.substr(at).starts_with("\r\n") ? 2 : 1;
  }
  return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
}

// Whether a place lies between conflict marks.
bool in_conflict(std::string_view text, std::size_t place, std::size_t marker_size) {
  bool inside = false;
  for (auto line : split(text.substr(0, place), '\n')) {
    if (line.starts_with(std::string(marker_size, '<') + " ")) inside = true;
    if (line.starts_with(std::string(marker_size, '>') + " ")) inside = false;
  }
  return inside;
}

}  // namespace

Result<TableMerge> merge_tables(const Versions& versions, const ReadOptions& options,
                                const ConflictMarks& marks) {
  REEVE_TRY(SideFile before, SideFile::read(versions.base, options));
  REEVE_TRY(SideFile our, SideFile::read(versions.ours, options));
  REEVE_TRY(SideFile their, SideFile::read(versions.theirs, options));
  std::array<SideFile, kSides> files = {std::move(before), std::move(our), std::move(their)};
  auto matches = match_tables(files);
  for (std::size_t side = 0; side < kSides; ++side) REEVE_CHECK(read_tables(files[side], matches, side));
  return Merger(std::move(files), marks).merge();
}

Result<std::string> with_tables(const TableMerge& merge, std::string_view merged) {
  std::string text(merged);
  for (std::size_t i = 0; i < merge.tables.size(); ++i) {
    auto block = block_in(text, merge.blocks[i]);
    if (!block) return no_answer("a task table was moved on both sides");
    if (in_conflict(text, block->begin, merge.marker_size))
      return no_answer("a task table lies within a conflict");
    text.replace(block->begin, block->size(), merge.tables[i]);
  }
  return text;
}

}  // namespace reeve::board
