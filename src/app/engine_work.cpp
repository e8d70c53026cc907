// What runs for an attempt: the worker, its compaction, gates, auditors.
#include <utility>

#include "app/audit.h"
#include "app/engine.h"
#include "app/gate_runner.h"
#include "app/preparation.h"
#include "app/worker_job.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"
#include "reeve/worker/audit.h"

namespace reeve::app {
namespace {

namespace action = run::action;
namespace event = run::event;

constexpr int kKilledExitCode = 128;  // plus the signal
constexpr int kNotFoundExitCode = 127;
constexpr Duration kCompactTimeout = std::chrono::minutes(10);

// A program that cannot be started at all is the configuration's fault, or the worker's if it is a gate's;
// one that cannot be started now is the machine's.
bool is_shortage(const Error& error) {
  return error.kind != ErrorKind::config;
}

worker::Ending cannot_start(const Error& error) {
  worker::Ending ending;
  ending.kind = worker::EndKind::unusable;
  ending.text = error.message;
  ending.hint = error.hint;
  return ending;
}

}  // namespace

void Engine::perform(const action::Work& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  RunId id = run->id;
  preparing_.erase(id);
  auto begun = folders_.begin_attempt(id, run->attempt);
  if (!begun) return broken(begun.error());
  fault_point("attempt-begun");
  if (run->owner == run::OwnerKind::hand) return;
  auto options = worker_options(*run, options_.claude, folders_.path(id));
  if (!options) return broken(options.error());
  auto& job = working_[id];
  job = std::make_unique<WorkerJob>(worker_ports(), *std::move(options));
  auto prompt = assignment(options_.assignment, options_.policy, *run);
  if (!prompt) return broken(prompt.error());
  auto started = job->start(*run, *prompt, [this, attempt = run->attempt](event::WorkerEnded ended) {
    worker_ended(std::move(ended), attempt);
  });
  if (started) return ports_.inbox.post(event::WorkerStarted{id, *started});
  if (is_shortage(started.error())) return broken(started.error());
  event::WorkerEnded ended;
  ended.run = id;
  ended.trouble = started.error().message;
  ended.not_found = true;
  ports_.inbox.post(std::move(ended));
}

WorkerPorts Engine::worker_ports() {
  return {ports_.processes, ports_.files, ports_.inbox};
}

Result<WorkerOptions> Engine::worker_options(const run::RunState& run,
                                             const std::optional<ClaudeSetup>& claude,
                                             const std::string& folder) {
  WorkerOptions options;
  options.command = options_.worker_command;
  options.environment = environment_of(options_.environment, run);
  options.timeout = options_.worker_timeout;
  options.silence = options_.worker_silence;
  options.folder = folder;
  options.on_warning = [this, id = run.id, task = run.task.id](const std::string& text) {
    listener_({run::Notice::Kind::note, id, task, text}, ports_.inbox.now());
  };
  options.on_output = [this, id = run.id](std::string_view text) { progress_.output(id, text); };
  if (!claude) return options;
  ClaudeSetup setup = *claude;
  setup.recipe.usd_max = run::usd_left(state_);
  setup.recipe.turns_max = options_.policy.attempt_budget.turns;
  REEVE_CHECK(make_claude(options, ports_.files, setup, run));
  return options;
}

void Engine::worker_ended(event::WorkerEnded ended, int attempt) {
  if (!ended.trouble.empty() || ended.stopped) {
    end_strays(ended.run);
  } else if (ended.result) {
    auto recorded = folders_.record_result(ended.run, attempt, *ended.result);
    // What could not be written down counts as not said: the next start asks the worker again.
    if (!recorded) broken(recorded.error()), ended.stopped = true;
  }
  fault_point("worker-result-recorded");
  const run::RunState* run = run::find_run(state_, ended.run);
  if (!run) return;
  bool sandboxed = options_.claude && options_.claude->recipe.sandbox == worker::CommandSandbox::on;
  if (sandboxed) remove_placeholders(ports_.files, repository_of(*run), run->workspace);
  // A git of the worker's that was killed must not be in the way of the next attempt, or of the push.
  repository_of(*run).clear_locks(run->workspace,
                                  [this, ended = std::move(ended)] { ports_.inbox.post(ended); });
}

// Its summary goes to the program as what the compaction must keep.
void Engine::perform(const action::Compact& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  RunId id = run->id;
  auto options = worker_options(*run, *options_.claude, folders_.file(id, "compact"));
  if (!options) return broken(options.error());
  options->timeout = kCompactTimeout;
  auto& job = working_[id];
  job = std::make_unique<WorkerJob>(worker_ports(), *std::move(options));
  auto started =
      job->start(*run, "/compact Keep this: " + one_line(run->summary), [this, id](event::WorkerEnded ended) {
        ports_.inbox.post(event::Compacted{id, std::move(ended.ending), ended.stopped});
      });
  if (started) return;
  if (is_shortage(started.error())) return broken(started.error());
  ports_.inbox.post(event::Compacted{id, cannot_start(started.error())});
}

void Engine::perform(const action::RunGate& action) {
  run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  RunId id = run->id;
  if (auto sound = folders_.check_links(id); !sound) return broken(sound.error());
  if (action.gate.auditor) return audit(*run, action.gate);
  std::string log = "gates/" + safe_name(action.gate.name) + ".log";
  auto environment = environment_of(options_.environment, *run);
  GateContext context{ports_.processes,
                      environment,
                      run->workspace.working_directory(),
                      folders_.file(id, log),
                      [this, id](std::string_view text) { progress_.output(id, text); },
                      sandbox_of(*run)};
  auto started = run_gate(context, action.gate, [this, id, log](run::GateResult result) {
    gates_.erase(id);
    if (result.exit_code > kKilledExitCode) end_strays(id);
    result.log = log;
    run::RunState* judged = run::find_run(state_, id);
    if (judged) {
      auto untracked = repository_of(*judged).untracked_paths(judged->workspace);
      if (untracked) judged->workspace.gate_paths = *untracked;
    }
    ports_.inbox.post(event::GateEnded{id, std::move(result)});
  });
  if (started) {
    gates_[id] = *started;
    progress_.gate_started(id, action.gate.name);
    return;
  }
  if (is_shortage(started.error())) return broken(started.error());
  run::GateResult result;
  result.name = action.gate.name;
  result.exit_code = kNotFoundExitCode;
  result.tail = started.error().message;
  ports_.inbox.post(event::GateEnded{id, std::move(result)});
}

// By a session of its own, which reads and does not write.
void Engine::audit(const run::RunState& run, const run::Gate& gate) {
  RunId id = run.id;
  std::string folder = folders_.file(id, "gates/" + safe_name(gate.name));
  auto prompt = audit_prompt(options_.assignment, run, gate, repository_of(run));
  if (!prompt) return ports_.inbox.post(event::InspectFailed{id, prompt.error()});
  run::RunState auditor = run;
  auditor.session.clear();
  auditor.session_begun = false;
  auditor.context = {};
  auto options = worker_options(auditor, auditor_setup(*options_.auditor, gate), folder);
  if (!options) return broken(options.error());
  options->timeout = gate.timeout;
  options->keep_text = true;
  auto& job = working_[id];
  job = std::make_unique<WorkerJob>(worker_ports(), *std::move(options));
  auto started = job->start(
      auditor, *prompt, [this, id, gate](event::WorkerEnded ended) { audited(id, gate, std::move(ended)); });
  if (started) return progress_.gate_started(id, gate.name);
  if (is_shortage(started.error())) return broken(started.error());
  event::WorkerEnded ended;
  ended.ending = cannot_start(started.error());
  audited(id, gate, std::move(ended));
}

void Engine::audited(const RunId& id, const run::Gate& gate, event::WorkerEnded ended) {
  const run::RunState* run = run::find_run(state_, id);
  if (!run) return;
  auto job = working_.find(id);
  std::string text = job == working_.end() ? "" : job->second->text();
  auto verdict = worker::find_audit_verdict(text, run->task.id);
  run::GateResult result;
  result.name = gate.name;
  // One that was cut off may have changed its mind.
  bool whole = ended.trouble.empty() && !ended.stopped && ended.ending.kind == worker::EndKind::worked;
  bool answered = whole && verdict;
  result.passed = answered && verdict->accepted;
  result.exit_code = result.passed ? 0 : 1;
  result.took = ended.took;
  result.tail = answered ? verdict->findings : "it gave no verdict";
  if (!answered && !ended.trouble.empty()) result.tail += ": " + ended.trouble;
  result.log = "gates/" + safe_name(gate.name) + "/output.jsonl";
  ports_.inbox.post(event::GateEnded{id, std::move(result), std::move(ended.ending), answered});
}

void Engine::perform(const action::Squash& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  const std::string& tip = run->verdict.tip;
  auto squashed = repository_of(*run).squash(run->id, run->workspace, tip, action.message);
  ports_.inbox.post(squashed ? event::Squashed{run->id, *squashed, ""}
                             : event::Squashed{run->id, tip, squashed.error().message});
}

}  // namespace reeve::app
