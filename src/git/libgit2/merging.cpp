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

// Paths that differ between two trees. git_diff_tree_to_tree reads every tree there is (40 ms with
// 100 000 files); this goes only into those whose ids differ.
struct TreeComparison {
  git_repository* repository;
  std::size_t count_max;
  std::vector<TreeChange> changes;

  static bool is_tree(const git_tree_entry* entry) {
    return entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
  }
  static bool same(const git_tree_entry* one, const git_tree_entry* two) {
    return one && two && git_oid_equal(git_tree_entry_id(one), git_tree_entry_id(two)) != 0 &&
           git_tree_entry_filemode_raw(one) == git_tree_entry_filemode_raw(two);
  }
  static const git_tree_entry* find(const git_tree* tree, const git_tree_entry* like) {
    return tree ? git_tree_entry_byname(tree, git_tree_entry_name(like)) : nullptr;
  }

  // 0, or libgit2's error code.
  int compare(const git_tree* old_tree, const git_tree* new_tree, const std::string& prefix) {
    for (std::size_t i = 0; old_tree && i < git_tree_entrycount(old_tree); ++i) {
      const auto* entry = git_tree_entry_byindex(old_tree, i);
      if (int code = add(entry, find(new_tree, entry), prefix + git_tree_entry_name(entry))) return code;
    }
    for (std::size_t i = 0; new_tree && i < git_tree_entrycount(new_tree); ++i) {
      const auto* entry = git_tree_entry_byindex(new_tree, i);
      if (find(old_tree, entry)) continue;
      if (int code = add(nullptr, entry, prefix + git_tree_entry_name(entry))) return code;
    }
    return 0;
  }

  int add(const git_tree_entry* old_entry, const git_tree_entry* new_entry, const std::string& path) {
    if (same(old_entry, new_entry) || changes.size() >= count_max) return 0;
    const bool file_differs = (old_entry && !is_tree(old_entry)) || (new_entry && !is_tree(new_entry));
    if (file_differs) changes.push_back({path});
    TreeHandle old_tree, new_tree;
    int code = 0;
    if (is_tree(old_entry)) code = fetch(old_tree, git_tree_lookup, repository, git_tree_entry_id(old_entry));
    if (code == 0 && is_tree(new_entry))
      code = fetch(new_tree, git_tree_lookup, repository, git_tree_entry_id(new_entry));
    return code ? code : compare(old_tree.get(), new_tree.get(), path + "/");
  }
};

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
  TreeHandle old_tree;
  if (!from.empty()) {
    REEVE_TRY(old_tree, tree_of(from));
  }
  REEVE_TRY(auto new_tree, tree_of(to));
  TreeComparison comparison{repository(), count_max, {}};
  if (comparison.compare(old_tree.get(), new_tree.get(), "") != 0)
    return libgit2_error("comparing " + (from.empty() ? "nothing" : from) + " with " + to);
  return std::move(comparison.changes);
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
