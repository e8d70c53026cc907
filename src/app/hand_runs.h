// The runs by hand of this checkout: who is at one, and what came of them unheard.
#pragma once

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
// it is told once, at its next start: that they ended, and each report that was not accepted. Of runs that a
// session started only that session is told.
//
// <common dir>/reeve/told has a line for all that needs no second look: "RUN" for a run that ended, "RUN N"
// for its Nth report that was not accepted.
class Unheard {
 public:
  Unheard(port::Files& files, const std::string& reeve_dir, std::string host, std::string session);

  // The runs that are not known to have ended, newest folder first; thousands that have may lie there.
  std::vector<run::RunState> load();
  // The order is that in which they ended, those that were not accepted last. Nothing before the first start.
  std::vector<run::RunState> news(const std::vector<run::RunState>& loaded);
  // From now on all of that has been heard.
  Status heard(const std::vector<run::RunState>& loaded);

  // Started by this session, or by nobody's.
  bool is_ours(const run::RunState& run);

 private:
  std::string news_of(const run::RunState& run);

  port::Files& files_;
  RunFolders folders_;
  std::string path_;
  std::string host_;
  std::string session_;
  bool told_before_ = false;
  std::set<std::string, std::less<>> told_;
};

}  // namespace reeve::app
