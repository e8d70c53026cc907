#include "git/libgit2/repository_objects.h"

#include <cstring>

#include "git/libgit2/shallow.h"

namespace reeve::git {
namespace {

// Extensions that change nothing in how objects and refs lie on disk, or (preciousObjects) only
// forbid what reeve never does. Config names are lower case inside libgit2.
constexpr const char* kHarmlessExtensions[] = {"worktreeconfig", "partialclone", "preciousobjects",
                                               "relativeworktrees"};

// Objects are not synced to disk (nor does git, by default): the twelve fsyncs of a commit take longer
// than its push, after which the remote has it; before the push nobody relies on it.
void set_options() {
  git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, kHarmlessExtensions, std::size(kHarmlessExtensions));
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
}

std::string kind_of(git_filemode_t mode) {
  if (mode == GIT_FILEMODE_TREE) return "a directory";
  if (mode == GIT_FILEMODE_LINK) return "a symbolic link";
  if (mode == GIT_FILEMODE_COMMIT) return "a submodule";
  return "no regular file";
}

CommitInfo info_of(const git_commit* commit) {
  CommitInfo info{text_of(*git_commit_id(commit)), text_of(*git_commit_tree_id(commit)), {}, "", false, {}};
  for (unsigned i = 0; i < git_commit_parentcount(commit); ++i)
    info.parents.push_back(text_of(*git_commit_parent_id(commit, i)));
  info.message = git_commit_message_raw(commit);
  info.is_signed = std::strstr(git_commit_raw_header(commit), "\ngpgsig") != nullptr;
  info.committed_at = {static_cast<std::int64_t>(git_commit_time(commit)) * 1000};
  return info;
}

}  // namespace

Result<std::unique_ptr<Objects>> RepositoryObjects::open(const std::string& git_dir) {
  Library library;
  set_options();
  RepositoryHandle repository;
  if (fetch(repository, git_repository_open_ext, git_dir.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) !=
      0)
    return libgit2_error(
        "opening the repository " + git_dir,
        "reeve works on SHA-1 repositories with the files ref format; others (sha256, reftable, "
        "unknown extensions) need a plain clone: git clone <url>");
  return std::unique_ptr<Objects>(new RepositoryObjects(std::move(repository)));
}

Result<CommitHandle> RepositoryObjects::find_commit(const std::string& oid) {
  REEVE_TRY(auto id, oid_of(oid));
  CommitHandle commit;
  if (fetch(commit, git_commit_lookup, repository(), &id) != 0) return libgit2_error("reading commit " + oid);
  return commit;
}

Result<TreeHandle> RepositoryObjects::tree_of(const std::string& commit) {
  REEVE_TRY(auto found, find_commit(commit));
  TreeHandle tree;
  if (fetch(tree, git_commit_tree, found.get()) != 0)
    return libgit2_error("reading the tree of commit " + commit);
  return tree;
}

Result<std::optional<std::string>> RepositoryObjects::resolve(const std::string& revision) {
  const std::string attempt = "looking up '" + revision + "'";
  ObjectHandle object, commit;
  int code = fetch(object, git_revparse_single, repository(), revision.c_str());
  if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC) return std::optional<std::string>();
  if (code != 0) return libgit2_error(attempt);
  code = fetch(commit, git_object_peel, object.get(), GIT_OBJECT_COMMIT);
  if (code == GIT_EPEEL || code == GIT_EINVALIDSPEC) return std::optional<std::string>();
  if (code != 0) return libgit2_error(attempt);
  return std::optional<std::string>(text_of(*git_object_id(commit.get())));
}

Result<CommitInfo> RepositoryObjects::commit(const std::string& oid) {
  REEVE_TRY(auto commit, find_commit(oid));
  auto info = info_of(commit.get());
  if (is_shallow()) REEVE_CHECK(drop_missing_parents(info));
  return info;
}

bool RepositoryObjects::is_shallow() {
  return git_repository_is_shallow(repository()) == 1;
}

Status RepositoryObjects::drop_missing_parents(CommitInfo& commit) {
  OdbHandle odb;
  if (fetch(odb, git_repository_odb, repository()) != 0) return libgit2_error("opening the objects");
  std::vector<std::string> here;
  for (const auto& parent : commit.parents) {
    REEVE_TRY(auto oid, oid_of(parent));
    if (git_odb_exists(odb.get(), &oid)) here.push_back(parent);
  }
  commit.parents = std::move(here);
  return Done{};
}

