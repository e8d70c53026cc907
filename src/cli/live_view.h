// The live picture of a running loop, as lines: a line for each running task, and the sum below. Pure.
#pragma once

#include <optional>
#include <vector>

#include "cli/line.h"

#include "reeve/app/progress.h"

namespace reeve::cli {

inline constexpr std::size_t kIdWidthMax = 24;  // columns of an id, in lists and lines

// Never more lines than fit with room for a few events above; the tasks that have none are counted in one.
std::vector<Line> live_lines(const app::Progress& progress, Instant now, Size size);

// How long what can still be started will take, going by the tasks finished so far; nothing if these are too
// few.
std::optional<Duration> time_left(const app::Progress& progress, Instant now);

// "12 done  1 failed  2 held  13 left": what is zero is left out, but for done and left.
Line& add_counts(Line& line, const board::Counts& counts, int held, int stuck);
// How much of a board is done and failed, as a bar of `width` columns.
Line& add_bar(Line& line, const board::Counts& counts, std::size_t width);

// The name of a phase as people read it.
std::string phase_text(run::Phase phase);
// Whole seconds: 0s, 41s, 12m05s, 6h03m.
std::string elapsed(Duration duration);

}  // namespace reeve::cli
