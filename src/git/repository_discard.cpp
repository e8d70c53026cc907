#include "git/repository_discard.h"

#include <algorithm>

#include "git/inspect.h"
#include "git/worktree.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {
namespace {

// Whether a pushed or kept ref (without a remote: a branch, which stays) reaches the commit.
Result<bool> is_safe_elsewhere(const Context& context, const std::string& oid, const std::string& branch) {
  // Asking all refs costs more with every task that was done.
  REEVE_TRY(bool published, context.is_published(oid, branch));
  if (published && context.has_remote()) return true;
  Call call{{"for-each-ref", "--count=1", "--format=%(refname)", "--contains=" + oid, "refs/reeve/kept/"},
            kLocalWorkTimeout};
  call.arguments.push_back(context.has_remote() ? "refs/remotes/" + context.options.remote + "/"
                                                : "refs/heads/");
  REEVE_TRY(auto answer, context.git.ask(call));
  return !trim(answer).empty();
}

Result<std::string> reason_to_stay(const Context& context, const run::Workspace& workspace,
                                   const WorktreeFiles& found) {
  auto operation = operation_in(found.git_dir);
  if (!operation.empty()) return "a " + operation + " is under way there";
  std::vector<std::string> ends = {local_ref(workspace.branch)};
  ends.push_back(found.head.branch.empty() ? found.head.oid : local_ref(found.head.branch));
  for (const auto& end : ends) {
    REEVE_TRY(auto oid, context.objects.resolve(end));
    if (!oid) continue;
    REEVE_TRY(bool safe, is_safe_elsewhere(context, *oid, workspace.branch));
    if (!safe) return "its commit " + short_oid(*oid) + " is neither pushed nor kept";
  }
  REEVE_TRY(auto status,
            context.git.in(workspace.path)
                .ask({{"status", "--porcelain=v2", "-z", "--untracked-files=all"}, kLocalWorkTimeout}));
  auto dirty = dirty_paths(status, {});
  if (!dirty.empty()) return "it has uncommitted changes: " + for_terminal(one_line(dirty.front()));
  return std::string();
}

}  // namespace

Result<std::string> discard_worktree(const Context& context, const run::Workspace& workspace) {
  auto found = look_at_worktree(context.files, context.options.common_dir, workspace.path);
  if (found.ground == Ground::nothing) return std::string();
  if (found.ground == Ground::foreign) return "it is not reeve's: " + found.foreign_reason;
  REEVE_TRY(auto reason, reason_to_stay(context, workspace, found));
  if (!reason.empty()) return reason;
  fault_point("discard-begun");
  if (found.locked_by_us) REEVE_CHECK(context.git.ask({{"worktree", "unlock", "--", workspace.path}}));
  fault_point("discard-unlocked");
  REEVE_TRY(auto end, context.git.run({{"worktree", "remove", "--", workspace.path}, kLocalWorkTimeout}));
  fault_point("discard-removed");
  if (end.ok()) return std::string();
  REEVE_CHECK(
      context.git.ask({{"worktree", "lock", "--reason", std::string(kLockReason), "--", workspace.path}}));
  return words_of(end);
}

}  // namespace reeve::git
