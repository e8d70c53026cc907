// What a row says.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::board {

enum class TaskClass { not_started, in_progress, done, failed, other };
inline constexpr std::array kTaskClasses = {TaskClass::not_started, TaskClass::in_progress, TaskClass::done,
                                            TaskClass::failed, TaskClass::other};
std::string_view name_of(TaskClass task_class);  // "not-started", …

// The columns of the schema (and `notes`, which many files have). Order as in the schema.
enum class Column {
  id,
  status,
  description,
  issue,
  repo,
  branch,
  depends_on,
  blocks,
  agent,
  started_at,
  completed_at,
  estimate,
  used,
  notes,
};
inline constexpr int kColumnCount = 14;
std::string_view name_of(Column column);
std::optional<Column> column_named(std::string_view name);

// Why a task is never started although its row says not-started. Closed list, documented in `reeve help
// status`.
enum class HeldReason {
  unknown_dependency,  // a token in depends_on names no task
  repeated_id,         // several rows have this id
  ragged_row,          // the row's cells hide its status
  empty_id,            // the id cell has no id
  tracked_branch,      // its own branch is the tracked branch
  bad_branch,          // its branch is no valid branch name
};
std::string_view name_of(HeldReason reason);  // "unknown-dependency", …

struct Held {
  HeldReason reason;
  std::string detail;  // for people, one line: "'MS-A-9' names no task"
};

// One row. Views point into the board's document; indexes into Board::tasks().
struct Task {
  std::string_view id;
  TaskClass task_class = TaskClass::other;
  bool ready = false;
  std::uint32_t table = 0;  // index into Board::tables()
  std::uint32_t row = 0;    // body row of that table, from 0
  std::uint32_t line = 0;   // from 1
  std::uint32_t phase = 0;  // from 0; 0 when there are no phases
  std::vector<std::uint32_t>
      depends_on;  // both sides (`depends_on` and others' `blocks`), no repeats, file order
  std::vector<Held> held;
};

}  // namespace reeve::board
