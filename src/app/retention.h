// What finished runs leave behind goes when `keep.runs` has passed since their end: the worktree, the refs
// under refs/reeve/kept/<run>/, the branch that reeve named for the task if it is on the remote, the folder;
// in that order, so that what a kill cuts off is taken up at the next start.
//
// It stays: what another repository holds, what is not finished, or whose row is still in progress; the
// record (not the worktree) of the newest run of a task whose row is not done, since it tells why; a worktree
// with work that is nowhere else, with all of its run; whatever a run that stays uses too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/run_folder.h"

#include "reeve/board/board.h"
#include "reeve/port/inbox.h"
#include "reeve/port/repository.h"

namespace reeve::app {

struct Retain {
  Duration keep{0};    // from the end of a run
  std::string source;  // the tracking file that the board is read from
};

using Runs = std::vector<run::RunState>;

enum class Fate { stays, loses_worktree, goes };
// Of each run; `runs` are all there are, newest first. Without a board no row is known to be done.
std::vector<Fate> fates_of(const Runs& runs, const board::Board* board, const Retain& retain, Instant now);
// Whether a run that stays works in the same directory.
bool shares_worktree(const Runs& runs, const std::vector<Fate>& fates, const run::RunState& run);

class Retention {
 public:
  Retention(port::Files& files, port::Repository& repository, RunFolders& folders, Retain retain)
      : files_(files), repository_(repository), folders_(folders), retain_(std::move(retain)) {}

  // So that a sweep that cannot find anything costs nothing.
  void saw(const run::RunState& run);
  // Removes what is past its time, as much as a few seconds allow. What it did, for people; "" = nothing.
  std::string sweep(const board::Board& board, const port::Inbox& clock);

 private:
  bool has_worktree(const run::RunState& run);
  bool discard(const run::RunState& run);
  std::string remove(const Runs& runs, const std::vector<Fate>& fates, const port::Inbox& clock,
                     Instant until);

  port::Files& files_;
  port::Repository& repository_;
  RunFolders& folders_;
  Retain retain_;
  std::optional<Instant> oldest_end_;
};

}  // namespace reeve::app
