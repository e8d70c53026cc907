// Rows become tasks: ids, statuses, what hides them.
#include <algorithm>

#include "content.h"
#include "id_token.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

constexpr std::size_t kSpellingsMax = 64;
constexpr std::size_t kMemoMax = 256;

// How often each spelling of a status occurs.
class Spellings {
 public:
  void count(StatusKind kind, std::string_view spelling) {
    if (kind == StatusKind::aside) return;
    auto& seen = seen_[static_cast<std::size_t>(kind)];
    auto at =
        std::find_if(seen.begin(), seen.end(), [&](const auto& entry) { return entry.first == spelling; });
    if (at != seen.end()) {
      ++at->second;
    } else if (seen.size() < kSpellingsMax) {
      seen.emplace_back(spelling, 1);
    }
  }

  // The most frequent one, of equal ones the first in the file.
  std::string best(std::size_t word) const {
    const auto& seen = seen_[word];
    auto at =
        std::max_element(seen.begin(), seen.end(), [](auto& l, auto& r) { return l.second < r.second; });
    return at == seen.end() ? "" : std::string(at->first);
  }

 private:
  std::vector<std::pair<std::string_view, std::uint32_t>> seen_[kStatusWordCount];
};

class RowReader {
 public:
  explicit RowReader(Board::Content& content) : content_(content) {}

  void read(std::uint32_t table, std::uint32_t row) {
    shape_ = &content_.shapes[table];
    columns_ = content_.tables[table].columns.size();
    Task task;
    task.table = table;
    task.row = row;
    task.line = shape_->line_of_row(row);
    split_row(content_.document, task.line, cells_);
    read_id(task);
    read_status(task);
    ++content_.counts.of[static_cast<int>(task.task_class)];
    content_.tasks.push_back(std::move(task));
  }

  const Spellings& spellings() const { return spellings_; }

 private:
  std::string_view text(std::size_t index) const {
    return index < cells_.text.size() ? content_.text(cells_.text[index]) : std::string_view();
  }

  std::uint32_t column_of(const Task& task, std::size_t index) const {
    if (index >= cells_.text.size()) return 0;
    return cells_.text[index].begin - content_.document.line(task.line).begin + 1;
  }

  void read_id(Task& task) {
    auto index = static_cast<std::size_t>(shape_->at(Column::id));
    task.id = id_token(text(index));
    if (!task.id.empty()) return;
    task.held.push_back({HeldReason::empty_id, "the row has no id"});
    std::string_view cell = text(index);
    content_.report(RuleId::no_id, task.line, column_of(task, index), "", [&] {
      return says_nothing(cell) ? "the row has no id" : "'" + shown(cell) + "' does not look like an id";
    });
  }

  StatusReading status_at(std::size_t index) {
    std::string_view cell = text(index);
    auto known = memo_.find(cell);
    if (known != memo_.end()) return known->second;
    StatusReading reading = content_.words.read(cell);
    if (memo_.size() < kMemoMax && cell.size() <= kShownBytesMax) memo_.emplace(cell, reading);
    return reading;
  }

  std::size_t excess() const { return cells_.text.size() > columns_ ? cells_.text.size() - columns_ : 0; }

  // A stray pipe before the status shifts it: then a cell further on is the status, or this one is
  // only the tail of another's text.
  bool is_shifted(std::size_t index, std::size_t by) {
    if (by == 0 || (index == 1 && shape_->at(Column::id) == 0) || index == 0) return false;
    if (by > kColumnsMax) return true;
    StatusReading here = status_at(index);
    if (!here.kind || !undecorated(text(index).substr(here.end)).empty()) return true;
    for (std::size_t i = index + 1; i <= index + by; ++i)
      if (status_at(i).kind) return true;
    return false;
  }

  void hide(Task& task, const std::string& why) {
    task.held.push_back({HeldReason::ragged_row, why});
    content_.report(RuleId::hidden_status, task.line, 0, task.id, [&] { return why; });
  }

