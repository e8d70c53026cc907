// Takes pictures of the loop for a listener: when something in them changed and when a second has passed, at
// most ten a second. Without a listener it does nothing and wakes nobody.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reeve/app/progress.h"
#include "reeve/port/inbox.h"

namespace reeve::app {

class ProgressTeller {
 public:
  // `inbox` and `state` outlive it; it outlives every wait() of the inbox that it was used with.
  ProgressTeller(port::Inbox& inbox, const run::LoopState& state, ProgressListener listener)
      : inbox_(inbox), state_(state), listener_(std::move(listener)) {}

  void stepped();  // the state may have changed
  void gate_started(const RunId& run, std::string name);
  void output(const RunId& run, std::string_view text);  // of whatever runs for it now

 private:
  struct Watched {
    run::Phase phase = run::Phase::claiming;
    int attempt = 0;
    Instant first_seen;
    Instant since;
    std::string gate;
    std::string output;  // the end of it
    Instant last_output;
  };
  void watch(const run::RunState& run, Instant now);
  void changed(Instant now);
  void arm(Instant at);
  void take();
  Progress picture();
  void look_at_board(Progress& progress);

  port::Inbox& inbox_;
  const run::LoopState& state_;
  ProgressListener listener_;
  std::map<RunId, Watched> watched_;
  int finished_count_ = 0;
  Duration finished_took_{0};
  std::optional<Instant> armed_;
  Instant last_taken_;
  std::string board_revision_;  // of what is known about the board
  int held_ = 0;
  int stuck_ = 0;
};

// The last line in `output` that is not blank, as a terminal would have ended up showing it.
std::string last_line_of(std::string_view output);

}  // namespace reeve::app
