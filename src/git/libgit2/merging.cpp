// Differences, merges and rebases, all in memory.
#include "git/libgit2/repository_objects.h"

namespace reeve::git {
namespace {

constexpr std::size_t kPathsNamed = 5;

Result<git_oid> write_tree(git_index* index, git_repository* repository, const std::string& attempt) {
  if (git_index_has_conflicts(index)) return conflict_in(index, attempt);
  git_oid tree;
  if (git_index_write_tree_to(&tree, index, repository) != 0) return libgit2_error(attempt);
  return tree;
}

}  // namespace

Error conflict_in(git_index* index, const std::string& attempt) {
  std::string paths;
  std::size_t count = 0;
  ConflictsHandle conflicts;
  if (fetch(conflicts, git_index_conflict_iterator_new, index) != 0) return libgit2_error(attempt);
  const git_index_entry *base = nullptr, *ours = nullptr, *theirs = nullptr;
  while (git_index_conflict_next(&base, &ours, &theirs, conflicts.get()) == 0) {
    const auto* any = ours ? ours : theirs ? theirs : base;
    if (any && ++count <= kPathsNamed) paths += (paths.empty() ? "" : ", ") + std::string(any->path);
  }
  if (count > kPathsNamed) paths += ", and " + std::to_string(count - kPathsNamed) + " more";
  return {ErrorKind::conflict, attempt + ": conflicts in " + paths, ""};
}

Result<DiffHandle> RepositoryObjects::diff(const std::string& from, const std::string& to) {
  TreeHandle old_tree;
  if (!from.empty()) {
    REEVE_TRY(old_tree, tree_of(from));
  }
  REEVE_TRY(auto new_tree, tree_of(to));
  DiffHandle diff;
  if (fetch(diff, git_diff_tree_to_tree, repository(), old_tree.get(), new_tree.get(), nullptr) != 0)
    return libgit2_error("comparing " + (from.empty() ? "nothing" : from) + " with " + to);
  return diff;
}

Result<std::vector<TreeChange>> RepositoryObjects::changes(const std::string& from, const std::string& to,
                                                           std::size_t count_max) {
  REEVE_TRY(auto found, diff(from, to));
  std::vector<TreeChange> changes;
  for (std::size_t i = 0; i < git_diff_num_deltas(found.get()) && changes.size() < count_max; ++i) {
    const auto* delta = git_diff_get_delta(found.get(), i);
    changes.push_back({delta->new_file.path ? delta->new_file.path : delta->old_file.path});
  }
  return changes;
}

Result<std::string> RepositoryObjects::diff_stat(const std::string& from, const std::string& to) {
  REEVE_TRY(auto found, diff(from, to));
  DiffStatsHandle stats;
  git_buf buffer{};
  if (fetch(stats, git_diff_get_stats, found.get()) != 0 ||
      git_diff_stats_to_buf(&buffer, stats.get(), GIT_DIFF_STATS_SHORT, 0) != 0)
    return libgit2_error("counting changes");
  std::string text(buffer.ptr, buffer.size);
  git_buf_dispose(&buffer);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

Result<std::string> RepositoryObjects::merge_trees(const std::string& ours, const std::string& theirs) {
  const std::string attempt = "merging " + theirs.substr(0, 10) + " into " + ours.substr(0, 10);
  REEVE_TRY(auto one, find_commit(ours));
  REEVE_TRY(auto two, find_commit(theirs));
  IndexHandle index;
  if (fetch(index, git_merge_commits, repository(), one.get(), two.get(), nullptr) != 0)
    return libgit2_error(attempt);
  REEVE_TRY(auto tree, write_tree(index.get(), repository(), attempt));
  return text_of(tree);
}

Result<AnnotatedHandle> RepositoryObjects::annotated(const std::string& oid) {
  REEVE_TRY(auto id, oid_of(oid));
  AnnotatedHandle commit;
  if (fetch(commit, git_annotated_commit_lookup, repository(), &id) != 0)
    return libgit2_error("reading commit " + oid);
  return commit;
}

Result<std::string> RepositoryObjects::replay(git_rebase* rebase, const std::string& onto,
                                              const git_signature* committer) {
  std::string tip = onto;
  git_rebase_operation* operation = nullptr;
  int code = 0;
  while ((code = git_rebase_next(&operation, rebase)) == 0) {
    const std::string attempt =
        "rebasing " + text_of(operation->id).substr(0, 10) + " onto " + onto.substr(0, 10);
    IndexHandle index;
    if (fetch(index, git_rebase_inmemory_index, rebase) != 0) return libgit2_error(attempt);
    if (git_index_has_conflicts(index.get())) return conflict_in(index.get(), attempt);
    git_oid made;
    code = git_rebase_commit(&made, rebase, nullptr, committer, nullptr, nullptr);
    if (code == GIT_EAPPLIED) continue;
    if (code != 0) return libgit2_error(attempt);
    tip = text_of(made);
  }
  if (code != GIT_ITEROVER) return libgit2_error("rebasing onto " + onto.substr(0, 10));
  return tip;
}

Result<std::string> RepositoryObjects::rebase(const std::string& base, const std::string& tip,
                                              const std::string& onto, const Signature& committer) {
  REEVE_TRY(auto branch, annotated(tip));
  REEVE_TRY(auto upstream, annotated(base));
  REEVE_TRY(auto target, annotated(onto));
  REEVE_TRY(auto signature, make_signature(committer));
  git_rebase_options options;
  git_rebase_options_init(&options, GIT_REBASE_OPTIONS_VERSION);
  options.inmemory = 1;
  RebaseHandle rebase;
  if (fetch(rebase, git_rebase_init, repository(), branch.get(), upstream.get(), target.get(), &options) != 0)
    return libgit2_error("rebasing " + tip + " onto " + onto);
  return replay(rebase.get(), onto, signature.get());
}

}  // namespace reeve::git
