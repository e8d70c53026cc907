// The runs by hand of this checkout: who is at one, and what came of them unheard.
#pragma once

#include <string>
#include <vector>

#include "app/environments.h"
#include "app/run_folder.h"

namespace reeve::app {

// Not finished, and started by hand on this host.
bool is_by_hand_here(const run::RunState& run, const std::string& host);

// Whether a judge is at it just now; one that died has left the lock free.
bool is_being_judged(RunFolders& folders, const run::RunState& run);

// The Claude Code session that we run in, under the id that it has now; "" = none.
std::string own_session(port::Files& files, const std::string& reeve_dir, const Environment& environment);

// Whoever starts tasks by hand need not be the one who reports them: a session delegates. What came of them
// it is told once, at its next start: that they ended, and each report that was not accepted. Of runs that a
// session started only that session is told.
class Unheard {
 public:
  Unheard(port::Files& files, const std::string& reeve_dir, std::string host, std::string session)
      : files_(files),
        folders_(files, reeve_dir),
        path_(reeve_dir + "/told"),
        host_(std::move(host)),
        session_(std::move(session)) {}

  // The order is that in which they ended, those that were not accepted last. Nothing before the first start.
  std::vector<run::RunState> news(const std::vector<run::RunState>& runs);
  // From now on all of that has been heard.
  Status heard(const std::vector<run::RunState>& runs);

  // Started by this session, or by nobody's.
  bool is_ours(const run::RunState& run);

 private:
  port::Files& files_;
  RunFolders folders_;
  std::string path_;
  std::string host_;
  std::string session_;
};

}  // namespace reeve::app
