// The table at the end of `reeve run`: what the tasks took, by phase of the board and repository.
#pragma once

#include <string>
#include <vector>

#include "cli/line.h"

#include "reeve/run/step.h"

namespace reeve::cli {

// Header, a line per phase and repository, and their sum where there are several; none if nothing was ended.
std::vector<Line> totals_table(const run::Totals& totals);

// "$1.20", with a word on attempts whose price is not known; "" = no price is known at all.
std::string cost_text(const worker::Usage& usage);

}  // namespace reeve::cli
