// What a Board holds, shared by the steps that read it (read.cpp) and by the edits.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "outline.h"
#include "rules.h"
#include "split.h"
#include "words.h"

#include "reeve/board/board.h"
#include "reeve/board/edit.h"

namespace reeve::board {

inline constexpr std::size_t kShownBytesMax = 80;  // of an id or a cell in a message
inline constexpr std::size_t kProblemsMax = 1000;
inline constexpr std::uint32_t kTasksMax = 300'000;
inline constexpr std::size_t kWaitingOnMax = 20;  // tasks of earlier phases
inline constexpr int kStatusWordCount = 5;

// For messages: one piece of a file, bounded.
std::string shown(std::string_view text);

// Where the bytes of a table are, beside what Table tells.
struct TableShape {
  std::uint32_t delimiter = 0;  // line; the header is before it, row r at delimiter + 1 + r
  std::uint32_t rows = 0;
  std::uint32_t heading = 0;                         // line of the heading above; 0 if none
  bool marked = false;                               // `<!-- reeve:tasks -->` is above
  bool weak_id = false;                              // the id column counts only if its cells look like ids
  std::array<std::int16_t, kColumnCount> columns{};  // index of the cell; -1: the table has no such column
  std::vector<std::vector<std::string>> nested;      // cells of a nested table, header first

  int at(Column column) const { return columns[static_cast<std::size_t>(column)]; }
  std::uint32_t line_of_row(std::uint32_t row) const { return delimiter + 1 + row; }
};

struct Board::Content {
  Document document;
  StatusWords words;
  std::vector<Table> tables;
  std::vector<TableShape> shapes;  // as `tables`
  std::vector<Task> tasks;
  std::vector<Problem> problems;
  Counts counts;
  std::vector<std::uint32_t> by_id;  // tasks by id, equal ones in file order
  std::vector<std::uint32_t> ready;
  std::uint32_t open_phase = 0;                         // the first phase with a task that is not done
  std::array<std::string, kStatusWordCount> spellings;  // by StatusWord; empty: the file has none
  std::size_t problems_dropped = 0;
  std::vector<std::uint32_t> early_open;  // of what later phases wait for; see find_early_open

  // `message` answers the text, and is called only while there is room for more: a board may have a million
  // problems.
  template <class Message>
  void report(RuleId rule, Level level, std::uint32_t line, std::uint32_t column, std::string_view id,
              Message message) {
    if (problems.size() < kProblemsMax)
      problems.push_back({std::string(rule_of(rule).id), level, line, column, shown(id), message()});
    else
      ++problems_dropped;
  }
  template <class Message>
  void report(RuleId rule, std::uint32_t line, std::uint32_t column, std::string_view id, Message message) {
    report(rule, rule_of(rule).level, line, column, id, message);
  }
  // All tasks with this id, as positions in by_id.
  std::pair<std::size_t, std::size_t> range_of(std::string_view id) const;
  std::string_view text(Span span) const { return document.text(span); }
};

struct BoardAccess {
  static const Board::Content& of(const Board& board) { return *board.content_; }
  static Board make(Board::Content content) {
    return Board(std::make_shared<const Board::Content>(std::move(content)));
  }
};

// The cell without decoration, empty if it says nothing ("-", "none").
std::string plain_text(std::string_view cell);

// The steps of reading, in this order.
Status find_tables(Board::Content& content, const Outline& outline, const ReadOptions& options);
void choose_tables(Board::Content& content, const Outline& outline);
Status check_bytes(const Document& document, const Outline& outline);
Status check_task_tables(const Board::Content& content);
void read_rows(Board::Content& content);
void index_ids(Board::Content& content);
void link_tasks(Board::Content& content, const ReadOptions& options);
void read_phases(Board::Content& content, const ReadOptions& options);
void find_ready(Board::Content& content);
void report_cycles(Board::Content& content);

}  // namespace reeve::board
