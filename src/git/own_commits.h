// The user's unpushed commits, brought onto the published tip in memory: once, at the start of a run.
#pragma once

#include <optional>
#include <string>

#include "git/commit_maker.h"
#include "git/follower.h"
#include "git/source_context.h"

namespace reeve::git {

// Nothing to do (no own commits, or they already sit on the tip), a move of the local branch to the
// rebased commits, or why the commits stay as they are.
struct OwnCommits {
  std::optional<Move> move;
  std::string stays_because;
};

// Only linear, unsigned commits that leave the tracking file alone, and only if nobody rewound the
// published branch: `old_published` (its tip before the fetch; "" = unknown) is an ancestor of `tip`.
Result<OwnCommits> plan_rebase(const SourceContext& context, CommitMaker& maker,
                               const std::string& old_published, const std::string& tip);

}  // namespace reeve::git
