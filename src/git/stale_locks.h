// Lock files that a git, or a reeve that moved a ref, left behind when it was killed. A lock says nothing of
// its owner, and a living one's must stay; so one goes only when nobody holds it, by this table:
//
//   who is seen (port::FileUse)     of one of reeve's worktrees     of the user's checkout
//   a holder                        stays                           stays
//   nobody, and nobody is unseen    goes after a second             goes after a second
//   nobody, but some are unseen     goes after ten seconds          stays
//
// What stays is named, with what to do. git holds locks without having them open while an editor or a hook
// runs; so any git in the neighbourhood counts as a holder.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "reeve/git/source.h"
#include "reeve/port/files.h"
#include "reeve/port/inbox.h"
#include "reeve/port/processes.h"

namespace reeve::git {

struct LockFile {
  enum class Of { worktree, checkout };  // one of reeve's worktrees, its branch, a kept ref; what users use
  std::string path;
  Of of = Of::checkout;
  std::vector<std::string> directories;  // where a git that holds it would work
};

struct LockPlaces {
  std::string top;  // of the main checkout; "" = bare
  std::string git_dir;
  std::string common_dir;
  std::string remote;  // "" = none
  std::string branch;  // that is published
};

struct LockWatch {
  port::Processes& processes;
  port::Inbox& inbox;
  port::Files& files;
};

// Those that are there and would be in reeve's way: of the checkout, and of all reeve's worktrees.
std::vector<LockFile> locks_in_the_way(port::Files& files, const LockPlaces& places, StaleLocks which);
// Of one worktree and its branch; `git_dir` is the worktree's own, "" = it is not there.
std::vector<LockFile> locks_of_worktree(port::Files& files, const LockPlaces& places, const std::string& path,
                                        const std::string& git_dir, const std::string& branch);

// Removes what may go, and calls `then`: at once if there are none, else within some seconds. Posts a Noted
// for each that went or stays.
void clear_stale_locks(LockWatch watch, std::vector<LockFile> locks, std::function<void()> then);

}  // namespace reeve::git
