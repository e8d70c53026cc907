// The board: the tasks of a tracking file in file order, how its tables were read, what is wrong
// with it. Rules: section 6 of the design ("The tracking file"), GFM 0.29 tables.
//
// A Board is an immutable value; it keeps its Document alive. Reading is pure and bounded: guards
// refuse what would make the markdown parser slow (section 5). Indexes are positions in tasks().
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/board/document.h"
#include "reeve/board/task.h"

namespace reeve::board {

// What the config adds to the built-in vocabulary, and what the board cannot know by itself.
struct ReadOptions {
  std::map<std::string, std::string> columns;                // header text → schema column
  std::map<std::string, std::vector<std::string>> statuses;  // class name → further words
  std::vector<std::vector<std::string>> phases;              // lists of id globs, in order
  bool phases_by_heading = false;                            // each heading above a task table is a phase
  std::string tracked_branch;                                // a task on it is held; "" = none
};

enum class Level { error, warning, note };
std::string_view name_of(Level level);

// A finding. `rule` is stable ("RV012"; the list is in src/board/rules.cpp and `reeve help check`).
struct Problem {
  std::string rule;
  Level level = Level::error;
  std::uint32_t line = 0;    // from 1; 0 = the whole file
  std::uint32_t column = 0;  // from 1, in bytes; 0 = the whole line
  std::string id;            // the task, if one
  std::string message;
};

struct Table {
  std::uint32_t line = 0;            // of the header, from 1
  std::uint32_t row_count = 0;       // body rows: lines line + 2 … line + 1 + row_count
  std::vector<std::string> columns;  // header texts
  bool taken = false;
  std::string reason;   // why not taken; empty if taken
  bool nested = false;  // inside a list or quote
};

struct Counts {
  std::uint32_t of[5] = {};
  std::uint32_t operator[](TaskClass task_class) const { return of[static_cast<int>(task_class)]; }
};

class Board {
 public:
  // Errors: `unreadable`, with line and reason (guards, conflict markers, NUL or bad UTF-8 in a task
  // table, UTF-16, no task table). A board with problems is still a board.
  static Result<Board> read(std::string bytes, const ReadOptions& options);

  const Document& document() const;
  const std::vector<Task>& tasks() const;
  const std::vector<Table>& tables() const;  // every table in file order, taken or not
  const std::vector<Problem>& problems() const;
  Counts counts() const;

  // The first task with this id, bytewise.
  std::optional<std::uint32_t> find(std::string_view id) const;

  // The text of a cell: `\|` unescaped, trimmed, otherwise as written. "" if absent.
  std::string cell(const Task& task, Column column) const;
  // The same of all columns, in their order.
  std::array<std::string, kColumnCount> cells(const Task& task) const;
  // A cell for use: without decoration around it, "" if it says nothing ("-", "none").
  std::string plain(const Task& task, Column column) const;
  // Whether the task's table has that column.
  bool has(const Task& task, Column column) const;
  // Every cell of the table as text, header first; for `status --tables`.
  std::vector<std::vector<std::string>> rows(std::uint32_t table) const;

  // Not-started, every dependency done, not held, every earlier phase done; file order.
  const std::vector<std::uint32_t>& ready() const;
  // What the task waits for: dependencies that are not done, then (if none) the open tasks of earlier phases,
  // at most 20.
  std::vector<std::uint32_t> waiting_on(const Task& task) const;

  struct Content;

 private:
  explicit Board(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
  std::shared_ptr<const Content> content_;
  friend struct BoardAccess;
};

// All tables' reading without the demand for a task table: for `status --tables` on any file.
// (Board::read on the same bytes gives error `unreadable` when none was taken.)
Result<Board> read_any(std::string bytes, const ReadOptions& options);

// Error `usage` for an id that no row has; `where` (" in docs/tasks.md") ends the sentence.
Error no_such_task(const Board& board, std::string_view id, std::string_view where = "");

}  // namespace reeve::board
