#include "git/inspect_commits.h"

#include <algorithm>
#include <set>

#include "git/repository_context.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr int kCommitsMax = 10'000;
constexpr std::string_view kRunTrailer = "\nReeve-Run: ";
constexpr std::size_t kCommitChangesMax = 500'000;  // of one commit

using Paths = std::set<std::string>;

// The protected ones among the paths that differ.
Result<Paths> changed(Objects& objects, const std::string& from, const std::string& to,
                      const ProtectedPaths& guarded) {
  REEVE_TRY(auto changes, objects.changes(from, to, kCommitChangesMax));
  if (changes.size() == kCommitChangesMax)
    return Error{
        ErrorKind::repository,
        "commit " + short_oid(to) + " changes more than " + std::to_string(kCommitChangesMax) + " paths", ""};
  Paths paths;
  for (auto& change : changes)
    if (guarded.covers(change.path)) paths.insert(std::move(change.path));
  return paths;
}

Paths both(const Paths& a, const Paths& b) {
  Paths common;
  std::ranges::set_intersection(a, b, std::inserter(common, common.end()));
  return common;
}

Result<bool> is_published(Objects& objects, const std::string& commit,
                          const std::vector<std::string>& published) {
  for (const auto& tip : published) {
    REEVE_TRY(bool reached, objects.is_ancestor(commit, tip));
    if (reached) return true;
  }
  return false;
}

// Paths that the merge takes from before the published parent changed them.
Result<Paths> dropped(Objects& objects, const CommitInfo& merge, const std::string& parent,
                      const std::vector<std::string>& published, const ProtectedPaths& guarded) {
  REEVE_TRY(bool ours_to_keep, is_published(objects, parent, published));
  if (!ours_to_keep) return Paths{};
  REEVE_TRY(auto paths, changed(objects, parent, merge.oid, guarded));
  for (const auto& other : merge.parents) {
    if (other == parent || paths.empty()) continue;
    REEVE_TRY(auto fork, objects.merge_base(parent, other));
    if (!fork) continue;
    REEVE_TRY(auto since_fork, changed(objects, *fork, parent, guarded));
    paths = both(paths, since_fork);
  }
  return paths;
}

Result<Paths> touched(Objects& objects, const CommitInfo& commit, const std::vector<std::string>& published,
                      const ProtectedPaths& guarded) {
  REEVE_TRY(auto paths,
            changed(objects, commit.parents.empty() ? "" : commit.parents[0], commit.oid, guarded));
  for (std::size_t i = 1; i < commit.parents.size() && !paths.empty(); ++i) {
    REEVE_TRY(auto against, changed(objects, commit.parents[i], commit.oid, guarded));
    paths = both(paths, against);
  }
  if (commit.parents.size() < 2) return paths;
  for (const auto& parent : commit.parents) {
    REEVE_TRY(auto lost, dropped(objects, commit, parent, published, guarded));
    paths.merge(lost);
  }
  return paths;
}

std::string sentence(const CommitInfo& commit, const std::string& path, const ProtectedPaths& guarded) {
  auto why =
      path == guarded.tracking_file ? "the table of tasks, which only reeve writes" : "a protected path";
  return "commit " + short_oid(commit.oid) + " changes " + for_terminal(one_line(path)) + ", " + why +
         ": take that change out of the branch's commits (a later commit that undoes it is not enough)";
}

}  // namespace

bool ProtectedPaths::covers(const std::string& path) const {
  if (path == tracking_file) return true;
  return std::ranges::any_of(globs, [&](const auto& glob) { return glob_match(glob, path); });
}

Result<std::string> protected_change(Objects& objects, const std::string& tip,
                                     const std::vector<std::string>& published,
                                     const ProtectedPaths& guarded) {
  std::string found;
  Status outcome = Done{};
  int left = kCommitsMax;
  REEVE_CHECK(objects.walk(tip, published, [&](const CommitInfo& commit) {
    if (--left < 0) {
      found = "the branch has more than " + std::to_string(kCommitsMax) + " commits of its own: squash them";
      return false;
    }
    auto paths = touched(objects, commit, published, guarded);
    if (!paths)
      outcome = std::move(paths).error();
    else if (!paths->empty())
      found = sentence(commit, *paths->begin(), guarded);
    return outcome.ok() && found.empty();
  }));
  REEVE_CHECK(std::move(outcome));
  return found;
}

Result<std::string> withdrawn_commit(Objects& objects, const std::string& tip,
                                     const std::vector<std::string>& published,
                                     const std::string& tracking_file) {
  std::string found;
  Status outcome = Done{};
  int left = kCommitsMax;
  const ProtectedPaths guarded{tracking_file, {}};
  REEVE_CHECK(objects.walk(tip, published, [&](const CommitInfo& commit) {
    if (--left < 0) return false;
    if (commit.message.find(kRunTrailer) == std::string::npos) return true;
    auto paths = touched(objects, commit, published, guarded);
    if (!paths)
      outcome = std::move(paths).error();
    else if (!paths->empty())
      found = commit.oid;
    return outcome.ok() && found.empty();
  }));
  REEVE_CHECK(std::move(outcome));
  return found;
}

}  // namespace reeve::git
