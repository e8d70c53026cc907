#include "git/squash.h"

#include <array>

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {
namespace {

// What is on the remote's branch already stays as it is: nothing is ever pushed with force.
Result<std::string> first_parent_of_all(Context& context, const run::Workspace& workspace,
                                        const std::string& tip) {
  if (!context.has_remote()) return workspace.base;
  REEVE_TRY(auto pushed, context.objects.resolve(context.remote_ref(workspace.branch)));
  if (!pushed) return workspace.base;
  REEVE_TRY(bool above_base, context.objects.is_ancestor(workspace.base, *pushed));
  REEVE_TRY(bool below_tip, context.objects.is_ancestor(*pushed, tip));
  return above_base && below_tip ? *pushed : workspace.base;
}

// A merge made one commit of would show what was merged as its own work.
Result<bool> is_linear(Context& context, const std::string& from, const std::string& tip, int& count) {
  bool linear = true;
  count = 0;
  REEVE_CHECK(context.objects.walk(tip, {from}, [&](const CommitInfo& commit) {
    ++count;
    linear = linear && commit.parents.size() == 1;
    return linear;
  }));
  return linear;
}

// Who made the tip, and when: made twice, the commit is the same.
Result<std::vector<std::string>> identity_of(Context& context, const std::string& tip) {
  constexpr std::array<std::string_view, 6> kNames = {"GIT_AUTHOR_NAME",     "GIT_AUTHOR_EMAIL",
                                                      "GIT_AUTHOR_DATE",     "GIT_COMMITTER_NAME",
                                                      "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE"};
  REEVE_TRY(std::string answer,
            context.git.ask({{"log", "-1", "--no-show-signature", "--format=%an%n%ae%n%aI%n%cn%n%ce%n%cI",
                              "--end-of-options", tip}}));
  std::vector<std::string> variables;
  for (auto line : split(answer, '\n'))
    if (variables.size() < kNames.size())
      variables.push_back(std::string(kNames[variables.size()]) + "=" + std::string(line));
  return variables;
}

Result<std::string> make_one(Context& context, const std::string& from, const CommitInfo& tip,
                             const std::string& message) {
  REEVE_TRY(auto signs, context.git.run({{"config", "--type=bool", "--get", "commit.gpgsign"}}));
  bool is_signed = signs.ok() && trim(signs.out) == "true";
  Call call{{"commit-tree", "-p", from, tip.tree}, kLocalWorkTimeout, message};
  if (is_signed) call.arguments.insert(call.arguments.begin() + 1, "-S");
  REEVE_TRY(call.environment, identity_of(context, tip.oid));
  REEVE_TRY(std::string oid, context.git.ask(call));
  return std::string(trim(oid));
}

}  // namespace

Result<std::string> squash_branch(Context& context, const RunId& run, const run::Workspace& workspace,
                                  const std::string& tip, const std::string& message) {
  REEVE_TRY(auto info, context.objects.commit(tip));
  REEVE_TRY(std::string from, first_parent_of_all(context, workspace, tip));
  int count = 0;
  REEVE_TRY(bool linear, is_linear(context, from, tip, count));
  REEVE_TRY(auto now, context.objects.resolve(local_ref(workspace.branch)));
  if (!linear || count <= 1 || !now) return tip;
  REEVE_TRY(auto at_branch, context.objects.commit(*now));
  // By an engine that died before it had this on record.
  bool done_before = at_branch.tree == info.tree && at_branch.parents == std::vector{from};
  if (done_before) return *now;
  REEVE_TRY(std::string squashed, make_one(context, from, info, message));
  REEVE_CHECK(keep_commit(context.objects, run, tip));
  fault_point("squash-kept");
  REEVE_TRY(bool moved, context.objects.swap_ref(local_ref(workspace.branch), tip, squashed,
                                                 "reeve: one commit of an approved run"));
  if (!moved)
    return Error{ErrorKind::conflict, "the branch " + workspace.branch + " moved while it was judged", ""};
  fault_point("squashed");
  return squashed;
}

}  // namespace reeve::git
