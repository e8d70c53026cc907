// Repository::discard: removes a worktree that holds nothing but what is safe elsewhere.
#pragma once

#include <string>

#include "git/repository_context.h"

namespace reeve::git {

// "" if it is removed (or was gone already), else why it stays. Never the branch, never by force.
Result<std::string> discard_worktree(const Context& context, const run::Workspace& workspace);

}  // namespace reeve::git
