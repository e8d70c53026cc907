// One run: one task worked on by one orchestrator, from claim to verdict. The record of it
// (runs/<run id>/run.json, codec in src/app/run_record.cpp) is all that a restart needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reeve/base/ids.h"
#include "reeve/base/time.h"
#include "reeve/board/edit.h"
#include "reeve/worker/result.h"
#include "reeve/worker/usage.h"

namespace reeve::run {

// In the order of the story; a phase is recorded before it is entered.
enum class Phase { claiming, preparing, working, judging, pushing, closing, waiting, finished };
std::string_view name_of(Phase phase);
std::optional<Phase> phase_named(std::string_view name);

// Who works on it: the loop, or a hand that claimed it with `reeve start`.
enum class OwnerKind { engine, hand };

// How a run ends. released: put back to not-started; lost: the row changed hands; dropped: never claimed.
enum class Outcome { done, failed, blocked, released, lost, dropped };
std::string_view name_of(Outcome outcome);
std::optional<Outcome> outcome_named(std::string_view name);

// A process, told apart from a later one with the same number by its start time
// (/proc/<pid>/stat field 22, clock ticks since boot) and the boot id.
struct ProcessMark {
  std::int64_t pid = 0;
  std::uint64_t start_ticks = 0;
  std::string boot_id;
};

// Where the work happens.
struct Workspace {
  std::string path;      // absolute, the worktree
  std::string branch;    // short name
  std::string base;      // oid that the work must descend from
  std::string base_ref;  // for people: where the base came from ("main", "A-1's commit", …)
  bool set_up = false;   // workspace.setup has run in this worktree
  // Below `path`, where the worker and the gates start; "" = `path` itself.
  std::string directory;
  // Paths that gates left behind in the worktree: not the worker's, so no fault of its next commit.
  std::vector<std::string> gate_paths;

  std::string working_directory() const { return directory.empty() ? path : path + "/" + directory; }
};

struct GateResult {
  std::string name;
  bool passed = false;
  int exit_code = 0;  // 128+n for a signal
  bool timed_out = false;
  Duration took{0};
  std::string tail;  // the end of its output, at most 8 KiB
  std::string log;   // file name in the run folder
};

// The finding about one commit.
struct Verdict {
  bool passed = false;
  std::string tip;  // the commit judged
  std::string tree;
  std::string diff_stat;  // one line: "3 files changed, 10 insertions(+), 2 deletions(-)"
  std::vector<GateResult> gates;
  std::string reason;  // why not passed, for people and for the next attempt
};

// What one attempt took.
struct AttemptCost {
  int attempt = 0;
  worker::Usage usage;
  worker::ContextUse context;
  Duration took{0};
};

struct RunState {
  RunId id;
  TaskRef task;
  OwnerKind owner = OwnerKind::engine;
  std::string host;
  std::string checkout;  // absolute path of the main checkout
  std::string lane;      // name of the lane it is worked in; "" = none is free for it
  std::string agent;     // the cell text that marks the row as this run's
  Phase phase = Phase::claiming;
  std::string receipt;  // of the last staged edit of this run (a commit's oid)
  // Of the same edit, of pushes that may have got no answer: they may arrive yet. At most 16, the newest
  // last.
  std::vector<std::string> earlier_receipts;
  std::string description;  // of the row when it was claimed, like the cells below; at most 16 KiB
  std::string branch_cell;
  std::string repo_cell;
  // Where the work is done: the checkout (absolute path) of another repository; "" = the board's own.
  std::string repository;
  std::string issue_cell;  // at most 16 KiB
  std::vector<std::string> depends_on;
  Workspace workspace;
  int attempt = 0;          // number of the current attempt, from 1
  int failed_attempts = 0;  // judged and not accepted; interrupted ones do not count
  int push_attempts = 0;
  int refusals = 0;           // by an auditor
  int audits_unanswered = 0;  // in a row
  std::optional<ProcessMark> process;
  std::string session;         // of the worker's program, if it has sessions: chosen before it starts
  bool session_begun = false;  // the next attempt goes on in it
  std::optional<worker::WorkerResult> result;
  std::string worker_end;  // how the last attempt's process ended, for people; "" = well
  Verdict verdict;
  std::size_t gates_planned = 0;
  std::string evidence;     // for the next attempt
  bool judge_next = false;  // waiting: to be judged, not for an attempt
  Instant until;            // waiting: not before; 0 = not waiting
  std::string over_budget;  // why the running attempt is being ended; "" = it is not
  std::optional<Outcome> outcome;
  std::string notes;               // for the row's notes, or the commit's body
  worker::Usage usage;             // of the attempts that ended; its used() is the row's `used`
  std::string summary;             // that a new session begins from; "" = none is needed
  std::vector<AttemptCost> costs;  // of the attempts that ended, the newest last, at most 100
  Instant spending_recorded_at;    // by this engine
  worker::Usage spending;          // of the one that runs
  worker::ContextUse context;      // after its last request
  Instant started_at;
  Instant ended_at;
  Duration worked{0};  // in workers, all attempts
};

}  // namespace reeve::run
