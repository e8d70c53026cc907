#include "git/worktree_operation.h"

#include <filesystem>

namespace reeve::git {

std::string operation_in(const std::string& git_dir) {
  auto has = [&](const char* name) {
    std::error_code error;
    return std::filesystem::exists(git_dir + "/" + name, error);
  };
  if (has("rebase-apply/applying")) return "am";
  if (has("rebase-merge") || has("rebase-apply")) return "rebase";
  if (has("MERGE_HEAD")) return "merge";
  if (has("CHERRY_PICK_HEAD")) return "cherry-pick";
  if (has("REVERT_HEAD")) return "revert";
  if (has("BISECT_LOG")) return "bisect";
  return "";
}

}  // namespace reeve::git
