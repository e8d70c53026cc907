#include "git/worktree_locks.h"

#include <utility>

#include "git/stale_locks.h"
#include "git/worktree.h"

namespace reeve::git {

void clear_locks_of(Context& context, const std::string& path, const std::string& branch,
                    std::function<void()> then) {
  const auto& options = context.options;
  LockPlaces places{options.top, options.common_dir, options.common_dir, options.remote, branch};
  auto found = look_at_worktree(context.files, options.common_dir, path);
  clear_stale_locks({context.processes, context.inbox, context.files},
                    locks_of_worktree(context.files, places, path, found.git_dir, branch), std::move(then));
}

}  // namespace reeve::git
