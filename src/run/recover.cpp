// What a restart makes of the records it finds: it asks the world, phase by phase.
#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

bool contains(const std::vector<RunId>& ids, const RunId& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool is_ready(const board::Board& board, const RunState& run) {
  auto index = board.find(run.task.id);
  return index && board.tasks()[*index].ready;
}

}  // namespace

void Machine::on(const event::Started& started) {
  state.random = started.seed;
  state.started_at = now;
  state.day_tokens = started.day_tokens;
  state.day_worked = started.day_worked;
  state.paused = started.paused;
  for (const RunState& record : started.records) {
    // A row claimed by hand is never worked by the loop, nor is another host's.
    if (record.owner != OwnerKind::engine || record.host != state.host) continue;
    state.runs.push_back(record);
    place_in_lane(state.runs.back());
    act(action::EndLeftOver{record.id});
  }
  state.recovering = true;
  if (!state.paused.empty())
    note("paused since before: " + join(std::vector(state.paused.begin(), state.paused.end()), ", ") +
         "; `reeve resume` goes on");
  if (policy().run_budget.time)
    act(action::Arm{{TimerId::Kind::time_budget, {}}, now + *policy().run_budget.time});
  observe();
}

void Machine::recover(const std::vector<RunId>& accepted_runs) {
  state.recovering = false;
  for (RunState& run : state.runs) resume(run, accepted_runs);
}

void Machine::resume(RunState& run, const std::vector<RunId>& accepted_runs) {
  run.process.reset();
  bool published = contains(accepted_runs, run.id);
  if (run.phase == Phase::closing && ((published && !owns_row(board(), run)) || is_closed(board(), run))) {
    tell(run, Notice::Kind::recovered, "its verdict had been published");
    return finish_run(run);
  }
  // The push may still be on its way, and then the row must find its run: the claim is made again, by the
  // same run.
  if (run.phase == Phase::claiming && !published && is_ready(board(), run)) {
    tell(run, Notice::Kind::recovered, "its claim was not published");
    return submit(claim_change(run, policy()));
  }
  if (run.phase == Phase::claiming && !published && !claim_arrived(run))
    return forget(run, Outcome::dropped, "its claim was not published");
  if (!owns_row(board(), run)) {
    if (!run.workspace.path.empty()) act(action::Keep{run.id});
    return forget(run, Outcome::lost,
                  "its row is not this run's any more; commits stay under refs/reeve/kept/" + run.id.text());
  }
  tell(run, Notice::Kind::recovered, "going on from phase " + std::string(name_of(run.phase)));
  switch (run.phase) {
    case Phase::claiming:
      return claimed(run);
    case Phase::working:
      if (run.result) return count_tokens(run), reported(run);
      run.evidence += (run.evidence.empty() ? "" : "\n");
      run.evidence +=
          "An earlier attempt was interrupted; what it left is in the work tree and on the branch.";
      [[fallthrough]];
    case Phase::preparing:
    case Phase::waiting:
      enter(run, Phase::preparing);
      return act(action::Prepare{run.id});
    case Phase::judging:
      return judge(run);
    case Phase::pushing:
      return act(action::Push{run.id});
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
}

}  // namespace reeve::run
