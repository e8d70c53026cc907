#include "git/own_commits.h"

namespace reeve::git {
namespace {

constexpr std::size_t kOwnCommitsMax = 200;
constexpr std::size_t kOwnChangesMax = 100'000;

std::string named(const CommitInfo& commit) {
  return commit.oid.substr(0, 10) + " (" + commit.message.substr(0, commit.message.find('\n')) + ")";
}

Result<std::string> objection_to(const SourceContext& context, const CommitInfo& commit) {
  if (commit.parents.size() != 1) return "commit " + named(commit) + " is a merge";
  if (commit.is_signed) return "commit " + named(commit) + " is signed";
  REEVE_TRY(auto changes, context.objects.changes(commit.parents[0], commit.oid, kOwnChangesMax));
  for (const auto& change : changes)
    if (change.path == context.options.file) return "commit " + named(commit) + " changes " + change.path;
  return changes.size() < kOwnChangesMax ? std::string()
                                         : "commit " + named(commit) + " changes too many files";
}

Result<std::string> objection(const SourceContext& context, const std::string& local,
                              const std::string& tip) {
  std::string found;
  std::size_t count = 0;
  std::optional<Error> failed;
  REEVE_CHECK(context.objects.walk(local, {tip}, [&](const CommitInfo& commit) {
    auto one = objection_to(context, commit);
    if (!one)
      failed = one.error();
    else
      found = ++count > kOwnCommitsMax ? "there are more than " + std::to_string(kOwnCommitsMax) : *one;
    return !failed && found.empty();
  }));
  if (failed) return *failed;
  return found;
}

}  // namespace

Result<OwnCommits> plan_rebase(const SourceContext& context, CommitMaker& maker,
                               const std::string& old_published, const std::string& tip) {
  REEVE_TRY(auto local, context.objects.resolve(context.local_ref()));
  if (!local) return OwnCommits{};
  REEVE_TRY(auto behind, context.is_ancestor(*local, tip));
  REEVE_TRY(auto ahead, context.is_ancestor(tip, *local));
  if (behind || ahead) return OwnCommits{};
  REEVE_TRY(auto in_line,
            old_published.empty() ? Result<bool>(true) : context.is_ancestor(old_published, tip));
  if (!in_line) return OwnCommits{{}, context.published_name() + " was rewound"};
  REEVE_TRY(auto base, context.objects.merge_base(*local, tip));
  if (!base) return OwnCommits{{}, "they share no history with " + context.published_name()};
  REEVE_TRY(auto why, objection(context, *local, tip));
  if (!why.empty()) return OwnCommits{{}, why};
  REEVE_TRY(auto committer, maker.committer());
  auto rebased = context.objects.rebase(*base, *local, tip, committer);
  if (!rebased && rebased.error().kind == ErrorKind::conflict) return OwnCommits{{}, rebased.error().message};
  if (!rebased) return std::move(rebased).error();
  return OwnCommits{Move{*local, *rebased, "reeve: rebase onto " + context.published_name()}, ""};
}

}  // namespace reeve::git
