// What a person reads when the loop ends with tasks left. Pure texts about a board.
#pragma once

#include <string>
#include <vector>

#include "reeve/run/action.h"
#include "reeve/run/schedule.h"

namespace reeve::run {

// Each waiting task with the chain that keeps it, and what mends that. `ready`: tasks that only this loop
// does not start, and why.
Stop deadlock_stop(const board::Board& board, const Repositories& repositories,
                   const std::vector<Blocked>& ready, bool cancelled);
// All is done, or done but for what failed and what has a status that is not known.
Stop nothing_left(const board::Board& board);
// The rows that somebody works on, a line each (with a line break before it).
std::string running_rows(const board::Board& board);

}  // namespace reeve::run
