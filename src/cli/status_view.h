// The board as a person reads it: what runs, what comes next, what is wrong. Pure.
#pragma once

#include <vector>

#include "cli/line.h"

#include "reeve/app/app.h"

namespace reeve::cli {

// `rows`: at most so many lines, the rest is counted in the last one.
std::vector<Line> status_lines(const app::StatusResponse& response, std::size_t rows);

}  // namespace reeve::cli