  void read_status(Task& task) {
    auto index = static_cast<std::size_t>(shape_->at(Column::status));
    std::size_t more = excess();
    if (index >= cells_.text.size()) return hide(task, "the row ends before its status");
    if (is_shifted(index, more))
      return hide(task, "the row has " + std::to_string(cells_.text.size()) + " cells in a table of " +
                            std::to_string(columns_) + " columns, so its status is not sure");
    if (more > 0)
      content_.report(RuleId::long_row, task.line, column_of(task, columns_), task.id, [&] {
        return "the row has " + std::to_string(cells_.text.size()) + " cells, the table " +
               std::to_string(columns_) + " columns; a pipe in a text is written \\|";
      });
    StatusReading reading = status_at(index);
    std::string_view cell = text(index);
    if (reading.kind) {
      task.task_class = class_of(*reading.kind);
      spellings_.count(*reading.kind, cell.substr(reading.begin, reading.end - reading.begin));
    } else if (says_nothing(cell)) {
      content_.report(RuleId::empty_status, task.line, column_of(task, index), task.id,
                      [] { return "the status is empty"; });
    } else {
      content_.report(RuleId::unknown_status, task.line, column_of(task, index), task.id,
                      [&] { return "the status '" + shown(cell) + "' is not a known word"; });
    }
  }

  Board::Content& content_;
  const TableShape* shape_ = nullptr;
  std::size_t columns_ = 0;
  RowCells cells_;
  Spellings spellings_;
  std::unordered_map<std::string_view, StatusReading> memo_;
};

bool is_printable_ascii(std::string_view id) {
  return std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

void report_look_alikes(Board::Content& content) {
  std::vector<std::pair<std::string, std::uint32_t>> visible;
  for (std::uint32_t task = 0; task < content.tasks.size(); ++task) {
    std::string_view id = content.tasks[task].id;
    if (is_printable_ascii(id) || !has_invisible(id)) continue;
    content.report(RuleId::invisible_id, content.tasks[task].line, 0, id,
                   [&] { return "the id '" + shown(id) + "' has invisible characters"; });
    visible.emplace_back(without_invisible(id), task);
  }
  std::sort(visible.begin(), visible.end());
  for (std::size_t i = 0; i < visible.size(); ++i) {
    const auto& [text, task] = visible[i];
    auto [from, to] = content.range_of(text);
    std::uint32_t other = from < to ? content.by_id[from] : task;
    if (other == task && i > 0 && visible[i - 1].first == text) other = visible[i - 1].second;
    if (other == task || content.tasks[other].id == content.tasks[task].id) continue;
    content.report(RuleId::look_alike_id, content.tasks[task].line, 0, content.tasks[task].id, [&] {
      return "the id differs from the one in line " + std::to_string(content.tasks[other].line) +
             " only by invisible characters";
    });
  }
}

}  // namespace

void read_rows(Board::Content& content) {
  std::size_t rows = 0;
  for (std::size_t i = 0; i < content.tables.size(); ++i)
    rows += content.tables[i].taken ? content.shapes[i].rows : 0;
  content.tasks.reserve(rows);
  RowReader reader(content);
  for (std::uint32_t table = 0; table < content.tables.size(); ++table)
    for (std::uint32_t row = 0; content.tables[table].taken && row < content.shapes[table].rows; ++row)
      reader.read(table, row);
  for (std::size_t word = 0; word < kStatusWordCount; ++word)
    content.spellings[word] = reader.spellings().best(word);
}

void index_ids(Board::Content& content) {
  for (std::uint32_t task = 0; task < content.tasks.size(); ++task)
    if (!content.tasks[task].id.empty()) content.by_id.push_back(task);
  auto before = [&](std::uint32_t left, std::uint32_t right) {
    return content.tasks[left].id < content.tasks[right].id;
  };
  if (!std::is_sorted(content.by_id.begin(), content.by_id.end(), before))
    std::stable_sort(content.by_id.begin(), content.by_id.end(), before);
  for (std::size_t from = 0, to = 0; from < content.by_id.size(); from = to) {
    std::string_view id = content.tasks[content.by_id[from]].id;
    for (to = from + 1; to < content.by_id.size() && content.tasks[content.by_id[to]].id == id;) ++to;
    for (std::size_t i = from; to - from > 1 && i < to; ++i) {
      Task& task = content.tasks[content.by_id[i]];
      std::uint32_t other = content.tasks[content.by_id[i == from ? from + 1 : from]].line;
      std::string why = shown(id) + " is also the id in line " + std::to_string(other);
      task.held.push_back({HeldReason::repeated_id, why});
      content.report(RuleId::repeated_id, task.line, 0, id, [&] { return why; });
    }
  }
  report_look_alikes(content);
}

}  // namespace reeve::board
