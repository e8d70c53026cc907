// The runs by hand of this checkout: who is at one, and which of them ended unheard.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/run_folder.h"

namespace reeve::app {

// Not finished, and started by hand on this host.
bool is_by_hand_here(const run::RunState& run, const std::string& host);

// Whether a judge is at it just now; one that died has left the lock free.
bool is_being_judged(RunFolders& folders, const run::RunState& run);

// Whoever starts tasks by hand need not be the one who reports them: a session delegates. What came of them
// it is told once, at its next start.
class Unheard {
 public:
  Unheard(port::Files& files, const std::string& reeve_dir) : files_(files), path_(reeve_dir + "/told") {}

  // Of `runs`, those by hand here that ended since the last start, in the order in which they did. None
  // before the first start.
  std::vector<run::RunState> ended(const std::vector<run::RunState>& runs, const std::string& host);
  // From now on all of these have been heard of.
  Status heard(const std::vector<run::RunState>& runs, const std::string& host);

 private:
  port::Files& files_;
  std::string path_;
};

}  // namespace reeve::app
