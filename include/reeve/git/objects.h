// The object database and refs of one repository: what libgit2 is used for. Implemented in
// src/git/libgit2/, a module that is loaded on demand: initialising libgit2 costs 9 ms and linking it
// 4 ms, which queries must not pay. Nothing here talks to a network or writes the work tree.
//
// Object ids are 40 lower-case hex digits (libgit2 is built without SHA-256). Errors: `repository`, with
// libgit2's words.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"

namespace reeve::git {

inline constexpr std::size_t kOidLength = 40;
bool is_oid(std::string_view text);

struct Signature {
  std::string name;
  std::string email;
  Instant at;
  int offset_minutes = 0;
};

struct CommitInfo {
  std::string oid;
  std::string tree;
  std::vector<std::string> parents;
  std::string message;
  bool is_signed = false;
  Instant committed_at;
};

// One path that differs between two trees.
struct TreeChange {
  std::string path;
};

class Objects {
 public:
  virtual ~Objects() = default;

  // A ref ("refs/heads/main"), an oid or an unambiguous abbreviation → the commit's oid; nothing if it names
  // none.
  virtual Result<std::optional<std::string>> resolve(const std::string& revision) = 0;
  virtual Result<CommitInfo> commit(const std::string& oid) = 0;
  // The blob at `path` in the commit's tree: bytes, oid, mode. Nothing if there is no such path; error if it
  // is no file.
  struct Blob {
    std::string oid;
    unsigned mode = 0;
    std::string bytes;
  };
  virtual Result<std::optional<Blob>> blob_at(const std::string& commit, const std::string& path,
                                              std::size_t bytes_max) = 0;

  // A commit on `parent` whose tree differs in one file only; objects only, no ref. With `path` empty: same
  // tree.
  virtual Result<std::string> tree_with(const std::string& parent, const std::string& path,
                                        std::string_view bytes) = 0;
  virtual Result<std::string> make_commit(const std::string& tree, const std::vector<std::string>& parents,
                                          const std::string& message, const Signature& author,
                                          const Signature& committer) = 0;

  // ref := new if it is `expected` ("" = must not exist); false if it was not. Waits up to 1 s for git's own
  // lock.
  virtual Result<bool> swap_ref(const std::string& ref, const std::string& expected, const std::string& oid,
                                const std::string& reflog) = 0;

  // a is b, or reachable from b.
  virtual Result<bool> is_ancestor(const std::string& a, const std::string& b) = 0;
  virtual Result<std::optional<std::string>> merge_base(const std::string& a, const std::string& b) = 0;
  // Commits reachable from `tip`, not from any of `hidden`, newest first; stops when `visit` answers false.
  virtual Status walk(const std::string& tip, const std::vector<std::string>& hidden,
                      const std::function<bool(const CommitInfo&)>& visit) = 0;
  // Paths that differ between two commits (`from` "" = the empty tree), at most `count_max`.
  virtual Result<std::vector<TreeChange>> changes(const std::string& from, const std::string& to,
                                                  std::size_t count_max) = 0;
  // "3 files changed, 10 insertions(+), 2 deletions(-)"
  virtual Result<std::string> diff_stat(const std::string& from, const std::string& to) = 0;

  // Merges in memory. Error `conflict` names the paths. Gives the tree's oid.
  virtual Result<std::string> merge_trees(const std::string& ours, const std::string& theirs) = 0;
  // Replays the linear commits base..tip onto `onto` in memory, authors and messages kept. Error
  // `conflict` names commit and paths. Gives the new tip's oid.
  virtual Result<std::string> rebase(const std::string& base, const std::string& tip, const std::string& onto,
                                     const Signature& committer) = 0;
};

// The module's one entry, found by name. The answer goes through a pointer since C knows no Result.
inline constexpr const char* kOpenSymbol = "reeve_open_objects";
using OpenFunction = void(const std::string& git_dir, Result<std::unique_ptr<Objects>>* answer);

// Opens the repository whose common (or worktree's) git directory is `git_dir`. Error `repository` says why
// libgit2 cannot (sha256, reftable, unknown extension) and what that means. Loads the module from beside the
// program or from its install place. Only for a git_dir that `git rev-parse` gave: git has then accepted its
// owner, and libgit2, which knows less of safe.directory, is told not to judge again.
Result<std::unique_ptr<Objects>> open_objects(const std::string& git_dir);

}  // namespace reeve::git
