// What was left unfinished in a work tree.
#pragma once

#include <string>

namespace reeve::git {

// "merge", "rebase", "cherry-pick", "revert", "bisect", "am"; "" = nothing is under way. `git_dir`: the
// work tree's own. Costs a few looks at files, no process.
std::string operation_in(const std::string& git_dir);

}  // namespace reeve::git
