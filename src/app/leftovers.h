// What runs left on this disk, and what will be removed of it when, for `reeve doctor`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/disk_use.h"
#include "app/project.h"
#include "app/retention.h"

#include "reeve/port/repository.h"

namespace reeve::app {

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

// `board`: as published; null = not known. `others`: further repositories that are fit for work.
Result<Leftovers> look_at_leftovers(Ports& ports, const Project& project,
                                    const std::vector<OtherRepository>& others, const board::Board* board);
// How much, and when it goes, in one line.
std::string describe(const Leftovers& leftovers, Duration keep);

// A worktree that should be gone, and why the next run will leave it all the same.
struct StuckWorktree {
  std::string path;
  std::string task;
  std::string reason;
};
std::vector<StuckWorktree> stuck_worktrees(Ports& ports, const RepositoryOf& repository_of,
                                           const Leftovers& leftovers);

}  // namespace reeve::app
