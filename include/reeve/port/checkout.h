// Port: where we stand. Quick questions about a git checkout, answered by the git program.
#pragma once

#include <optional>
#include <string>

#include "reeve/base/result.h"

namespace reeve::port {

struct CheckoutInfo {
  std::string top;         // absolute path of the work tree
  std::string git_dir;     // this work tree's
  std::string common_dir;  // shared by all worktrees
  std::string branch;      // short name; "" = detached HEAD
  std::string upstream_remote;  // of `branch`; "" = none
  std::string upstream_branch;  // short name on the remote
  std::string operation;   // "merge", "rebase", …; "" = none
};

enum class Difference { same, differs, not_published, unknown };

class Checkout {
 public:
  virtual ~Checkout() = default;
  // Errors: `repository` with the way out (no repository here, foreign owner, bare, …).
  virtual Result<CheckoutInfo> locate(const std::string& directory) = 0;
  // Whether the work tree's file differs from refs/remotes/<remote>/<branch> (or refs/heads/<branch> without remote).
  virtual Result<Difference> compare(const CheckoutInfo& where, const std::string& file, const std::string& remote,
                                     const std::string& branch) = 0;
};

}  // namespace reeve::port
