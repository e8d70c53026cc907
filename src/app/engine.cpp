#include "app/engine.h"

#include <algorithm>
#include <utility>

#include "app/control_codec.h"
#include "app/events.h"
#include "app/missing_repository.h"
#include "app/preparation.h"
#include "app/worker_job.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

namespace action = run::action;
namespace event = run::event;

const std::string kRunVariable = "REEVE_RUN=";
constexpr std::size_t kRoomMin = 1 << 20;  // a disk with less is full

std::vector<run::Gate> baseline_gates(const run::Policy& policy, const run::RunState& run) {
  std::vector<run::Gate> gates;
  for (const run::Gate& gate : policy.gates_of(run.repo_cell))
    if (gate.baseline_required && gate.when == run::GateWhen::task && !gate.auditor) gates.push_back(gate);
  return gates;
}

}  // namespace

Engine::Engine(EnginePorts ports, EngineOptions options, Listener listener, ProgressListener on_progress)
    : ports_(ports),
      options_(std::move(options)),
      listener_(std::move(listener)),
      folders_(ports.files, options_.reeve_dir),
      paused_(ports.files, options_.reeve_dir),
      sightings_(ports.files, options_.reeve_dir),
      progress_(ports.inbox, state_, std::move(on_progress)),
      notifier_(ports.processes, ports.inbox, {options_.on, options_.checkout, options_.setup_environment},
                [this](const std::string& text) { note(text); }),
      retention_(ports.files, [this](const run::RunState& run) { return usable_repository_of(run); },
                 folders_, {options_.keep_runs, options_.source}) {
  state_.policy = options_.policy;
  state_.host = options_.host;
  state_.checkout = options_.checkout;
  state_.source = options_.source;
  state_.order = options_.order;
}

Engine::~Engine() {
  ports_.control.stop_listening();
}

run::Stop Engine::run() {
  start();
  while (!stop_) {
    run::Event event = ports_.inbox.wait();
    complete(event);
    for (const run::Action& action : run::step(state_, event)) perform(action);
    leave_homes();
    progress_.stepped();
  }
  return *stop_;
}

void Engine::conclude(std::string stopped_event) {
  ports_.control.stop_listening();  // nobody answers any more
  for (const run::RunState& home : std::exchange(homes_, {})) discard_worktree(home);
  bool hurried = stop_->reason == run::StopReason::interrupted;
  if (!hurried && state_.snapshot.board) remove_expired(*state_.snapshot.board);
  notifier_.finish(std::move(stopped_event), hurried ? Notifier::Hurry::yes : Notifier::Hurry::no);
}

void Engine::start() {
  std::vector<UnreadableRun> unreadable;
  auto records = folders_.load_all(&unreadable);
  event::Started started;
  started.seed = options_.seed;
  started.day_ends = options_.day_start + std::chrono::hours(24);
  if (!records) return ports_.inbox.post(event::Broken{records.error()});
  if (auto listens = options_.order ? Status(Done{}) : listen(); !listens)
    note("`reeve pause`, `resume` and `cancel` cannot reach this run: " + listens.error().message);
  // Read after listening: whoever then finds nobody there has left the wish before.
  auto paused = options_.order ? PausedLanes::Names() : paused_.read();
  if (!paused) return ports_.inbox.post(event::Broken{paused.error()});
  started.paused = *std::move(paused);
  for (const UnreadableRun& one : unreadable) note(one.text);
  if (!options_.warning.empty()) note(options_.warning);
  for (run::RunState& record : *records) {
    for (const run::AttemptCost& cost : record.costs) started.dearest.see(cost.usage);
    bool of_today = record.phase == run::Phase::finished ? record.ended_at >= options_.day_start
                                                         : record.started_at >= options_.day_start;
    if (of_today) {
      started.day_usage += record.usage;
      started.day_worked += record.worked;
    }
    if (record.phase == run::Phase::working) record.result = folders_.load_result(record.id, record.attempt);
    retention_.saw(record);
    if (record.phase != run::Phase::finished) started.records.push_back(std::move(record));
  }
  fault_point("records-loaded");
  ports_.inbox.post(std::move(started));
}

Status Engine::listen() {
  return ports_.control.listen(
      options_.reeve_dir + "/control", [this](run::Caller caller, const std::string& line) {
        auto request = decode_request(line);
        if (!request) return ports_.control.answer(caller, encode_reply({request.error(), "", {}}));
        ports_.inbox.post(event::Asked{caller, *std::move(request)});
      });
}

