// What runs left on this disk, and what will be removed of it when, for `reeve doctor`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/project.h"
#include "app/retention.h"

#include "reeve/port/repository.h"

namespace reeve::app {

// Bytes in files below a directory; `more`: there are too many files to look at each.
struct Taken {
  std::uint64_t bytes = 0;
  bool more = false;
};
std::string size_text(std::uint64_t bytes);
std::string counted(std::size_t count, const std::string& one, const std::string& many);

struct Leftovers {
  Runs runs;  // newest first
  std::vector<Fate> fates;
  std::vector<UnreadableRun> unreadable;
  Taken by_records;
  std::size_t worktrees = 0;
  Taken by_worktrees;
  std::size_t kept_commits = 0;
};

// `board`: as published; null = not known.
Result<Leftovers> look_at_leftovers(Ports& ports, const Project& project, const board::Board* board);
// How much, and when it goes, in one line.
std::string describe(const Leftovers& leftovers, Duration keep);

// A worktree that should be gone, and why the next run will leave it all the same.
struct StuckWorktree {
  std::string path;
  std::string task;
  std::string reason;
};
std::vector<StuckWorktree> stuck_worktrees(Ports& ports, port::Repository& repository,
                                           const Leftovers& leftovers);

}  // namespace reeve::app
