// What a session that works off the board is told when it wants to stop, and when its context fills up. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reeve/app/claude_session.h"
#include "reeve/board/board.h"

namespace reeve::app {

// How often a session is held in a row although nothing moved.
inline constexpr int kHoldsMax = 3;
// The context has grown by so much since it was told of.
inline constexpr double kWarningStep = 0.1;

struct StopFacts {
  bool orchestrates = false;     // it has started a task
  bool background_work = false;  // something runs that wakes it
  bool paused = false;           // a person wants nothing new to start
  std::string limit;             // the usage limit that is used up, for people; "" = none
  board::Counts counts;
  std::size_t ready = 0;
  std::vector<std::string> judging;     // its tasks that are being judged
  std::vector<std::string> unreported;  // its tasks that nobody has reported on
  std::vector<std::string> refused;     // reported, and not accepted
  std::string blocked;                  // why the first task that cannot start cannot; "" = there is none
  double context = 0;                   // share of the window
  double threshold = 1;
  bool compacts_itself = false;  // the program does so before the window is full
};

// What is remembered of a session from one stop to the next.
struct HoldProgress {
  std::string seen;  // the state of the board and of its tasks
  int holds = 0;     // since that changed
  std::string said;  // why it may stop, as it was last told

  bool operator==(const HoldProgress&) const = default;
};

// "" and "": it may stop, and nothing needs to be said.
struct StopDecision {
  std::string go_on;    // it may not: what to do next, in at most 240 bytes
  std::string message;  // it may: why, for the person; once, as long as it stays the same
};
StopDecision decide_stop(const StopFacts& facts, HoldProgress& progress);

// Whether to speak of the context now. `told` is the share that was last spoken of, 0 = none since it was
// small; it is brought up to date.
bool is_worth_a_warning(double share, double threshold, double& told);

}  // namespace reeve::app
