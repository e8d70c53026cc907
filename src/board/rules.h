// The rules that `check` reports: numbers never change their meaning.
#pragma once

#include "reeve/board/rules.h"

namespace reeve::board {

enum class RuleId {
  no_id = 1,
  repeated_id,
  long_row,
  hidden_status,
  unknown_status,
  empty_status,
  remark_dropped,
  unknown_in_blocks,
  sides_disagree,
  bad_branch,
  tracked_branch,
  unknown_dependency,
  cycle,
  invisible_id,
  look_alike_id,
  nested_table,
  missed_table,
  marked_not_usable,
  repeated_column,
  no_phase,
  not_taken,
  more_problems,
  status_by_hand,
  cell_by_hand,
  claimed_row_by_hand,
  row_removed,
  new_row_taken,
  illegal_step,
  // Of commits (src/app/record.cpp, src/app/check_history.cpp).
  record_too_wide,
  record_does_not_fit,
  no_evidence,
  wrong_evidence,
  unknown_evidence,
  lost_in_merge,
};
const Rule& rule_of(RuleId id);

}  // namespace reeve::board
