// The board as a session sees it: which of its tasks are its own, and what is left.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/project.h"
#include "app/run_folder.h"
#include "app/session_decisions.h"

#include "reeve/run/run_state.h"

namespace reeve::app {

struct SessionRuns {
  std::vector<run::RunState> open;
  bool any = false;  // also one that has ended
};
// Those that `reeve start` noted the session of, among the newest.
SessionRuns runs_of_session(Ports& ports, const Project& project, const std::string& session);
// All that were started by hand here and have not ended, whoever did.
std::vector<run::RunState> hand_runs(Ports& ports, const Project& project);
// The tasks of `from` are from now on the other session's.
Status hand_over(Ports& ports, const Project& project, const std::string& from, const std::string& to);

Result<std::shared_ptr<const board::Board>> read_own_board(Ports& ports, const Project& project);

// What the board and the session's runs say; the rest is left as it is.
void add_board(StopFacts& facts, Ports& ports, const Project& project, const board::Board& board,
               const SessionRuns& runs);

}  // namespace reeve::app
