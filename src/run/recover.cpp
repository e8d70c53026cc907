// What a restart makes of the records it finds: it asks the world, phase by phase.
#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kByHandMax = 20;  // runs by hand that are named

bool is_ready(const board::Board& board, const RunState& run) {
  auto index = board.find(run.task.id);
  return index && board.tasks()[*index].ready;
}

}  // namespace

void Machine::on(const event::Started& started) {
  state.random = started.seed;
  state.started_at = now;
  state.day_usage = started.day_usage;
  state.day_ends = started.day_ends;
  state.dearest = started.dearest;
  state.day_worked = started.day_worked;
  state.paused = started.paused;
  std::size_t by_hand = 0;
  for (const RunState& record : started.records) {
    bool others = !state.order && record.owner == OwnerKind::hand && record.phase == Phase::working;
    if (others && by_hand++ < kByHandMax)
      note(record.task.id +
           " was started by hand and is left alone; `reeve finish` or `reeve reset` ends that");
    if (!orders(record)) continue;
    state.runs.push_back(record);
    if (!state.order) place_in_lane(state.runs.back());
    act(action::EndLeftOver{record.id});
  }
  state.recovering = true;
  if (!state.paused.empty())
    note("paused since before: " + join(std::vector(state.paused.begin(), state.paused.end()), ", ") +
         "; `reeve resume` goes on");
  if (policy().run_budget.time && !state.order)
    act(action::Arm{{TimerId::Kind::time_budget, {}}, now + *policy().run_budget.time});
  observe();
}

void Machine::recover(const std::vector<RunId>& accepted_runs) {
  state.recovering = false;
  resume_hold();
  for (RunState& run : state.runs) resume(run, accepted_runs);
  // What a reset leaves as it is: a claim that may still arrive has to find its run at the next start.
  std::erase_if(state.runs, [this](const RunState& run) { return resets() && may_arrive(run); });
}

void Machine::resume(RunState& run, const std::vector<RunId>& accepted_runs) {
  // What had started may have begun its session; if not, it says so.
  run.session_begun = run.session_begun || (run.process && !run.session.empty());
  run.process.reset();
  if (resets() && owns_row(board(), run)) return take_back_row(run);
  bool published = contains(accepted_runs, run.id);
  if (run.phase == Phase::closing && ((published && !claim_arrived(run)) || is_closed(board(), run))) {
    tell(run, Notice::Kind::recovered, "its verdict had been published");
    return finish_run(run);
  }
  // The push may still be on its way, and then the row must find its run: the claim is made again, by the
  // same run.
  if (run.phase == Phase::claiming && !published && is_ready(board(), run)) {
    state.undecided.insert(run.id);
    if (resets())
      return tell(run, Notice::Kind::recovered, "its claim may still arrive; the next start will see");
    tell(run, Notice::Kind::recovered, "its claim was not published");
    return submit(claim_change(run, policy()));
  }
  if (run.phase == Phase::claiming && !published && !claim_arrived(run))
    return forget(run, Outcome::dropped, "its claim was not published");
  if (!owns_row(board(), run)) {
    if (!run.workspace.path.empty()) act(action::Keep{run.id});
    return forget(run, Outcome::lost, "its row is not this run's any more" + where_work_stays(run));
  }
  tell(run, Notice::Kind::recovered, "going on from phase " + std::string(name_of(run.phase)));
  switch (run.phase) {
    case Phase::claiming:
      return claimed(run);
    case Phase::working:
      if (run.owner == OwnerKind::hand) return take_report(run);
      if (run.result) return count_reported(run), reported(run);
      if (run.spending.used() > 0) count(run, run.spending);
      run.evidence += (run.evidence.empty() ? "" : "\n");
      run.evidence +=
          "An earlier attempt was interrupted; what it left is in the work tree and on the branch.";
      [[fallthrough]];
    case Phase::preparing:
    case Phase::waiting:
      if (run.judge_next) return run.owner == OwnerKind::hand ? take_report(run) : judge(run);
      enter(run, Phase::preparing);
      return act(action::Prepare{run.id});
    case Phase::judging:
      return run.owner == OwnerKind::hand ? take_report(run) : judge(run);
    case Phase::pushing:
      run.push_attempts = 0;
      return begin_push(run);
    case Phase::closing:
      if (!run.outcome) return judge(run);
      return submit(*run.outcome == Outcome::released ? release_change(run, policy())
                                                      : verdict_change(run, policy(), board(), now));
    case Phase::finished:
      return;
  }
}

void Machine::forget(RunState& run, Outcome outcome, const std::string& text) {
  tell(run, Notice::Kind::recovered, text);
  run.outcome = outcome;
  run.notes = text;
  run.ended_at = now;
  run.phase = Phase::finished;
  act(action::Close{run.id});
  bool reports = state.order && std::holds_alternative<order::Report>(state.order->what);
  if (reports)
    stop_for(
        {StopReason::conflict, run.task.id + ": " + text, "look at " + reeve_command("show", run.task.id)});
}

}  // namespace reeve::run
