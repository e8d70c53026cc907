// The state machine of the loop: step(state, event) changes the state and says what to do.
//
// Pure: no clock (the event carries its instant), no randomness (seeded by Started), no I/O. It holds many
// runs at once. Section 3 of the design is its specification; src/run/phases.cpp has one function per phase.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reeve/run/action.h"
#include "reeve/run/event.h"
#include "reeve/run/order.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"
#include "reeve/run/schedule.h"

namespace reeve::run {

// What the tasks of one phase of the board and one repository took that this engine brought to an end.
struct Tally {
  std::uint32_t phase = 0;  // of the board, from 0
  std::string repo;         // the cell
  int tasks = 0;
  int done = 0;
  int failed = 0;  // blocked ones included
  int attempts = 0;
  worker::Usage usage;
  Duration worked{0};
  std::int64_t estimate = 0;           // tokens, of rows that have one
  std::int64_t used_of_estimated = 0;  // what those took
};

// Totals of this engine's life, for the summary and the budgets.
struct Totals {
  int done = 0;
  int failed = 0;  // blocked ones included
  int blocked = 0;
  int released = 0;
  int attempts = 0;
  worker::Usage usage;
  Duration worked{0};
  std::vector<Tally> tallies;  // at most 100, in the order of their first task
};

// Until then nothing is started: the account of the workers, or the service behind them, holds it up.
struct Hold {
  Instant until;
  std::string why;  // for people
};

// The session in which a lane's last task was worked on, for worker.session "continue".
struct LaneSession {
  std::string id;
  std::string repository;  // as RunState's
  worker::ContextUse context;
  std::vector<std::string> tasks;  // done in it, a line each, the last 50
  std::string gates;               // how those of the last one went
};

struct LoopState {
  // Set once, before the first event.
  Policy policy;
  std::string host;
  std::string checkout;
  std::string source;          // the tracking file, for TaskRef
  std::optional<Order> order;  // a hand's; none: the loop

  Snapshot snapshot;              // empty until the first observation
  std::vector<RunState> runs;     // unfinished runs of this engine
  std::vector<Change> waiting;    // edits for the next publish
  std::vector<Change> in_flight;  // edits of the publish under way
  bool publishing = false;        // a publish is under way; its edits may all have dropped out
  bool uncertain = false;         // the last publish may or may not have been accepted
  std::set<RunId> undecided;      // claims of which a push that got no answer may still arrive
  bool backing_off = false;       // a pause among contenders
  bool observing = false;         // a look at the source is under way
  bool recovering = false;        // records were read, the first observation is awaited

  std::optional<Stop> stop;  // nothing more is claimed
  bool ending = false;       // workers are being ended
  bool finished = false;

  std::uint64_t random = 0;
  std::optional<Instant> started_at;
  std::optional<Instant> waiting_since;  // for others
  std::string waiting_on_revision;
  int observe_failures = 0;
  int publish_failures = 0;
  int races_lost = 0;     // in a row
  Instant racing_since;   // the first of them
  int crowd = 0;          // how many seem to contend: one more for each race lost, one less for each won
  bool outraced = false;  // lost too often, for too long: nothing more is published
  int failures_in_row = 0;
  int claimed = 0;
  // Of this day, before this engine; less what this engine had used when the day began.
  worker::Usage day_usage;
  Duration day_worked{0};
  Instant day_ends;
  worker::Dearest dearest;
  std::map<std::string, LaneSession> lane_sessions;
  std::optional<Hold> hold;
  Duration held{0};                                // by usage limits, in all
  int overloads = 0;                               // in a row
  std::map<std::string, Error, std::less<>> away;  // further repositories whose remote does not answer
  TaskIds once_ids;                                // --once: what was ready at the start
  bool once_taken = false;
  std::set<std::string, std::less<>> paused;        // names of lanes, or kAllLanes
  TaskIds cancelled;                                // not started again by this loop
  std::map<RunId, std::vector<Caller>> cancelling;  // who waits for the row to be back
  Totals totals;
};

std::vector<Action> step(LoopState& state, const Event& event);

// What an attempt may cost at most, in US dollars, as all budgets stand; nothing: no bound.
std::optional<double> usd_left(const LoopState& state);

// The unfinished run of that id, or nullptr.
RunState* find_run(LoopState& state, const RunId& id);

// Notes the receipt of the run's edit, which was just staged, anew perhaps.
void take_receipt(RunState& run, const std::string& receipt);
// The runs (and the order's own change) of whose edit the source has some receipt.
std::vector<RunId> accepted_changes(const LoopState& state,
                                    const std::function<bool(const std::string& receipt)>& is_accepted);

}  // namespace reeve::run
