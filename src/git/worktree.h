// A linked worktree as its own files show it, read without git: where its git directory is, what HEAD
// is on, what operation was left unfinished. Also the names that reeve gives to worktrees.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/repository_context.h"
#include "git/worktree_operation.h"

namespace reeve::git {

// The lock reason of our worktrees; also tells them from the user's own.
inline constexpr std::string_view kLockReason = "reeve works here";
// Files in a worktree's own git directory.
inline constexpr std::string_view kSetUpMarker = "reeve-set-up";
// Of a worktree in another repository: the checkout with the table that its task is from.
inline constexpr std::string_view kTableFile = "reeve-table";

struct Head {
  std::string branch;  // short name; "" = detached
  std::string oid;     // of a detached HEAD; "" too: it names neither
};

// What lies at the path of a worktree.
enum class Ground {
  nothing,  // no such path, or an empty directory
  ours,     // a worktree of this repository, both directions of the link intact
  foreign,  // anything else
};

struct WorktreeFiles {
  Ground ground = Ground::nothing;
  std::string foreign_reason;  // what it is instead, for people
  std::string git_dir;         // <common>/worktrees/<x>, when ours
  Head head;
  bool has_index = false;  // without one its checkout was never finished
  bool has_files = false;  // anything but the .git file
  bool locked_by_us = false;
  bool names_repository = false;  // its `commondir` is there; a wrong one makes it foreign
};

WorktreeFiles look_at_worktree(port::Files& files, const std::string& common_dir, const std::string& path);

// A question to git about a worktree of ours that a worker or a gate had for itself: no file there can turn
// it to another repository, and it runs no monitor and no hook, and fetches nothing.
Call in_worktree(const std::string& common_dir, const WorktreeFiles& found, const std::string& path,
                 std::vector<std::string> arguments);
// What differs from the last commit, for dirty_paths(). Of submodules only which commit they are at: git
// must not look into them, see submodules.h.
enum class Untracked { left_out, listed };
Call ask_status(const std::string& common_dir, const WorktreeFiles& found, const std::string& path,
                Untracked untracked);
// How every file lies in the index, for read_index_list(). A list of the files of a very large repository
// has so many bytes.
inline constexpr std::size_t kIndexListMax = 256 << 20;
Call ask_index_list(const std::string& common_dir, const WorktreeFiles& found, const std::string& path);

// The directory of worktrees, made if need be, without symbolic links. Error names the key to change.
Result<std::string> worktree_root(const Context& context);

// What kTableFile in a worktree's own git directory names; "" = nothing.
std::string table_of_worktree(port::Files& files, const std::string& git_dir);

// The file that lists what reeve copied into the worktree at `path`, each path followed by NUL. It lies with
// the records of runs: a worker could add to one in its own git directory, and so hide files from the checks.
std::string list_of_copied(const Context& context, const std::string& path);
std::vector<std::string> copied_into(const Context& context, const std::string& path);

// `arguments` for a git that changes a worktree: hooks of the repository may lie in its files
// (core.hooksPath), and there they are the worker's.
std::vector<std::string> without_hooks(std::vector<std::string> arguments);

}  // namespace reeve::git
