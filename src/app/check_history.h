// Who changed the tracking file since a commit, and whether he may: section 3 of the design ("Who owns a
// row").
//
// Commit by commit, those of merged branches too. One whose trailers say that it is reeve's must be, to the
// byte, what reeve does; any other is judged as a hand. What a merge takes over from a parent is that
// parent's.
#pragma once

#include <memory>
#include <string>

#include "app/project.h"

#include "reeve/app/check.h"
#include "reeve/board/ownership.h"

namespace reeve::app {

// At the line where the row is `now`, not where it was when that was done. `commit`: "" = not committed yet.
CheckProblem problem_of(const board::Violation& violation, const board::Board& now, const std::string& commit,
                        const std::string& author);

// Adds problems, changes and base to the response, whose board is the file as it lies here, or is staged.
Status judge_history(port::Revisions& revisions, const Project& project, const std::string& base,
                     CheckResponse& response);

}  // namespace reeve::app
