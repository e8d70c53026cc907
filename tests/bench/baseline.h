// The committed baseline: what the figures that do not depend on the machine were when somebody last looked.
//
// Counts of instructions belong to a compiler and the libraries of its distribution, so each known compiler
// has its own ("gcc 12" is Debian 12's). Counts of processes, and ratios, hold for all.
#pragma once

#include <string>

#include "report.h"

namespace reeve::bench {

// A count is worse that is above its baseline by more than this, …
inline constexpr double kCountTolerance = 1.10;
// … and a ratio by more than this.
inline constexpr double kRatioTolerance = 1.50;

// "gcc 12"
std::string compiler_name();

// Says each figure that is worse, and what to do about it. 0: none is; 1: some are, or are missing on either
// side, or the file cannot be read; 77: nothing is known of this compiler.
int check_baseline(const std::string& path, const Report& report);
// Writes what was measured for this compiler; other compilers' counts stay. 0, or 1 if it cannot be written.
int renew_baseline(const std::string& path, const Report& report);

}  // namespace reeve::bench
