// Rules on text: what may not stand anywhere, what may lie at the top, how long the README is.
#pragma once

#include "source.h"

namespace reeve::tidy {

inline constexpr std::size_t kReadmeLinesMax = 250;

// Words that say "not finished".
Findings unfinished(const SourceFile& file);
// Tests that wait for the clock instead of for what they wait for.
Findings sleeps(const SourceFile& file);
// `using namespace`: names say where they come from.
Findings opened_namespaces(const SourceFile& file);
// Absolute paths that exist on one machine only.
Findings machine_paths(const SourceFile& file);
// What lies at the top of the repository without a reason to.
Findings strangers_at_top(const std::vector<SourceFile>& files);
Findings long_readme(const std::vector<SourceFile>& files, std::size_t lines_max);

}  // namespace reeve::tidy
