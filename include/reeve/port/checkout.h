// Port: where we stand. Quick questions about a git checkout, answered by the git program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/port/files.h"

namespace reeve::port {

struct CheckoutInfo {
  std::string top;              // absolute path of the work tree
  std::string git_dir;          // this work tree's
  std::string common_dir;       // shared by all worktrees
  std::string branch;           // short name; "" = detached HEAD
  std::string upstream_remote;  // of `branch`; "" = none
  std::string upstream_branch;  // short name on the remote
  bool unborn = false;          // HEAD's branch has no commit yet
  std::string operation;        // "merge", "rebase", …; "" = none
  bool shallow = false;         // its history is cut off; everything works
  // The checkout with the table, as noted in a worktree that was made for a task of another repository; "" =
  // this is none.
  std::string table_checkout;
  // Why commits cannot be read or built here (sha256, reftable), for people; "" = they can. Queries
  // work all the same.
  std::string object_limit;
};

// Where the tracking file is published, as far as the checkout alone tells.
struct TrackedBranch {
  std::string remote;  // "" = none
  std::string branch;
};
// The upstream of the checkout's branch; with `remote` "" that branch itself. Error `config` names the
// keys to set: HEAD is detached, the branch has no upstream, or it is on another remote.
Result<TrackedBranch> tracked_by_default(const CheckoutInfo& where, const std::string& remote);

// The git directory that the .git file of a linked worktree or a submodule names, without symbolic links; ""
// = it names none.
std::string named_git_dir(Files& files, const std::string& checkout);

// What git met in another checkout than the one that the reader stands in: message and commands (in
// backticks) name it.
Error met_in(const std::string& top, Error error);

enum class Difference { same, differs, not_published, unknown };

class Checkout {
 public:
  virtual ~Checkout() = default;
  // Errors: `repository` with the way out (no repository here, foreign owner, bare, …).
  virtual Result<CheckoutInfo> locate(const std::string& directory) = 0;
  // The names of the remotes, in git's order.
  virtual Result<std::vector<std::string>> remotes(const CheckoutInfo& where) = 0;
  // The branch that the remote calls its own, as of the clone or the last `git remote set-head`; "" = not
  // known.
  virtual Result<std::string> default_branch(const CheckoutInfo& where, const std::string& remote) = 0;
  // Whether the work tree's `file` (path below its top) differs from that at refs/remotes/<remote>/<branch>
  // (or refs/heads/<branch> without remote), as git would store it. not_published: there is none at that ref;
  // unknown: there is no such ref.
  virtual Result<Difference> compare(const CheckoutInfo& where, const std::string& file,
                                     const std::string& remote, const std::string& branch) = 0;
};

}  // namespace reeve::port
