#include "git/base_choice.h"

#include <algorithm>

#include "git/repository_context.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

// Commits of a branch that are looked at for where this task's part begins.
constexpr int kBranchCommitsMax = 10'000;
// Merges in a row that one base may consist of.
constexpr int kBaseMergesMax = 100;
constexpr std::string_view kBaseMessage =
    "Base of several tasks' commits\n\nMade by reeve, in memory, for a task that depends on all of them.\n";

Result<bool> contains_all(Objects& objects, const std::string& commit,
                          const std::vector<Dependency>& dependencies) {
  for (const auto& dependency : dependencies) {
    REEVE_TRY(bool contained, objects.is_ancestor(dependency.commit, commit));
    if (!contained) return false;
  }
  return true;
}

// Those that no other one contains, in the order given; of equal ones the first.
Result<std::vector<Dependency>> outermost(Objects& objects, const std::vector<Dependency>& dependencies) {
  std::vector<Dependency> kept;
  for (const auto& candidate : dependencies) {
    REEVE_TRY(bool covered, [&]() -> Result<bool> {
      for (const auto& other : kept) {
        REEVE_TRY(bool inside, objects.is_ancestor(candidate.commit, other.commit));
        if (inside) return true;
      }
      return false;
    }());
    if (covered) continue;
    std::vector<Dependency> rest;
    for (auto& other : kept) {
      REEVE_TRY(bool inside, objects.is_ancestor(other.commit, candidate.commit));
      if (!inside) rest.push_back(std::move(other));
    }
    rest.push_back(candidate);
    kept = std::move(rest);
  }
  return kept;
}

// The same parents always give the same commit: a restart finds its own merge again.
Result<std::string> merge_for_base(Objects& objects, const std::string& first, const std::string& second) {
  REEVE_TRY(auto tree, objects.merge_trees(first, second));
  REEVE_TRY(auto one, objects.commit(first));
  REEVE_TRY(auto other, objects.commit(second));
  Signature identity{"reeve", "reeve@localhost", std::max(one.committed_at, other.committed_at), 0};
  return objects.make_commit(tree, {first, second}, std::string(kBaseMessage), identity, identity);
}

Error conflict_between(const std::vector<std::string>& merged, const Dependency& next, const Error& why) {
  return {
      ErrorKind::conflict,
      "no base can be made: the accepted commits of " + join(merged, ", ") + " and " + next.task_id + " (" +
          short_oid(next.commit) + ") do not merge: " + why.message,
      "merge them on a branch and name it in the task's `branch` cell, or merge one into the base branch"};
}

Result<Base> merged_base(Objects& objects, const std::vector<Dependency>& dependencies) {
  auto commit = dependencies.front().commit;
  std::vector<std::string> merged = {dependencies.front().task_id};
  for (std::size_t i = 1; i < dependencies.size(); ++i) {
    auto next = merge_for_base(objects, commit, dependencies[i].commit);
    if (!next && next.error().kind == ErrorKind::conflict)
      return conflict_between(merged, dependencies[i], next.error());
    REEVE_TRY(commit, std::move(next));
    merged.push_back(dependencies[i].task_id);
  }
  return Base{commit, "a merge of the commits of " + join(merged, ", ")};
}

// Whether merge_for_base made it. Its parents must not be the worker's own commits: each is in the
// wanted base, was accepted for a task, or is such a merge itself.
Result<bool> is_base_merge(Objects& objects, const CommitInfo& commit, const std::string& wanted,
                           const AcceptedCommits& accepted, int depth) {
  if (commit.message != kBaseMessage || commit.parents.size() != 2 || depth > kBaseMergesMax) return false;
  auto again = merge_for_base(objects, commit.parents[0], commit.parents[1]);
  if (!again || *again != commit.oid) return false;
  for (const auto& parent : commit.parents) {
    if (accepted.task_of(parent)) continue;
    REEVE_TRY(bool inside, objects.is_ancestor(parent, wanted));
    if (inside) continue;
    REEVE_TRY(auto info, objects.commit(parent));
    REEVE_TRY(bool merge, is_base_merge(objects, info, wanted, accepted, depth + 1));
    if (!merge) return false;
  }
  return true;
}

// The last commit on the branch, not in the wanted base, that somebody else's work ends with.
Result<std::optional<Base>> last_foreign_commit(Objects& objects, const std::string& tip, const Base& wanted,
                                                const AcceptedCommits& accepted, const std::string& task_id) {
  std::optional<Base> found;
  Status outcome = Done{};
  int left = kBranchCommitsMax;
  REEVE_CHECK(objects.walk(tip, {wanted.commit}, [&](const CommitInfo& commit) {
    auto task = accepted.task_of(commit.oid);
    if (task && *task != task_id) {
      found = Base{commit.oid, *task + "'s commit"};
      return false;
    }
    auto merge = is_base_merge(objects, commit, wanted.commit, accepted, 0);
    if (!merge)
      outcome = std::move(merge).error();
    else if (*merge)
      found = Base{commit.oid, "a merge of the commits it depends on"};
    return outcome.ok() && !found && --left > 0;
  }));
  REEVE_CHECK(std::move(outcome));
  return found;
}

}  // namespace

Result<Base> base_of_new_branch(Objects& objects, const Base& wanted,
                                const std::vector<Dependency>& dependencies) {
  REEVE_TRY(bool contained, contains_all(objects, wanted.commit, dependencies));
  if (contained) return wanted;
  REEVE_TRY(auto ends, outermost(objects, dependencies));
  if (ends.size() == 1) return Base{ends.front().commit, ends.front().task_id + "'s commit"};
  return merged_base(objects, ends);
}

Result<Base> base_of_branch(Objects& objects, const std::string& tip, const Base& wanted,
                            const AcceptedCommits& accepted, const std::string& task_id) {
  REEVE_TRY(auto foreign, last_foreign_commit(objects, tip, wanted, accepted, task_id));
  if (foreign) return *foreign;
  REEVE_TRY(auto shared, objects.merge_base(tip, wanted.commit));
  if (shared) return Base{*shared, wanted.name};
  return Error{ErrorKind::conflict, "it shares no history with " + wanted.name,
               "name another branch in the task's `branch` cell"};
}

}  // namespace reeve::git
