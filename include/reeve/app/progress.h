// A picture of the loop while it runs, for whoever shows it to a person.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "reeve/base/ids.h"
#include "reeve/base/time.h"
#include "reeve/board/board.h"
#include "reeve/run/run_state.h"
#include "reeve/run/step.h"

namespace reeve::app {

struct RunningTask {
  RunId run;
  std::string id;
  run::Phase phase = run::Phase::claiming;
  std::string gate;  // the one that runs now; "" = none
  int attempt = 0;   // that counts towards `attempts_max`; 0 before the first
  int attempts_max = 0;
  Instant started;  // seen by this engine for the first time
  Instant since;    // of this phase, attempt and gate
  std::int64_t tokens = 0;
  // The last line of output in this phase, as the process wrote it but for its escape sequences, at most
  // 1 KiB; "" = none yet.
  std::string last_line;
  Instant last_output;  // 0 = none yet
};

struct Progress {
  Instant started_at;
  int lanes = 1;
  std::vector<RunningTask> running;
  run::Totals totals;
  bool board_seen = false;
  board::Counts counts;
  int held = 0;
  int stuck = 0;  // not-started and, as the board stands, never to be started; held ones included
  // Of the tasks that this engine has brought to a verdict, for an estimate.
  int finished_count = 0;
  Duration finished_took{0};
  std::string standing;  // why nothing (more) starts, in a few words; "" = it goes on
};

using ProgressListener = std::function<void(const Progress&, Instant now)>;

}  // namespace reeve::app
