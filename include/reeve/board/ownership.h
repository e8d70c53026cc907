// Who may change what in a tracking file. Rule: section 3 of the design ("Who owns a row"): reeve's are the
// cells status, agent, started_at, completed_at and used, and every cell of an in-progress row; others may
// add rows, and edit or remove not-started ones.
//
// Two versions of the file are compared, row by row (by id, of rows with the same id the first), cell by cell
// (by column, however it is spelled). Pure; the work is linear in both versions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reeve/board/board.h"

namespace reeve::board {

// More are cut off.
inline constexpr std::size_t kViolationsMax = 200;

struct Violation {
  std::string rule;        // "RV023", one of rules()
  std::uint32_t line = 0;  // in the version after; 0: the row is not there any more
  std::string id;
  std::string column;   // of the schema, else the header's text; "" = the whole row
  std::string message;  // for people, one line; says what to do instead
};

// A change that reeve did not make. A status counts by its class: another spelling of the same is nobody's
// business, nor is a change between not-started and what is neither of the schema's (deferred, on hold, …).
std::vector<Violation> judge_hand(const Board& before, const Board& after);

// A change that reeve says it made: each status takes a step that reeve takes (not-started → in-progress →
// done, failed, blocked or not-started; failed or blocked → not-started), a claimed row keeps its agent, a
// new row is not-started, no row goes.
std::vector<Violation> judge_steps(const Board& before, const Board& after);

}  // namespace reeve::board
