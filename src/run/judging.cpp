// Whether work is accepted: the checks of its commit, the gates, the auditors.
#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr int kAuditTries = 3;

// Phase and end gates run with the last task of the phase or the board, of those in the same repository.
// Of those that are judged already the verdict only has to be published.
bool is_judged(const std::vector<RunState>& runs, const board::Task& task) {
  return std::any_of(runs.begin(), runs.end(), [&](const RunState& one) {
    bool passed = one.phase == Phase::closing && one.outcome == Outcome::done;
    return one.task.id == task.id && (one.phase == Phase::pushing || passed);
  });
}

bool applies(const Gate& gate, const LoopState& state, const RunState& run) {
  const Policy& policy = state.policy;
  const board::Board& board = *state.snapshot.board;
  if (gate.when == GateWhen::task) return true;
  auto self = board.find(run.task.id);
  if (!self) return false;
  std::uint32_t phase = board.tasks()[*self].phase;
  return std::all_of(board.tasks().begin(), board.tasks().end(), [&](const board::Task& task) {
    bool open =
        task.task_class == board::TaskClass::not_started || task.task_class == board::TaskClass::in_progress;
    if (!open || task.id == run.task.id || is_judged(state.runs, task)) return true;
    if (gate.when == GateWhen::phase && task.phase != phase) return true;
    return repository_of(policy.repositories, board.plain(task, board::Column::repo)) != run.repository;
  });
}

std::vector<Gate> gates_for(const LoopState& state, const RunState& run) {
  std::vector<Gate> gates;
  for (const Gate& gate : state.policy.gates_of(run.repo_cell))
    if (applies(gate, state, run)) gates.push_back(gate);
  return gates;
}

std::string gate_evidence(const GateResult& gate) {
  std::string how =
      gate.timed_out ? "did not end in time" : "failed with exit code " + std::to_string(gate.exit_code);
  return "The gate '" + gate.name + "' " + how + ". The end of its output:\n" + gate.tail;
}

}  // namespace

void Machine::judge(RunState& run) {
  run.judge_next = false;
  run.until = {};
  enter(run, Phase::judging);
  act(action::Inspect{run.id});
}

void Machine::on(const event::Inspected& inspected) {
  RunState* run = this->run(inspected.run, Phase::judging);
  if (!run) return;
  if (is_cancelled(*run)) return release(*run, kCancelled);
  run->verdict = {};
  run->verdict.tip = inspected.tip;
  run->verdict.tree = inspected.tree;
  run->verdict.diff_stat = inspected.diff_stat;
  if (!inspected.violation.empty())
    return not_accepted(*run, inspected.violation,
                        "The previous attempt's work was refused: " + inspected.violation);
  if (!inspected.changed && policy().no_change == NoChange::fail)
    return not_accepted(
        *run, "nothing was changed",
        "The previous attempt left no commit that changes anything. Commit the work on the branch " +
            run->workspace.branch + ".");
  next_gate(*run);
}

void Machine::on(const event::InspectFailed& failed) {
  RunState* run = this->run(failed.run, Phase::judging);
  // Its record stays: the next start judges again.
  if (run) stop_for(failed.error), end_workers();
}

void Machine::next_gate(RunState& run) {
  // The board may have changed since the last one, and with it which gates there are.
  auto gates = gates_for(state, run);
  run.gates_planned = gates.size();
  auto next = std::find_if(gates.begin(), gates.end(), [&](const Gate& gate) {
    return std::none_of(run.verdict.gates.begin(), run.verdict.gates.end(),
                        [&](const GateResult& result) { return result.name == gate.name; });
  });
  if (next == gates.end()) return accepted(run);
  act(action::RunGate{run.id, *next});
}

void Machine::on(const event::GateEnded& ended) {
  RunState* run = this->run(ended.run, Phase::judging);
  if (!run) return;
  if (ended.ending) count(*run, ended.ending->usage);
  if (is_cancelled(*run)) return release(*run, kCancelled);
  if (ended.ending && holds_up(ended.ending->kind)) {
    run->judge_next = true;
    return held_up(*run, *ended.ending);
  }
  if (ended.ending && !ended.answered) return unanswered(*run, ended.result);
  run->audits_unanswered = 0;
  run->verdict.gates.push_back(ended.result);
  tell(*run, Notice::Kind::gate,
       ended.result.name + (ended.result.passed ? " passed" : " failed") + " in " +
           format_duration(ended.result.took));
  if (ended.result.passed) return next_gate(*run);
  if (ended.ending) return refused(*run, ended.result);
  std::string how = ended.result.timed_out ? "' did not end in time" : "' failed";
  not_accepted(*run, "gate '" + ended.result.name + how, gate_evidence(ended.result));
}

// The auditor is at fault, not the work: it is asked again, and then a person must look.
void Machine::unanswered(RunState& run, const GateResult& result) {
  bool again = !state.ending && ++run.audits_unanswered < kAuditTries;
  tell(run, Notice::Kind::note, "'" + result.name + "' said nothing that counts: " + one_line(result.tail));
  if (again) return next_gate(run);
  run.judge_next = true;
  stop_for({StopReason::config,
            run.task.id + ": the auditor '" + result.name + "' gave no verdict, " +
                std::to_string(run.audits_unanswered) + " times",
            reeve_command("show", run.task.id) +
                " names its log; raise the gate's timeout or change its model, then " + try_again()});
  leave(run, "");
}

// By an auditor.
void Machine::refused(RunState& run, const GateResult& result) {
  ++run.refusals;
  auto gates = gates_for(state, run);
  auto gate =
      std::find_if(gates.begin(), gates.end(), [&](const Gate& one) { return one.name == result.name; });
  bool last = gate != gates.end() && gate->auditor && run.refusals >= gate->auditor->rounds;
  if (last) run.failed_attempts = std::max(run.failed_attempts, policy().attempts - 1);
  std::string times = run.refusals > 1 ? ", " + std::to_string(run.refusals) + " times" : "";
  not_accepted(run, "'" + result.name + "' did not accept it" + times + ": " + result.tail,
               "The auditor '" + result.name + "' did not accept the work. Its findings:\n" + result.tail);
}

}  // namespace reeve::run
