// The stale locks of one worktree, see stale_locks.h.
#pragma once

#include <functional>
#include <string>

#include "git/repository_context.h"

namespace reeve::git {

// `path` need not be a worktree yet; the branch may be in the way before.
void clear_locks_of(Context& context, const std::string& path, const std::string& branch,
                    std::function<void()> then);

}  // namespace reeve::git
