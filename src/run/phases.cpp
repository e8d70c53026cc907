// One function per phase, in the order of the story.
#include <algorithm>
#include <utility>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kEvidenceMax = 16 << 10;
constexpr std::size_t kReasonMax = 300;
constexpr std::size_t kRowTextMax = 16 << 10;  // of a cell in a run's state, which is written at every phase

std::vector<std::string> ids_of(const board::Board& board, const board::Task& task) {
  std::vector<std::string> ids;
  for (auto index : task.depends_on) ids.emplace_back(board.tasks()[index].id);
  return ids;
}

// Newest first; what no longer fits is the oldest.
std::string with_newest(const RunState& run, const std::string& evidence) {
  std::string text = evidence;
  if (!run.verdict.diff_stat.empty()) text += "\nThe attempt had: " + run.verdict.diff_stat;
  if (!run.evidence.empty()) text += "\n\nBefore that:\n" + run.evidence;
  return shorten(text, kEvidenceMax);
}

// What the last attempt took, for people, behind other words.
std::string cost_of(const RunState& run) {
  if (run.costs.empty() || run.costs.back().usage.turns == 0) return "";
  const AttemptCost& cost = run.costs.back();
  std::string text = ", " + format_tokens(cost.usage.used()) + " tokens";
  if (cost.usage.usd > 0) text += ", " + format_usd(cost.usage.usd);
  text += ", " + std::to_string(cost.usage.turns) + (cost.usage.turns == 1 ? " turn" : " turns");
  if (cost.context.window > 0) text += ", context " + percent(cost.context.share());
  return text;
}

// For people, behind "the worker"; "" = it ended well.
std::string trouble_of(const event::WorkerEnded& ended) {
  using worker::EndKind;
  // In its own words, or as its process was seen to end.
  if (!ended.trouble.empty() && ended.trouble != ended.ending.text) return "was " + ended.trouble;
  bool trouble = ended.ending.kind == EndKind::trouble || ended.ending.kind == EndKind::over_budget;
  return trouble ? "ended badly: " + ended.ending.text : "";
}

// The clock may have been set back meanwhile.
Instant end_of(const RunState& run, Instant now) {
  return std::max(now, run.started_at + run.worked);
}

// What a run took, and what was said at its end.
std::string story_of(const RunState& run) {
  std::string text = "in " + format_duration(run.ended_at - run.started_at);
  if (run.attempt > 0)
    text += ", " + std::to_string(run.attempt) + (run.attempt == 1 ? " attempt" : " attempts");
  if (run.usage.used() > 0) text += ", " + format_tokens(run.usage.used()) + " tokens";
  if (run.usage.usd > 0) text += ", " + format_usd(run.usage.usd);
  return run.notes.empty() ? text : text + ": " + run.notes;
}

}  // namespace

void Machine::fill() {
  if (state.finished || (!state.stop && state.recovering)) return;
  // Stopped before the first look: there is nothing to wait for.
  if (!state.snapshot.board) return state.stop ? finish(*state.stop) : void();
  check_budgets();
  if (state.stop) release_waiting();
  if (state.order) follow_order();
  while (!state.order && may_start() && claim_next()) continue;
  flush();
  if (idle()) conclude();
}

void Machine::claim(std::uint32_t index, const Lane& lane) {
  const board::Task& task = board().tasks()[index];
  RunState run;
  run.id = RunId::from_random(random());
  run.task = {state.source, std::string(task.id)};
  run.owner = state.order ? OwnerKind::hand : OwnerKind::engine;
  run.host = state.host;
  run.checkout = state.checkout;
  run.lane = lane.name;
  run.agent = agent_text(policy().worker_name, run.id);
  run.description = shorten(board().cell(task, board::Column::description), kRowTextMax);
  run.issue_cell = shorten(board().plain(task, board::Column::issue), kRowTextMax);
  run.branch_cell = board().plain(task, board::Column::branch);
  run.repo_cell = board().plain(task, board::Column::repo);
  run.repository = repository_of(policy().repositories, run.repo_cell);
  run.depends_on = ids_of(board(), task);
  run.started_at = now;
  state.waiting_since.reset();
  state.runs.push_back(run);
  state.waiting.push_back(claim_change(run, policy()));
}