void Engine::complete(run::Event& event) {
  if (auto* observed = std::get_if<event::Observed>(&event.body)) return complete(*observed);
  if (auto* lost = std::get_if<event::PublishLost>(&event.body)) lost->accepted = accepted_changes();
  if (auto* ready = std::get_if<event::WorkspaceReady>(&event.body)) return find_start(event, *ready);
  if (auto* ended = std::get_if<event::WorkerEnded>(&event.body)) return complete(*ended);
  auto* gate = std::get_if<event::GateEnded>(&event.body);
  if (!gate || gate->result.passed) return;
  if (auto full = full_disk_of(gate->run)) event.body = event::Broken{*std::move(full)};
}

// On a full disk one task fails after the other, by no fault of theirs. The attempt counts as ended by us.
void Engine::complete(event::WorkerEnded& ended) {
  using worker::EndKind;
  bool by_itself = ended.ending.kind == EndKind::worked || ended.ending.kind == EndKind::trouble;
  bool well = ended.trouble.empty() && ended.result && ended.result->status == worker::ResultStatus::success;
  if (ended.stopped || ended.not_found || well || !by_itself) return;
  auto full = full_disk_of(ended.run);
  if (!full) return;
  ended.stopped = true;
  broken(*std::move(full));
}

// Beside the worktree, where a file that a crash leaves behind is in nobody's way. Free space alone would not
// tell of quotas and of file systems without room for one more file.
std::optional<Error> Engine::full_disk_of(const RunId& id) {
  const run::RunState* run = run::find_run(state_, id);
  if (!run || run->workspace.path.empty()) return std::nullopt;
  const std::string probe = run->workspace.path.substr(0, run->workspace.path.rfind('/')) + "/.reeve-room";
  auto written = ports_.files.write(probe, std::string(kRoomMin, '\0'));
  (void)ports_.files.remove(probe);
  if (written || written.error().hint != kNoRoomHint) return std::nullopt;
  return Error(written.error()).within("the work on " + run->task.id + " failed on a full disk");
}

void Engine::complete(event::Observed& observed) {
  if (!std::exchange(board_seen_, true)) remove_expired(*observed.snapshot.board);
  sightings_.look(*observed.snapshot.board, ports_.inbox.now());
  observed.accepted = accepted_changes();
}

std::vector<RunId> Engine::accepted_changes() const {
  return run::accepted_changes(
      state_, [this](const std::string& receipt) { return ports_.source.accepted(receipt); });
}

// The worktree is there: now it shows whether the directory that the row names is.
void Engine::find_start(run::Event& event, event::WorkspaceReady ready) {
  run::RunState* run = run::find_run(state_, ready.run);
  if (!run || !run->repository.empty() || run->repo_cell.empty()) return;
  auto directory = find_directory(ports_.files, options_.directories, run->repo_cell, ready.workspace.path);
  auto configured = options_.directories.configured.find(run->repo_cell);
  if (!directory && configured != options_.directories.configured.end()) {
    run->workspace = ready.workspace;
    event.body = event::WorkspaceFailed{
        run->id,
        {ErrorKind::config,
         "there is no directory '" + configured->second + "' on " + run->workspace.base_ref +
             ", where the work on " + run->task.id + " is to start",
         "make it and publish that, or leave the `repo` cell of the task that makes it empty"},
        true};
    return;
  }
  if (!directory && cells_noted_.insert(run->repo_cell).second)
    note("'" + one_line(run->repo_cell) + "' in the repo cell of " + run->task.id +
         " is neither in \"repos\" of reeve.json nor a directory here: such work starts at the top");
  ready.workspace.directory = directory.value_or("");
  event.body = std::move(ready);
}

port::Repository* Engine::usable_repository_of(const run::RunState& run) const {
  if (run.repository.empty()) return &ports_.repository;
  // Several cells may stand for one repository, with different bases; the run's own may have been renamed.
  port::Repository* found = nullptr;
  for (const auto& [cell, repository] : ports_.others) {
    bool is_it = run::repository_of(options_.policy.repositories, cell) == run.repository;
    if (is_it && (!found || cell == run.repo_cell)) found = repository;
  }
  return found;
}

port::Repository& Engine::repository_of(const run::RunState& run) {
  if (port::Repository* found = usable_repository_of(run)) return *found;
  auto& missing = missing_[run.repository];
  if (!missing) missing = std::make_unique<MissingRepository>(ports_.inbox, run.repository);
  return *missing;
}

void Engine::remove_expired(const board::Board& board) {
  if (options_.order) return;
  std::string told = retention_.sweep(board, ports_.inbox);
  if (!told.empty()) note(told);
}

void Engine::perform(const run::Action& action) {
  std::visit([this](const auto& one) { perform(one); }, action);
}

void Engine::perform(const action::Record& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  if (auto written = record(*run); !written) broken(written.error());
}

