#include "reeve/board/task.h"

namespace reeve::board {
namespace {

constexpr std::array<std::string_view, kColumnCount> kColumnNames = {
    "id",     "status", "description", "issue",        "repo",     "branch", "depends_on",
    "blocks", "agent",  "started_at",  "completed_at", "estimate", "used",   "notes"};

}  // namespace

std::string_view name_of(TaskClass task_class) {
  switch (task_class) {
    case TaskClass::not_started:
      return "not-started";
    case TaskClass::in_progress:
      return "in-progress";
    case TaskClass::done:
      return "done";
    case TaskClass::failed:
      return "failed";
    case TaskClass::other:
      return "other";
  }
  return "other";
}

std::string_view name_of(Column column) {
  return kColumnNames[static_cast<std::size_t>(column)];
}

std::optional<Column> column_named(std::string_view name) {
  for (std::size_t i = 0; i < kColumnNames.size(); ++i)
    if (kColumnNames[i] == name) return static_cast<Column>(i);
  return std::nullopt;
}

std::string_view name_of(HeldReason reason) {
  switch (reason) {
    case HeldReason::unknown_dependency:
      return "unknown-dependency";
    case HeldReason::repeated_id:
      return "repeated-id";
    case HeldReason::ragged_row:
      return "ragged-row";
    case HeldReason::empty_id:
      return "empty-id";
    case HeldReason::tracked_branch:
      return "tracked-branch";
    case HeldReason::bad_branch:
      return "bad-branch";
  }
  return "ragged-row";
}

}  // namespace reeve::board