void Machine::enter(RunState& run, Phase phase) {
  run.phase = phase;
  record(run);
}

void Machine::claimed(RunState& run) {
  ++state.claimed;
  enter(run, Phase::preparing);
  tell(run, Notice::Kind::claimed, one_line(shorten(run.description, 100)));
  act(action::Prepare{run.id});
}

void Machine::on(const event::WorkspaceReady& ready) {
  RunState* run = this->run(ready.run, Phase::preparing);
  if (!run) return;
  if (is_cancelled(*run)) return release(*run, kCancelled);
  auto gate_paths = std::move(run->workspace.gate_paths);
  run->workspace = ready.workspace;
  run->workspace.gate_paths = std::move(gate_paths);
  record(*run);
  tell(
      *run, Notice::Kind::preparing,
      run->workspace.branch + " on " + run->workspace.base_ref + " in " + run->workspace.working_directory());
  act(action::SetUp{run->id});
}

void Machine::on(const event::WorkspaceFailed& failed) {
  RunState* run = this->run(failed.run, Phase::preparing);
  if (!run) return;
  if (is_cancelled(*run)) return release(*run, kCancelled);
  if (failed.blocker) return close(*run, Outcome::blocked, failed.error.message);
  if (!leave_aside(*run, failed.error)) stop_for(failed.error);
  release(*run, failed.error.message);
}

void Machine::on(const event::Prepared& prepared) {
  RunState* run = this->run(prepared.run, Phase::preparing);
  if (!run) return;
  bool goes_on = !is_cancelled(*run) && !state.stop && !state.hold;
  goes_on&& must_compact(*run) ? compact(*run) : start_attempt(*run);
}

void Machine::on(const event::PrepareFailed& failed) {
  RunState* run = this->run(failed.run, Phase::preparing);
  if (!run) return;
  if (is_cancelled(*run)) return release(*run, kCancelled);
  stop_for(failed.error);
  release(*run, failed.error.message);
}

void Machine::start_attempt(RunState& run) {
  if (is_cancelled(run)) return release(run, kCancelled);
  if (puts_rows_back() && run.owner == OwnerKind::engine)
    return release(run, "put back: " + state.stop->message);
  if (state.ending) return;  // its record is for the next start
  if (state.hold) return wait_for_hold(run);
  run.until = {};
  run.over_budget.clear();
  ++run.attempt;
  ++state.totals.attempts;
  choose_session(run);
  run.result.reset();
  run.worker_end.clear();
  run.process.reset();
  run.verdict = {};
  enter(run, Phase::working);
  tell(run, Notice::Kind::attempt,
       std::to_string(run.failed_attempts + 1) + " of " + std::to_string(policy().attempts) + ", " +
           run.agent);
  act(action::Work{run.id});
}

void Machine::on(const event::WorkerStarted& started) {
  RunState* run = this->run(started.run, Phase::working);
  if (!run) return;
  run->process = started.process;
  record(*run);
  if (state.ending) act(action::EndWorker{run->id});
}

void Machine::on(const event::WorkerEnded& ended) {
  using worker::EndKind;
  RunState* run = find_run(state, ended.run);
  if (!run) return;
  run->process.reset();
  run->worked += ended.took;
  state.totals.worked += ended.took;
  run->result = ended.result;
  run->context = ended.ending.context;
  count_attempt(*run, ended);
  EndKind kind = ended.ending.kind;
  bool crashed = kind == EndKind::trouble || (kind == EndKind::worked && !ended.trouble.empty());
  run->session_begun = !ended.ending.session.empty() && !crashed && kind != EndKind::no_session;
  if (run->outcome == Outcome::lost) return finish_run(*run);
  if (is_cancelled(*run)) return release(*run, kCancelled);
  if (ended.stopped) return stopped(*run);
  if (ended.not_found) return not_found(*run, ended.trouble);
  if (holds_up(kind)) return held_up(*run, ended.ending);
  state.overloads = 0;
  if (kind == EndKind::no_session) return start_attempt(*run);
  worked(*run, ended);
}

