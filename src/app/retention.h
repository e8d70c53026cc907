// What finished runs leave behind goes when `keep.runs` has passed since their end, and of runs that are done
// also when there is no room for it beside the newest ones: the worktree, the refs under
// refs/reeve/kept/<run>/, the branch that reeve named for the task if it is on the remote, the folder; in
// that order, so that what a kill cuts off is taken up at the next start.
//
// It stays: what is not finished, or whose row is still in progress; the record (not the worktree) of the
// newest run of a task whose row is not done, since it tells why; a worktree with work that is nowhere else,
// with all of its run; whatever a run that stays uses too; what lies in a repository that is not to be used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/run_folder.h"

#include "reeve/board/board.h"
#include "reeve/port/inbox.h"
#include "reeve/port/repository.h"

namespace reeve::app {

inline constexpr std::size_t kRunsRoom = 1000;           // finished runs
inline constexpr std::uint64_t kBytesRoom = 4ull << 30;  // in the folders of finished runs

struct Retain {
  Duration keep{0};    // from the end of a run
  std::string source;  // the tracking file that the board is read from
  // So many finished runs have room, newest first. Behind them only failures keep their time: their commits
  // are nowhere else.
  std::size_t room = kRunsRoom;
};

using Runs = std::vector<run::RunState>;

// How many of the finished runs have room; `runs` are newest first.
std::size_t room_of(port::Files& files, const RunFolders& folders, const Runs& runs);

enum class Fate { stays, loses_worktree, goes };
// Of each run; `runs` are all there are, newest first. Without a board no row is known to be done.
std::vector<Fate> fates_of(const Runs& runs, const board::Board* board, const Retain& retain, Instant now);
// Whether a run that stays works in the same directory.
bool shares_worktree(const Runs& runs, const std::vector<Fate>& fates, const run::RunState& run);

// Where a run works; null = that repository is not to be used.
using RepositoryOf = std::function<port::Repository*(const run::RunState&)>;

class Retention {
 public:
  Retention(port::Files& files, RepositoryOf repository_of, RunFolders& folders, Retain retain)
      : files_(files),
        repository_of_(std::move(repository_of)),
        folders_(folders),
        retain_(std::move(retain)) {}

  // So that a sweep that cannot find anything costs nothing.
  void saw(const run::RunState& run);
  // Whether so many runs ended since the last sweep that another is due while the loop goes on.
  bool is_due() const;
  // Removes what is past its time or has no room, as much as a few seconds allow. What it did, for people;
  // "" = nothing.
  std::string sweep(const board::Board& board, const port::Inbox& clock);

 private:
  bool may_find(Instant now) const;
  bool has_worktree(const run::RunState& run);
  bool discard(const run::RunState& run);
  // Their kept refs and branches. A run of which that fails stays.
  Status forget(const Runs& runs, std::vector<Fate>& fates);
  std::string remove(const Runs& runs, std::vector<Fate>& fates, const port::Inbox& clock, Instant until);

  port::Files& files_;
  RepositoryOf repository_of_;
  RunFolders& folders_;
  Retain retain_;
  std::optional<Instant> oldest_end_;
  std::size_t finished_ = 0;
  std::uint64_t bytes_ = 0;
  std::size_t ended_since_ = 0;
};

}  // namespace reeve::app
