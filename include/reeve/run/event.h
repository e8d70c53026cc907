// What happens to a run: events come from the rim, each stamped with its instant, the only "now"
// that the core sees. Every action's outcome comes back as one of these.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "reeve/base/ids.h"
#include "reeve/base/result.h"
#include "reeve/base/time.h"
#include "reeve/board/board.h"
#include "reeve/run/control.h"
#include "reeve/run/run_state.h"
#include "reeve/worker/ending.h"

namespace reeve::run {

// A board as published: immutable, shared.
struct Snapshot {
  std::shared_ptr<const board::Board> board;
  std::string revision;  // the tip's oid
};

// A timer is named by what it is for; arming it again replaces it.
struct TimerId {
  enum class Kind { refetch, others, retry_publish, retry_push, time_budget, hold, give_up } kind;
  RunId run;  // only for retry_push
  auto operator<=>(const TimerId&) const = default;
};

namespace event {

// The engine has read its records; nothing has been asked of the world yet.
struct Started {
  std::vector<RunState> records;  // unfinished runs found on disk, any owner
  std::uint64_t seed = 0;         // of the run ids and of jitter
  Instant day_ends;               // the next local midnight; 0 = never
  worker::Usage day_usage;        // of runs that ended today
  Duration day_worked{0};
  worker::Dearest dearest;                    // of single attempts before
  std::set<std::string, std::less<>> paused;  // lanes that were paused before
};
// The source was looked at. `rewound`: the known tip is no ancestor of the new one (force push).
// `accepted` is filled in by the engine, see accepted_changes().
struct Observed {
  Snapshot snapshot;
  bool rewound = false;
  std::vector<RunId> accepted;
};
struct ObserveFailed {
  Error error;  // unreachable, missing, unreadable, repository, …
};
// All staged changes are on the remote (and the local branch followed, if it could).
struct Published {
  Snapshot snapshot;
};
// This change dropped out when the chain was built: its row is not as expected any more.
struct Stale {
  RunId run;
  Error error;
};
// Another was faster: nothing of the chain is published. The source has been fetched again.
struct PublishLost {
  Snapshot snapshot;
  bool rewound = false;
  std::vector<RunId> accepted{};  // as Observed's
};
// unreachable: it may or may not have been accepted; refused: the server's policy, with its words.
struct PublishFailed {
  Error error;
};
struct WorkspaceReady {
  RunId run;
  Workspace workspace;
};
// `blocker`: not the machine but the task is at fault (dependencies' commits conflict, bad branch).
struct WorkspaceFailed {
  RunId run;
  Error error;
  bool blocker = false;
};
// workspace.setup commands and the gates on the base are through.
struct Prepared {
  RunId run;
};
// A set-up command failed, or a required gate fails on the base. No attempt was spent.
struct PrepareFailed {
  RunId run;
  Error error;
};
struct WorkerStarted {
  RunId run;
  ProcessMark process;
};
struct WorkerEnded {
  RunId run;
  std::optional<worker::WorkerResult> result;
  std::string other_task;  // it reported on another task
  std::string trouble;     // "" = exited with 0; else for people: "killed by signal 9", "silent for 20m"
  bool stopped = false;    // ended because we asked
  bool not_found = false;  // its program could not be started
  Duration took{0};
  worker::Ending ending{};  // what its program tells of itself
};
// The session was compacted, or could not be.
struct Compacted {
  RunId run;
  worker::Ending ending;
  bool stopped = false;  // because we asked
};
// What the running attempt has cost so far.
struct WorkerSpent {
  RunId run;
  worker::Usage usage;
  worker::ContextUse context;
};
// The commit checks before the gates.
struct Inspected {
  RunId run;
  std::string tip;
  std::string tree;
  std::string diff_stat;
  bool changed = false;
  std::string violation;  // "" = sound; else what is wrong with the commit or the tree, for people
};
struct InspectFailed {
  RunId run;
  Error error;
};
struct GateEnded {
  RunId run;
  GateResult result;
  std::optional<worker::Ending> ending{};  // of an auditor
  bool answered = true;                    // it gave a verdict
};
// The branch has one commit with the same tree, or is as it was, and why.
struct Squashed {
  RunId run;
  std::string tip;
  std::string why_not;
};
struct BranchPushed {
  RunId run;
};
// The branch moved on the remote meanwhile; ours was rebased onto it in memory and put on the branch.
struct BranchRebased {
  RunId run;
  std::string tip;
};
// unreachable: may be tried again; refused: by policy, with the server's words; conflict: rebase failed.
struct BranchPushFailed {
  RunId run;
  Error error;
};
struct TimerFired {
  TimerId timer;
};
// Answered with action::Answer, now or later.
struct Asked {
  Caller caller = 0;
  Request request;
};
struct Interrupted {
  int signal = 0;  // SIGINT, SIGTERM, SIGHUP
};
// A word for the person in front, from an adapter ("local branch not moved: …").
struct Noted {
  std::string text;
};
// The machine fails us (disk full, record not writable): nothing more can be promised.
struct Broken {
  Error error;
};

}  // namespace event

using EventBody =
    std::variant<event::Started, event::Observed, event::ObserveFailed, event::Published, event::Stale,
                 event::PublishLost, event::PublishFailed, event::WorkspaceReady, event::WorkspaceFailed,
                 event::Prepared, event::PrepareFailed, event::WorkerStarted, event::WorkerEnded,
                 event::WorkerSpent, event::Compacted, event::Inspected, event::InspectFailed,
                 event::GateEnded, event::Squashed, event::BranchPushed, event::BranchRebased,
                 event::BranchPushFailed, event::TimerFired, event::Asked, event::Interrupted, event::Noted,
                 event::Broken>;

struct Event {
  Instant at;
  EventBody body;
};

}  // namespace reeve::run