void Machine::stopped(RunState& run) {
  run.result.reset();
  std::string over = std::exchange(run.over_budget, "");
  if (!over.empty() && !puts_rows_back())
    return not_accepted(run, over + ": the attempt was ended",
                        "The previous attempt was ended before it had reported, since its budget was used "
                        "up (" +
                            over + "). Commit early, and report what is missing.");
  record(run);
  if (puts_rows_back()) release(run, "put back: " + state.stop->message);
}

void Machine::not_found(RunState& run, std::string why) {
  stop_for({StopReason::config, why, "set worker.command in reeve.json to a program that can be started"});
  release(run, why);
}

void Machine::worked(RunState& run, const event::WorkerEnded& ended) {
  std::string trouble = trouble_of(ended);
  run.worker_end = trouble;
  std::string said = ended.result ? std::string(worker::name_of(ended.result->status)) : "no result block";
  tell(run, Notice::Kind::worker_ended,
       said + (trouble.empty() ? "" : ", " + trouble) + " after " + format_duration(ended.took) +
           cost_of(run));
  if (!ended.ending.denied.empty())
    tell(run, Notice::Kind::note,
         "was not allowed: " + one_line(join(ended.ending.denied, ", ")) +
             "; worker.tools and the sandbox keys of reeve.json say what is");
  bool blocked = ended.result && ended.result->status == worker::ResultStatus::blocked;
  if (!trouble.empty() && !blocked)
    return not_accepted(run, "the worker " + trouble, "The previous attempt " + trouble + ".");
  if (!ended.result && !ended.other_task.empty())
    return not_accepted(run, "the worker reported on another task, '" + ended.other_task + "'",
                        "The previous attempt's result block named the task '" + ended.other_task +
                            "', not '" + run.task.id + "'.");
  reported(run);
}

void Machine::reported(RunState& run) {
  using worker::ResultStatus;
  std::string notes = run.result ? run.result->notes : "";
  if (run.result && run.result->status == ResultStatus::blocked)
    return close(run, Outcome::blocked, "blocked: " + notes);
  // A hand that says so has decided; a worker's next attempt may do better.
  if (run.result && run.result->status == ResultStatus::failed && run.owner == OwnerKind::hand)
    return close(run, Outcome::failed, notes);
  if (run.result && run.result->status == ResultStatus::failed)
    return not_accepted(run, "the worker reported failure: " + notes,
                        "The previous attempt reported failure: " + notes);
  judge(run);
}

void Machine::not_accepted(RunState& run, const std::string& reason, const std::string& evidence) {
  ++run.failed_attempts;
  run.verdict.reason = shorten(one_line(reason), kReasonMax);
  run.evidence = with_newest(run, evidence);
  tell(run, Notice::Kind::not_accepted, run.verdict.reason);
  if (run.owner == OwnerKind::hand) not_accepted_by_hand(run, run.verdict.reason);
  if (run.failed_attempts >= policy().attempts) return close(run, Outcome::failed, run.verdict.reason);
  start_attempt(run);
}

void Machine::accepted(RunState& run) {
  run.verdict.passed = true;
  enter(run, Phase::pushing);
  bool nothing_to_push = run.verdict.tip == run.workspace.base;
  nothing_to_push ? on(event::BranchPushed{run.id}) : begin_push(run);
}

void Machine::begin_push(const RunState& run) {
  if (policy().squash) return act(action::Squash{run.id, squash_message(run)});
  act(action::Push{run.id});
}

