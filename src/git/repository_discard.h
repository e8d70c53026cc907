// Repository::discard and forget: what is removed of a worktree that holds nothing but what is safe
// elsewhere, and of a run that ended long ago.
#pragma once

#include <string>
#include <vector>

#include "git/repository_context.h"

namespace reeve::git {

// "" if it is removed (or was gone already), else why it stays. Never the branch, never by force.
Result<std::string> discard_worktree(const Context& context, const run::Workspace& workspace);
// Why it would stay; "" = it would not.
Result<std::string> reason_to_stay(const Context& context, const run::Workspace& workspace);

// Their kept refs, and their branches where these are pushed and checked out nowhere, in one transaction.
Status forget_runs(const Context& context, const std::vector<port::LeftBehind>& runs);

}  // namespace reeve::git