ShallowHistory RepositoryObjects::shallow_history() {
  return ShallowHistory([this](const std::string& oid) { return commit(oid); });
}

Result<std::optional<Objects::Blob>> RepositoryObjects::blob_at(const std::string& commit,
                                                                const std::string& path,
                                                                std::size_t bytes_max) {
  const std::string attempt = "reading " + path + " in commit " + commit.substr(0, 10);
  REEVE_TRY(auto tree, tree_of(commit));
  EntryHandle entry;
  int code = fetch(entry, git_tree_entry_bypath, tree.get(), path.c_str());
  if (code == GIT_ENOTFOUND) return std::optional<Blob>();
  if (code != 0) return libgit2_error(attempt);
  const auto mode = git_tree_entry_filemode(entry.get());
  if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
    return Error{ErrorKind::unreadable, attempt + ": it is " + kind_of(mode),
                 "\"tracking_file\" in reeve.json names the file with the tasks"};
  BlobHandle blob;
  if (fetch(blob, git_blob_lookup, repository(), git_tree_entry_id(entry.get())) != 0)
    return libgit2_error(attempt);
  const auto size = static_cast<std::size_t>(git_blob_rawsize(blob.get()));
  if (size > bytes_max)
    return Error{
        ErrorKind::unreadable,
        attempt + ": it has " + std::to_string(size) + " bytes, more than " + std::to_string(bytes_max), ""};
  const auto* bytes = static_cast<const char*>(git_blob_rawcontent(blob.get()));
  return std::optional<Blob>(
      Blob{text_of(*git_blob_id(blob.get())), static_cast<unsigned>(mode), {bytes, size}});
}

Status RepositoryObjects::walk(const std::string& tip, const std::vector<std::string>& hidden,
                               const std::function<bool(const CommitInfo&)>& visit) {
  if (is_shallow()) return shallow_history().walk(tip, hidden, visit);
  const std::string attempt = "walking the history of " + tip;
  RevwalkHandle walk;
  if (fetch(walk, git_revwalk_new, repository()) != 0) return libgit2_error(attempt);
  git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
  REEVE_TRY(auto start, oid_of(tip));
  if (git_revwalk_push(walk.get(), &start) != 0) return libgit2_error(attempt);
  for (const auto& text : hidden) {
    REEVE_TRY(auto oid, oid_of(text));
    if (git_revwalk_hide(walk.get(), &oid) != 0) return libgit2_error(attempt);
  }
  git_oid oid;
  int code = 0;
  while ((code = git_revwalk_next(&oid, walk.get())) == 0) {
    REEVE_TRY(auto commit, find_commit(text_of(oid)));
    if (!visit(info_of(commit.get()))) return Done{};
  }
  if (code != GIT_ITEROVER) return libgit2_error(attempt);
  return Done{};
}

Result<bool> RepositoryObjects::is_ancestor(const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (is_shallow()) return shallow_history().is_ancestor(a, b);
  REEVE_TRY(auto ancestor, oid_of(a));
  REEVE_TRY(auto descendant, oid_of(b));
  int code = git_graph_descendant_of(repository(), &descendant, &ancestor);
  if (code < 0) return libgit2_error("asking whether " + a + " is an ancestor of " + b);
  return code == 1;
}

Result<std::optional<std::string>> RepositoryObjects::merge_base(const std::string& a, const std::string& b) {
  if (is_shallow()) return shallow_history().merge_base(a, b);
  REEVE_TRY(auto one, oid_of(a));
  REEVE_TRY(auto two, oid_of(b));
  git_oid base;
  int code = git_merge_base(&base, repository(), &one, &two);
  if (code == GIT_ENOTFOUND) return std::optional<std::string>();
  if (code != 0) return libgit2_error("finding where " + a + " and " + b + " part");
  return std::optional<std::string>(text_of(base));
}

}  // namespace reeve::git

extern "C" __attribute__((visibility("default"))) void reeve_open_objects(
    const std::string& git_dir, reeve::Result<std::unique_ptr<reeve::git::Objects>>* answer) {
  *answer = reeve::git::RepositoryObjects::open(git_dir);
}
