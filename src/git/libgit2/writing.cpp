// Blobs, trees, commits, refs: what a published change is made of.
#include <chrono>
#include <thread>

#include "git/libgit2/repository_objects.h"

namespace reeve::git {
namespace {

// Others (git gc, git pack-refs, an editor's git) hold ref locks for some milliseconds.
constexpr auto kLockWaitMax = std::chrono::seconds(1);
constexpr const char* kLockHint =
    "wait for the git that holds the lock; if it was killed, start reeve again: it removes the lock when "
    "nobody "
    "holds it, or says what to do";
constexpr auto kLockRetry = std::chrono::milliseconds(5);

std::string ident_line(std::string_view role, const git_signature* who) {
  const int minutes = who->when.offset < 0 ? -who->when.offset : who->when.offset;
  char zone[8];
  std::snprintf(zone, sizeof zone, "%c%02d%02d", who->when.offset < 0 ? '-' : '+', minutes / 60 % 100,
                minutes % 60);
  return std::string(role) + " " + who->name + " <" + who->email + "> " + std::to_string(who->when.time) +
         " " + zone + "\n";
}

}  // namespace

Result<SignatureHandle> make_signature(const Signature& signature) {
  SignatureHandle handle;
  const git_time_t seconds = signature.at.ms / 1000;
  if (fetch(handle, git_signature_new, signature.name.c_str(), signature.email.c_str(), seconds,
            signature.offset_minutes) != 0)
    return libgit2_error("using the identity '" + signature.name + " <" + signature.email + ">'");
  return handle;
}

Result<std::string> RepositoryObjects::tree_with(const std::string& parent, const std::string& path,
                                                 std::string_view bytes) {
  REEVE_TRY(auto tree, tree_of(parent));
  if (path.empty()) return text_of(*git_tree_id(tree.get()));
  const std::string attempt = "building a tree with " + path;
  git_tree_update update{GIT_TREE_UPDATE_UPSERT, {}, GIT_FILEMODE_BLOB, path.c_str()};
  if (git_blob_create_from_buffer(&update.id, repository(), bytes.data(), bytes.size()) != 0)
    return libgit2_error(attempt);
  EntryHandle old;
  if (fetch(old, git_tree_entry_bypath, tree.get(), path.c_str()) == 0 &&
      git_tree_entry_filemode(old.get()) == GIT_FILEMODE_BLOB_EXECUTABLE)
    update.filemode = GIT_FILEMODE_BLOB_EXECUTABLE;
  git_oid built;
  if (git_tree_create_updated(&built, repository(), tree.get(), 1, &update) != 0)
    return libgit2_error(attempt);
  return text_of(built);
}

// Written as text, since git_commit_create's signature differs between libgit2 1.5 and later ones.
Result<std::string> RepositoryObjects::make_commit(const std::string& tree,
                                                   const std::vector<std::string>& parents,
                                                   const std::string& message, const Signature& author,
                                                   const Signature& committer) {
  if (message.find('\0') != message.npos)
    return Error{ErrorKind::repository, "making a commit: its message has a NUL byte", ""};
  REEVE_TRY(auto author_handle, make_signature(author));
  REEVE_TRY(auto committer_handle, make_signature(committer));
  std::string text = "tree " + tree + "\n";
  for (const auto& parent : parents) text += "parent " + parent + "\n";
  text += ident_line("author", author_handle.get()) + ident_line("committer", committer_handle.get()) + "\n" +
          message;
  if (!text.ends_with('\n')) text += '\n';
  OdbHandle odb;
  git_oid oid;
  if (fetch(odb, git_repository_odb, repository()) != 0 ||
      git_odb_write(&oid, odb.get(), text.data(), text.size(), GIT_OBJECT_COMMIT) != 0)
    return libgit2_error("making a commit");
  return text_of(oid);
}

Result<bool> RepositoryObjects::swap_ref(const std::string& ref, const std::string& expected,
                                         const std::string& oid, const std::string& reflog) {
  REEVE_TRY(auto next, oid_of(oid));
  git_oid old{};
  if (!expected.empty()) {
    REEVE_TRY(old, oid_of(expected));
  }
  const auto give_up = std::chrono::steady_clock::now() + kLockWaitMax;
  for (;;) {
    ReferenceHandle made;
    int code = expected.empty()
                   ? fetch(made, git_reference_create, repository(), ref.c_str(), &next, 0, reflog.c_str())
                   : fetch(made, git_reference_create_matching, repository(), ref.c_str(), &next, 1, &old,
                           reflog.c_str());
    if (code == 0) return true;
    if (code == GIT_EMODIFIED || code == GIT_EEXISTS || code == GIT_ENOTFOUND) return false;
    if (code != GIT_ELOCKED || std::chrono::steady_clock::now() > give_up)
      return libgit2_error("moving " + ref, code == GIT_ELOCKED ? kLockHint : "");
    std::this_thread::sleep_for(kLockRetry);
  }
}

}  // namespace reeve::git