// The verdict is about the tree, which stays.
void Machine::on(const event::Squashed& squashed) {
  RunState* run = this->run(squashed.run, Phase::pushing);
  if (!run) return;
  if (!squashed.why_not.empty())
    tell(*run, Notice::Kind::note, "its commits stay as they are: " + squashed.why_not);
  run->verdict.tip = squashed.tip;
  record(*run);
  act(action::Push{run->id});
}

void Machine::on(const event::BranchPushed& pushed) {
  RunState* run = this->run(pushed.run, Phase::pushing);
  if (!run) return;
  run->push_attempts = 0;
  is_back(run->repository);
  tell(*run, Notice::Kind::pushed, run->workspace.branch + " at " + run->verdict.tip.substr(0, 12));
  close(*run, Outcome::done, run->result ? run->result->notes : "");
}

void Machine::on(const event::BranchRebased& rebased) {
  RunState* run = this->run(rebased.run, Phase::pushing);
  if (!run) return;
  if (++run->push_attempts > policy().push_attempts)
    return not_accepted(*run, "the branch moved on the remote at every push",
                        "The branch moved at every push.");
  // The gates passed on another commit than this one.
  tell(*run, Notice::Kind::note, "rebased onto the remote's branch, judging again");
  if (run->result) run->result->commit = rebased.tip;
  judge(*run);
}

void Machine::on(const event::BranchPushFailed& failed) {
  RunState* run = this->run(failed.run, Phase::pushing);
  if (!run) return;
  if (failed.error.kind == ErrorKind::refused)
    return close(*run, Outcome::failed, "push refused: " + failed.error.message);
  if (failed.error.kind == ErrorKind::conflict)
    return not_accepted(*run, failed.error.message,
                        "The branch changed on the remote: " + failed.error.message);
  bool again = failed.error.kind == ErrorKind::unreachable && ++run->push_attempts < policy().push_attempts;
  if (!again && leave_aside(*run, failed.error)) return record(*run);
  if (!again) return stop_for(failed.error), end_workers();
  record(*run);
  if (run->push_attempts == 1) tell(*run, Notice::Kind::note, failed.error.message + "; trying again");
  act(action::Arm{{TimerId::Kind::retry_push, run->id}, now + backoff(run->push_attempts)});
}

void Machine::close(RunState& run, Outcome outcome, const std::string& notes) {
  run.outcome = outcome;
  run.notes = shorten(one_line(notes), kReasonMax);
  run.ended_at = end_of(run, now);
  forget_receipts(run);  // the claim's
  if (outcome != Outcome::done && !run.workspace.path.empty()) act(action::Keep{run.id});
  enter(run, Phase::closing);
  submit(verdict_change(run, policy(), board(), run.ended_at));
}

void Machine::finish_run(RunState& run) {
  Outcome outcome = run.outcome.value_or(Outcome::dropped);
  if (outcome == Outcome::done) ++state.totals.done;
  if (outcome == Outcome::blocked) ++state.totals.blocked;
  if (outcome == Outcome::blocked || outcome == Outcome::failed) ++state.totals.failed;
  if (outcome == Outcome::released) ++state.totals.released;
  if (outcome == Outcome::done) state.failures_in_row = 0;
  if (outcome == Outcome::failed) ++state.failures_in_row;
  if (run.ended_at.ms == 0) run.ended_at = end_of(run, now);
  remember_session(run);
  if (outcome != Outcome::dropped && state.snapshot.board) tally(run);
  run.phase = Phase::finished;
  Notice::Kind kinds[] = {Notice::Kind::done,     Notice::Kind::failed, Notice::Kind::blocked,
                          Notice::Kind::released, Notice::Kind::lost,   Notice::Kind::note};
  bool judged = outcome == Outcome::done || outcome == Outcome::failed || outcome == Outcome::blocked;
  if (outcome != Outcome::dropped)
    tell(run, kinds[static_cast<int>(outcome)], judged ? story_of(run) : run.notes);
  act(action::Close{run.id});
  answer_cancels(run);
  // The engine still reads the run while it performs Close; the state forgets it at the next event.
}

}  // namespace reeve::run