Status Engine::record(const run::RunState& run) {
  REEVE_CHECK(lock_run(run));
  fault_point(("record-" + std::string(run::name_of(run.phase))).c_str());
  auto written = folders_.record(run);
  if (!written) return Error(written.error()).within("writing the record of run " + run.id.text());
  fault_point(("recorded-" + std::string(run::name_of(run.phase))).c_str());
  return Done{};
}

// By it another process here knows that a run by hand is being worked on at this moment.
Status Engine::lock_run(const run::RunState& run) {
  bool needed = run.owner == run::OwnerKind::hand && run.id != options_.locked_run && run.id != own_lock_of_;
  if (!needed) return Done{};
  REEVE_TRY(own_lock_, folders_.lock(run.id, options_.about));
  own_lock_of_ = run.id;
  return Done{};
}

void Engine::perform(const action::Observe&) {
  ports_.source.observe();
}

void Engine::perform(const action::Publish& action) {
  auto staged = ports_.source.stage(action.changes);
  if (!staged) return ports_.inbox.post(event::PublishFailed{staged.error()});
  fault_point("publish-staged");
  std::size_t kept = 0;
  for (const port::Staged& one : *staged) {
    run::RunState* run = run::find_run(state_, one.run);
    bool ordered = state_.order && state_.order->change == one.run;
    if (one.stale || (!run && !ordered)) {
      ports_.inbox.post(event::Stale{one.run, one.stale.value_or(Error{})});
      continue;
    }
    ++kept;
    if (ordered) state_.order->receipt = one.receipt;
    if (!run) continue;
    run::take_receipt(*run, one.receipt);
    // What is not on record must not become visible: no restart could tell whose it is.
    if (auto written = record(*run); !written)
      return ports_.inbox.post(event::PublishFailed{written.error()});
  }
  if (kept == 0) return ports_.inbox.post(event::Published{state_.snapshot});
  ports_.source.publish();
}

void Engine::perform(const action::Prepare& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  auto dependencies = run::base_dependencies(*state_.snapshot.board, *run, options_.policy.repositories);
  repository_of(*run).prepare(
      {run->id, run->task.id, run->branch_cell, std::move(dependencies), state_.snapshot.revision});
}

void Engine::perform(const action::SetUp& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  RunId id = run->id;
  auto further = options_.further_setup.find(run->repo_cell);
  PreparationOptions options{further == options_.further_setup.end() ? options_.setup : further->second,
                             baseline_gates(options_.policy, *run),
                             environment_of(options_.setup_environment, *run),
                             environment_of(options_.environment, *run),
                             sandbox_of(*run),
                             folders_.path(id),
                             options_.reeve_dir + "/baseline.json",
                             run->repository,
                             [this, id](std::string_view text) { progress_.output(id, text); }};
  if (run->attempt > 0) options.gates.clear();
  auto& preparation = preparing_[id];
  preparation = std::make_shared<Preparation>(
      PreparationPorts{ports_.processes, ports_.files, repository_of(*run)}, std::move(options),
      run->workspace, [this, id](const std::optional<Error>& error) {
        if (error) {
          end_strays(id);
          return ports_.inbox.post(event::PrepareFailed{id, *error});
        }
        run::RunState* ready = run::find_run(state_, id);
        auto prepared = preparing_.find(id);
        if (ready && prepared != preparing_.end() && !prepared->second->gate_paths().empty())
          ready->workspace.gate_paths = prepared->second->gate_paths();
        ports_.inbox.post(event::Prepared{id});
      });
  preparation->start();
}

// All that work on a run carry its id in their environment, and so do their children.
Environment Engine::environment_of(Environment environment, const run::RunState& run) const {
  environment.push_back("REEVE_TASK=" + run.task.id);
  environment.push_back(kRunVariable + run.id.text());
  return environment;
}

std::optional<GateSandbox> Engine::sandbox_of(const run::RunState& run) const {
  if (!options_.gate_sandbox) return std::nullopt;
  bool has_table = run.repository.empty();
  SandboxPlace place{run.workspace.path, has_table ? run.checkout : run.repository,
                     has_table ? options_.source : "", folders_.file(run.id, "sandbox")};
  return GateSandbox{ports_.files, *options_.gate_sandbox, std::move(place)};
}

// Should its keeper have been killed, both processes of it, what a command had started goes on without one.
void Engine::end_strays(const RunId& run) {
  auto ended = ports_.processes.end_marked(kRunVariable + run.text());
  if (!ended) note(ended.error().message);
}

void Engine::perform(const action::EndWorker& action) {
  auto job = working_.find(action.run);
  if (job != working_.end()) job->second->end();
  auto preparation = preparing_.find(action.run);
  if (preparation != preparing_.end() && preparation->second->process())
    ports_.processes.end(*preparation->second->process());
  auto gate = gates_.find(action.run);
  if (gate != gates_.end()) ports_.processes.end(gate->second);
}

