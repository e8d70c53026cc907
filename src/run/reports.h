// What a person reads when the loop ends with tasks left. Pure texts about a board.
#pragma once

#include <string>

#include "reeve/run/action.h"

namespace reeve::run {

// Each waiting task with the chain that keeps it, and what mends that.
Stop deadlock_stop(const board::Board& board);
// The rows that somebody works on, a line each (with a line break before it).
std::string running_rows(const board::Board& board);

}  // namespace reeve::run
