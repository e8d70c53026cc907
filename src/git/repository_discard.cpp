#include "git/repository_discard.h"

#include <map>
#include <set>

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
  if (found.ground == Ground::nothing) return std::string();
  if (found.ground == Ground::foreign) return "it is not reeve's: " + found.foreign_reason;
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
  auto call = ask_status(context.options.common_dir, found, workspace.path, Untracked::listed);
  REEVE_TRY(auto listed, context.git.in(workspace.path).run(call));
  if (!listed.ok()) return failure("git status", listed);
  auto dirty = dirty_paths(listed.out, {});
  if (!dirty.empty()) return "it has uncommitted changes: " + for_terminal(one_line(dirty.front()));
  return std::string();
}

using Heads = std::set<std::string>;  // full names of branches

Result<Heads> checked_out(const Context& context) {
  REEVE_TRY(auto answer, context.git.ask(ask_worktrees()));
  Heads heads;
  for (const auto& worktree : read_worktrees(answer)) heads.insert(worktree.branch);
  return heads;
}

// The tip of a branch that loses nothing when it goes; "" if it has to stay.
Result<std::string> tip_on_remote(const Context& context, const std::string& branch) {
  REEVE_TRY(auto tip, context.objects.resolve(local_ref(branch)));
  if (!tip) return std::string();
  if (context.has_remote()) {
    REEVE_TRY(auto pushed, context.objects.resolve(context.remote_ref(branch)));
    if (pushed == tip) return *tip;
  }
  REEVE_TRY(auto tracked, context.objects.resolve(context.tracked_ref()));
  if (!tracked) return std::string();
  REEVE_TRY(bool merged, context.objects.is_ancestor(*tip, *tracked));
  return merged ? *tip : std::string();
}

// "<oid> <ref>" for each.
Result<std::string> kept_refs(const Context& context, const std::vector<port::LeftBehind>& runs) {
  Call call{{"for-each-ref", "--format=%(objectname) %(refname)"}};
  for (const auto& one : runs) call.arguments.push_back("refs/reeve/kept/" + one.run.text() + "/");
  return context.git.ask(call);
}

}  // namespace

Result<std::string> reason_to_stay(const Context& context, const run::Workspace& workspace) {
  auto found = look_at_worktree(context.files, context.options.common_dir, workspace.path);
  return reason_to_stay(context, workspace, found);
}

Status forget_runs(const Context& context, const std::vector<port::LeftBehind>& runs) {
  if (runs.empty()) return Done{};
  std::map<std::string, std::string> going;  // ref → oid
  REEVE_TRY(auto kept, kept_refs(context, runs));
  for (auto line : split_lines(kept)) {
    auto blank = line.find(' ');
    if (blank != line.npos) going[std::string(line.substr(blank + 1))] = line.substr(0, blank);
  }
  REEVE_TRY(auto heads, checked_out(context));
  for (const auto& one : runs) {
    auto ref = local_ref(one.branch);
    if (one.branch.empty() || one.branch == context.options.tracked_branch || heads.contains(ref)) continue;
    REEVE_TRY(auto tip, tip_on_remote(context, one.branch));
    if (!tip.empty()) going[ref] = tip;
  }
  if (going.empty()) return Done{};
  // A branch that was made to stand for another one is no reason to delete that.
  Call call{{"update-ref", "--no-deref", "--stdin", "-z"}, kLocalWorkTimeout};
  for (const auto& [ref, oid] : going) call.input += "delete " + ref + '\0' + oid + '\0';
  REEVE_CHECK(context.git.ask(call));
  return Done{};
}

Result<std::string> discard_worktree(const Context& context, const run::Workspace& workspace) {
  auto found = look_at_worktree(context.files, context.options.common_dir, workspace.path);
  REEVE_TRY(auto reason, reason_to_stay(context, workspace, found));
  if (!reason.empty() || found.ground == Ground::nothing) return reason;
  fault_point("discard-begun");
  if (found.locked_by_us) REEVE_CHECK(context.git.ask({{"worktree", "unlock", "--", workspace.path}}));
  fault_point("discard-unlocked");
  REEVE_TRY(auto end, context.git.run(
                          {without_hooks({"worktree", "remove", "--", workspace.path}), kLocalWorkTimeout}));
  fault_point("discard-removed");
  if (end.ok()) {
    REEVE_CHECK(context.files.remove(list_of_copied(context, workspace.path)));
    return std::string();
  }
  REEVE_CHECK(
      context.git.ask({{"worktree", "lock", "--reason", std::string(kLockReason), "--", workspace.path}}));
  return words_of(end);
}

}  // namespace reeve::git
