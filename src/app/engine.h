// The engine: waits for the next event, lets step() decide, performs the actions through the ports.
// One thread, no decisions of its own; every action's outcome comes back as an event.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/assignment.h"
#include "app/claude_worker.h"
#include "app/gate_runner.h"
#include "app/notifier.h"
#include "app/paused_lanes.h"
#include "app/progress_teller.h"
#include "app/repositories.h"
#include "app/retention.h"
#include "app/run_folder.h"
#include "app/sightings.h"

#include "reeve/app/config.h"
#include "reeve/port/control.h"
#include "reeve/port/files.h"
#include "reeve/port/inbox.h"
#include "reeve/port/processes.h"
#include "reeve/port/repository.h"
#include "reeve/port/source.h"
#include "reeve/run/step.h"

namespace reeve::app {

struct EngineOptions {
  run::Policy policy;
  std::string reeve_dir;  // <common dir>/reeve
  std::string checkout;   // main checkout
  std::string host;
  std::string source;  // the tracking file, relative to the checkout
  std::vector<std::string> worker_command;
  Duration worker_timeout{0};
  Duration worker_silence{0};
  AssignmentText assignment;
  Environment setup_environment;             // of set-up, and of `on`
  Environment environment;                   // of workers and gates
  std::optional<ClaudeSetup> claude;         // adapter claude; else the command
  std::optional<ClaudeSetup> auditor;        // what auditors have in common; if there is one
  std::optional<SandboxRules> gate_sandbox;  // nothing: gates run free
  std::string warning;                       // told at the start; "" = none
  std::vector<std::vector<std::string>> setup;
  std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> further_setup;  // by `repo` cell
  Directories directories;
  KeepWorktree keep_worktree = KeepWorktree::failed;
  Duration keep_runs{0};
  HookConfig on;
  Instant day_start;  // local midnight, for the day budget
  std::uint64_t seed = 0;
  std::optional<run::Order> order;  // a hand's
  RunId locked_run;                 // of the order: its lock is the caller's
  std::string about;                // this process, for who finds its locks
};

struct EnginePorts {
  port::Inbox& inbox;
  port::Processes& processes;
  port::Files& files;
  port::Source& source;
  port::Repository& repository;                                  // with the table
  std::map<std::string, port::Repository*, std::less<>> others;  // by `repo` cell
  port::Control& control;
};

using Listener = std::function<void(const run::Notice&, Instant at)>;

class MissingRepository;
class Preparation;

class Engine {
 public:
  Engine(EnginePorts ports, EngineOptions options, Listener listener, ProgressListener on_progress = {});
  ~Engine();

  // Runs the loop to its end. The engine lock is the caller's.
  run::Stop run();
  // What remains after that: of a loop, `stopped_event` ("" = none) is told and what is past its time
  // removed; waits until every command of `on` has ended (bounded).
  void conclude(std::string stopped_event);
  const run::Totals& totals() const { return state_.totals; }
  const run::LoopState& state() const { return state_; }

 private:
  void start();
  Status listen();
  void complete(run::Event& event);  // adds what only the engine can ask
  void complete(run::event::Observed& observed);
  std::vector<RunId> accepted_changes() const;
  void find_start(run::Event& event, run::event::WorkspaceReady ready);
  void complete(run::event::WorkerEnded& ended);
  std::optional<Error> full_disk_of(const RunId& run);
  port::Repository& repository_of(const run::RunState& run);
  port::Repository* usable_repository_of(const run::RunState& run) const;
  void perform(const run::Action& action);
  void perform(const run::action::Record& action);
  void perform(const run::action::Observe& action);
  void perform(const run::action::Publish& action);
  void perform(const run::action::Prepare& action);
  void perform(const run::action::SetUp& action);
  void perform(const run::action::Compact& action);
  void perform(const run::action::Work& action);
  void perform(const run::action::EndWorker& action);
  void perform(const run::action::EndLeftOver& action);
  void perform(const run::action::Inspect& action);
  void perform(const run::action::RunGate& action);
  void perform(const run::action::Squash& action);
  void perform(const run::action::Push& action);
  void perform(const run::action::Keep& action);
  void perform(const run::action::Close& action);
  void perform(const run::action::Arm& action);
  void perform(const run::action::Disarm& action);
  void perform(const run::action::RecordPaused& action);
  void perform(const run::action::Answer& action);
  void perform(const run::action::Tell& action);
  void perform(const run::action::Finish& action);

  Environment environment_of(Environment environment, const run::RunState& run) const;
  std::optional<GateSandbox> sandbox_of(const run::RunState& run) const;
  WorkerPorts worker_ports();
  // `claude`: none for the command. `folder`: for its files.
  Result<WorkerOptions> worker_options(const run::RunState& run, const std::optional<ClaudeSetup>& claude,
                                       const std::string& folder);
  void audit(const run::RunState& run, const run::Gate& gate);
  void audited(const RunId& id, const run::Gate& gate, run::event::WorkerEnded ended);
  void worker_ended(run::event::WorkerEnded ended, int attempt);
  void end_strays(const RunId& run);
  void discard_worktree(const run::RunState& run);
  bool is_home_of_session(const run::RunState& run) const;
  void leave_homes();
  Status record(const run::RunState& run);
  Status lock_run(const run::RunState& run);
  void tell_end(const run::RunState& run);
  void remove_expired(const board::Board& board);
  void note(const std::string& text);
  void broken(Error error);

  EnginePorts ports_;
  EngineOptions options_;
  Listener listener_;
  RunFolders folders_;
  PausedLanes paused_;
  Sightings sightings_;
  RunId own_lock_of_;  // a run by hand that began here
  std::unique_ptr<port::Lock> own_lock_;
  run::LoopState state_;
  ProgressTeller progress_;
  Notifier notifier_;
  Retention retention_;
  bool board_seen_ = false;
  std::map<RunId, std::unique_ptr<WorkerJob>> working_;
  std::map<RunId, std::shared_ptr<Preparation>> preparing_;
  std::map<std::string, std::unique_ptr<MissingRepository>> missing_;  // by path
  std::set<std::string> cells_noted_;                                  // that stand for nothing
  std::map<RunId, run::ProcessMark> gates_;
  std::vector<run::RunState> homes_;  // ended runs whose worktree a session still needs
  std::optional<run::Stop> stop_;
};

}  // namespace reeve::app
