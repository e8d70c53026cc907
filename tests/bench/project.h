// Projects for the loop to work off: a bare remote and a clone of it, in the bench's folder.
#pragma once

#include <string>

#include "measure.h"

namespace reeve::bench {

struct Project {
  std::string name;
  int rows = 1;
  std::string worker;         // a shell script
  std::string more = "";      // further keys of reeve.json, each behind a comma
  int remote_answers_ms = 0;  // how long the remote, reached as by ssh, waits before each answer
  std::string adapter = "command";
  int done = 0;  // the first so many tasks are done; their branches are on the remote
};

// The folder of the clone.
std::string make_project(const Options& options, const Project& project);

// What one task takes, claim, worktree, worker, branch and verdict, by reeve and by a plain shell script that
// does the same with git, without any care. By turns, so many tasks at a time, so many times.
Pairs tasks_beside_script(const Options& options, int tasks, int times, int done = 0);

}  // namespace reeve::bench
