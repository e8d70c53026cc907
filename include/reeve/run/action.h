// What the state machine wants done. The engine performs actions in order; their outcomes come back
// as events (reeve/run/event.h).
#pragma once

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "reeve/run/change.h"
#include "reeve/run/control.h"
#include "reeve/run/event.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"

namespace reeve::run {

// Why the loop ends. Closed list; the exit codes are in src/app/exit_code.cpp.
enum class StopReason {
  all_done,         // nothing is left, nothing failed
  some_failed,      // nothing is left, some failed
  deadlock,         // not-started tasks remain, no chain ends in a running row
  waits,            // what remains waits for another hand
  limited,          // what remains waits for the account of the workers, longer than it may
  budget,           // a budget ended
  failures_in_row,  // limits.failures_in_row
  conflict,         // a row changed hands, or the race was lost too often
  refused,          // the remote refuses by policy
  unreachable,      // the remote does not answer
  broken,           // disk, repository
  unreadable,       // the tracking file cannot be read
  missing,          // the tracking file is gone
  config,           // worker not found, gates fail on the base
  interrupted,      // a signal
};
std::string_view name_of(StopReason reason);

struct Stop {
  StopReason reason = StopReason::all_done;
  std::string message;  // what happened, for people
  std::string hint;     // what to do next
  int signal = 0;       // for interrupted
};

// A line for the person in front (or a JSON line).
struct Notice {
  enum class Kind {
    note,
    recovered,
    claimed,
    preparing,
    attempt,
    worker_ended,
    gate,
    not_accepted,
    pushed,
    done,
    failed,
    blocked,
    released,
    lost,
  } kind = Kind::note;
  RunId run;
  std::string task;
  std::string text;
};
std::string_view name_of(Notice::Kind kind);

namespace action {

struct Record {
  RunId run;
};  // write the run's record, now
struct Observe {};
struct Publish {
  std::vector<Change> changes;
};  // stage, record receipts, publish
struct Prepare {
  RunId run;
};  // branch, base, worktree
struct SetUp {
  RunId run;
};  // set-up commands, then the gates on the base
struct Work {
  RunId run;
};  // the current attempt
struct Compact {
  RunId run;
};  // its session, with its summary as the instruction
struct EndWorker {
  RunId run;
};  // or the set-up command or gate that runs for it
struct EndLeftOver {
  RunId run;
};  // of an engine that died
struct Inspect {
  RunId run;
};
struct RunGate {
  RunId run;
  Gate gate;
};
struct Push {
  RunId run;
};
struct Keep {
  RunId run;
};  // its commits, under refs/reeve/kept/
struct Close {
  RunId run;
};  // ended: last record, worktree according to workspace.keep
struct Arm {
  TimerId timer;
  Instant at;
};
struct Disarm {
  TimerId timer;
};
struct RecordPaused {
  std::set<std::string, std::less<>> lanes;
};  // for the next start
struct Answer {
  Caller caller = 0;
  Reply reply;
};
struct Tell {
  Notice notice;
};
struct Finish {
  Stop stop;
};

}  // namespace action

using Action =
    std::variant<action::Record, action::Observe, action::Publish, action::Prepare, action::SetUp,
                 action::Compact, action::Work, action::EndWorker, action::EndLeftOver, action::Inspect,
                 action::RunGate, action::Push, action::Keep, action::Close, action::Arm, action::Disarm,
                 action::RecordPaused, action::Answer, action::Tell, action::Finish>;

}  // namespace reeve::run