void Engine::perform(const action::EndLeftOver& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  fault_point("left-over-found");
  Status ended = run->process ? ports_.processes.end_left_over(*run->process) : Status(Done{});
  if (ended) ended = ports_.processes.end_marked(kRunVariable + run->id.text());
  fault_point("left-over-ended");
  if (!ended)
    broken(Error(ended.error()).within("ending what an earlier engine left running for " + run->task.id));
}

void Engine::perform(const action::Inspect& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (run)
    repository_of(*run).inspect(run->id, run->workspace, run->result ? run->result->commit : "",
                                run->repository.empty() ? state_.snapshot.revision : std::string());
}

void Engine::perform(const action::Push& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (run) repository_of(*run).push({run->id, run->workspace, run->verdict.tip});
}

void Engine::perform(const action::Keep& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  auto kept = repository_of(*run).keep(run->id, run->workspace);
  fault_point("commits-kept");
  if (!kept)
    note("the commits of " + run->task.id + " stay only in " + run->workspace.path + ": " +
         kept.error().message);
}

void Engine::perform(const action::Close& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  working_.erase(run->id);
  if (auto preparation = preparing_.extract(run->id)) preparation.mapped()->abandon();
  auto gate = gates_.find(run->id);
  if (gate != gates_.end()) ports_.processes.end(gate->second);
  if (run->outcome == run::Outcome::dropped) {
    fault_point("run-drop");
    auto removed = folders_.remove(run->id);
    if (!removed) note(removed.error().message);
    return;
  }
  tell_end(*run);
  bool well = run->outcome == run::Outcome::done;
  bool discard = options_.keep_worktree == KeepWorktree::none ||
                 (well && options_.keep_worktree == KeepWorktree::failed);
  if (discard && !run->workspace.path.empty())
    is_home_of_session(*run) ? homes_.push_back(*run) : discard_worktree(*run);
  auto written = folders_.record(*run);
  if (!written) broken(written.error());
  retention_.saw(*run);
  fault_point("run-closed");
  if (retention_.is_due()) remove_expired(*state_.snapshot.board);
}

void Engine::discard_worktree(const run::RunState& run) {
  auto left = repository_of(run).discard(run.workspace);
  std::string words = left ? *left : left.error().message;
  if (!words.empty()) note("the worktree " + run.workspace.path + " stays: " + words);
}

// Claude Code finds a session by the worktree that it began in, as long as that is there.
bool Engine::is_home_of_session(const run::RunState& run) const {
  auto same = [&](const auto& one) { return one.session == run.session; };
  auto lane = state_.lane_sessions.find(run.lane);
  return lane != state_.lane_sessions.end() && lane->second.id == run.session &&
         std::none_of(homes_.begin(), homes_.end(), same);
}

// Those of sessions that nobody goes on with.
void Engine::leave_homes() {
  std::erase_if(homes_, [&](const run::RunState& home) {
    bool needed = std::any_of(state_.lane_sessions.begin(), state_.lane_sessions.end(),
                              [&](const auto& lane) { return lane.second.id == home.session; }) ||
                  std::any_of(state_.runs.begin(), state_.runs.end(),
                              [&](const run::RunState& run) { return run.session == home.session; });
    if (!needed) discard_worktree(home);
    return !needed;
  });
}

// Before its record is closed: who is killed in between tells it once more, not never.
void Engine::tell_end(const run::RunState& run) {
  std::optional<Occasion> occasion;
  if (run.outcome == run::Outcome::done) occasion = Occasion::done;
  if (run.outcome == run::Outcome::failed) occasion = Occasion::failed;
  if (run.outcome == run::Outcome::blocked) occasion = Occasion::blocked;
  if (!occasion) return;
  notifier_.tell(*occasion, shown_id(run.task.id),
                 task_event(run, folders_.path(run.id), ports_.inbox.now()));
}

void Engine::perform(const action::Arm& action) {
  ports_.inbox.arm(action.timer, action.at);
}
void Engine::perform(const action::Disarm& action) {
  ports_.inbox.disarm(action.timer);
}
void Engine::perform(const action::RecordPaused& action) {
  auto written = paused_.write(action.lanes);
  if (!written) note("the next start will not know what is paused: " + written.error().message);
}
void Engine::perform(const action::Answer& action) {
  ports_.control.answer(action.caller, encode_reply(action.reply));
}
void Engine::perform(const action::Tell& action) {
  listener_(action.notice, ports_.inbox.now());
}
void Engine::perform(const action::Finish& action) {
  stop_ = action.stop;
}

void Engine::note(const std::string& text) {
  listener_({run::Notice::Kind::note, {}, "", text}, ports_.inbox.now());
}

void Engine::broken(Error error) {
  ports_.inbox.post(event::Broken{std::move(error)});
}

}  // namespace reeve::app
