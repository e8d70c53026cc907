// What becomes of edits: submitted, in flight, published, lost; and what the board says meanwhile.
#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

// Lost races in a row may be many where many write: only who loses for so long as well gives up.
constexpr Duration kRacePatience = std::chrono::minutes(10);
constexpr std::int64_t kRacePauseMs = 50;
constexpr int kCrowdMax = 5;  // doublings of the pause
constexpr std::size_t kEarlierReceiptsMax = 16;

}  // namespace

void take_receipt(RunState& run, const std::string& receipt) {
  auto& earlier = run.earlier_receipts;
  std::string before = std::exchange(run.receipt, receipt);
  if (before.empty() || before == receipt) return;
  earlier.push_back(std::move(before));
  if (earlier.size() > kEarlierReceiptsMax) earlier.erase(earlier.begin());
}

std::vector<RunId> accepted_changes(const LoopState& state,
                                    const std::function<bool(const std::string& receipt)>& is_accepted) {
  auto has = [&](const std::string& receipt) { return !receipt.empty() && is_accepted(receipt); };
  std::vector<RunId> accepted;
  if (state.order && has(state.order->receipt)) accepted.push_back(state.order->change);
  for (const RunState& run : state.runs)
    if (has(run.receipt) || std::any_of(run.earlier_receipts.begin(), run.earlier_receipts.end(), has))
      accepted.push_back(run.id);
  return accepted;
}

// The next edit is another.
void Machine::forget_receipts(RunState& run) {
  run.receipt.clear();
  run.earlier_receipts.clear();
}

void Machine::submit(Change change) {
  state.waiting.push_back(std::move(change));
}

// One look or publish at a time: a look that began before a publish could report what was before it.
void Machine::observe() {
  if (state.observing || state.publishing) return;
  state.observing = true;
  act(action::Observe{});
}

void Machine::flush() {
  if (state.publishing || !state.in_flight.empty() || state.waiting.empty()) return;
  if (state.observing || state.backing_off || !can_publish()) return;
  auto held_back = std::stable_partition(state.waiting.begin(), state.waiting.end(),
                                         [this](const Change& change) { return !is_held_back(change); });
  if (held_back == state.waiting.begin()) return;
  state.in_flight.assign(state.waiting.begin(), held_back);
  state.waiting.erase(state.waiting.begin(), held_back);
  state.publishing = true;
  act(action::Publish{state.in_flight});
}

// A claim that is to be made again while its lane is paused waits for `reeve resume`.
bool Machine::is_held_back(const Change& change) const {
  const RunState* run = find_run(state, change.run);
  if (!run || run->phase != Phase::claiming || state.stop || is_cancelled(*run)) return false;
  return state.paused.contains(kAllLanes) || state.paused.contains(run->lane);
}

// Once the tip is another, no push onto the one before can arrive any more.
void Machine::see(const Snapshot& snapshot) {
  if (snapshot.revision != state.snapshot.revision) state.undecided.clear();
  state.snapshot = snapshot;
}

bool Machine::may_arrive(const RunState& run) const {
  return run.phase == Phase::claiming && state.undecided.contains(run.id);
}

void Machine::on(const event::Observed& observed) {
  see(observed.snapshot);
  state.observing = false;
  state.observe_failures = 0;
  if (observed.rewound) note("the remote branch was rewritten; going on from what it says now");
  act(action::Arm{{TimerId::Kind::refetch, {}}, now + policy().refetch});
  settle_arrived(observed.accepted);
  if (state.recovering) recover(observed.accepted);
  if (state.uncertain) settle_uncertain(observed.accepted);
  if (policy().once && !state.once_taken) {
    state.once_taken = true;
    for (auto index : board().ready()) state.once_ids.emplace(board().tasks()[index].id);
  }
  check_ownership();
}

void Machine::on(const event::ObserveFailed& failed) {
  state.observing = false;
  if (failed.error.kind == ErrorKind::unreachable) {
    bool first_look = !state.snapshot.board;
    if (!first_look && ++state.observe_failures < policy().push_attempts) {
      if (state.observe_failures == 1) note(failed.error.message + "; trying again");
      act(action::Arm{{TimerId::Kind::refetch, {}}, now + backoff(state.observe_failures)});
      return;
    }
  }
  stop_for(failed.error);
  end_workers();
}

void Machine::on(const event::Published& published) {
  see(published.snapshot);
  state.publishing = false;
  settle_published();
}

void Machine::settle_published() {
  state.races_lost = state.publish_failures = 0;
  state.uncertain = false;
  // Who has just lost must fetch first: without a pause the winner would win again.
  if (state.crowd > 0 && !state.order) --state.crowd, pause_publishing();
  act(action::Arm{{TimerId::Kind::refetch, {}}, now + policy().refetch});
  auto published = std::exchange(state.in_flight, {});
  for (const Change& change : published) {
    if (state.order && change.run == state.order->change) state.order->published = true;
    RunState* run = find_run(state, change.run);
    if (!run || run->phase == Phase::finished) continue;
    run->phase == Phase::claiming ? claim_published(*run) : finish_run(*run);
  }
  check_ownership();
}

void Machine::claim_published(RunState& run) {
  if (is_cancelled(run)) return release(run, "put back: cancelled");
  state.stop ? release(run, "put back: " + state.stop->message) : claimed(run);
}

// The row shows a claim of this run that seemed not to have been published.
bool Machine::claim_arrived(const RunState& run) const {
  return has_mark(board(), run) && owns_row(board(), run);
}

void Machine::on(const event::Stale& stale) {
  auto same_run = [&](const Change& change) { return change.run == stale.run; };
  state.in_flight.erase(std::remove_if(state.in_flight.begin(), state.in_flight.end(), same_run),
                        state.in_flight.end());
  if (state.order && stale.run == state.order->change) stop_for(StopReason::conflict, stale.error);
  RunState* run = find_run(state, stale.run);
  if (!run) return;
  if (run->phase == Phase::closing && is_closed(board(), *run)) return finish_run(*run);
  if (run->phase != Phase::claiming) return lose(*run);
  if (claim_arrived(*run)) return claim_published(*run);
  run->outcome = Outcome::dropped;
  finish_run(*run);
}

void Machine::on(const event::PublishLost& lost) {
  see(lost.snapshot);
  state.publishing = false;
  if (lost.rewound) note("the remote branch was rewritten; going on from what it says now");
  settle_arrived(lost.accepted);
  settle_lost(lost.accepted);
}

// Contenders that try again at once would meet again.
void Machine::pause_publishing() {
  state.backing_off = true;
  Duration pause(static_cast<std::int64_t>(random() % (kRacePauseMs << state.crowd)));
  act(action::Arm{{TimerId::Kind::retry_publish, {}}, now + pause});
}

// A refused claim is chosen anew on the new board; a verdict is applied again if the row is still ours.
void Machine::settle_lost(const std::vector<RunId>& accepted_runs) {
  state.uncertain = false;
  if (state.races_lost++ == 0) state.racing_since = now;
  state.crowd = std::min(state.crowd + 1, kCrowdMax);
  state.outraced = state.races_lost > policy().push_attempts && now - state.racing_since >= kRacePatience;
  if (state.outraced)
    stop_for({StopReason::conflict,
              "others were faster " + std::to_string(state.races_lost) + " times in a row, for " +
                  format_duration(now - state.racing_since) + "; giving up",
              try_again() + " when fewer write to the branch, or raise limits.push_attempts"});
  auto lost = std::exchange(state.in_flight, {});
  for (const Change& change : lost)
    if (!settle_if_arrived(change.run, accepted_runs)) take_back(change);
  check_ownership();
  if (state.outraced) return end_workers();
  // The look that was due during the publish was not taken.
  act(action::Arm{{TimerId::Kind::refetch, {}}, now + policy().refetch});
  pause_publishing();
}

// A claim whose push may still arrive is made again by the same run: should the first one arrive, the row
// finds it.
void Machine::take_back(const Change& change) {
  RunState* run = find_run(state, change.run);
  if (!run || run->phase == Phase::finished) return;
  if (run->phase == Phase::claiming && claim_arrived(*run)) return claim_published(*run);
  if (run->phase == Phase::claiming && !may_arrive(*run)) {
    run->outcome = Outcome::dropped;
    return finish_run(*run);
  }
  state.waiting.insert(state.waiting.begin(), change);
}

void Machine::on(const event::PublishFailed& failed) {
  state.publishing = false;
  if (failed.error.kind == ErrorKind::refused) {
    stop_for(failed.error);
    auto refused = std::exchange(state.in_flight, {});
    // Verdicts stay in their records (phase closing): the next start publishes them. So do claims that may
    // still arrive: the row must find its run.
    for (const Change& change : refused) {
      RunState* run = find_run(state, change.run);
      bool is_over = run && run->phase == Phase::claiming && !may_arrive(*run);
      if (is_over) run->outcome = Outcome::dropped, finish_run(*run);
    }
    return end_workers();
  }
  state.uncertain = true;
  for (const Change& change : state.in_flight) state.undecided.insert(change.run);
  bool again =
      failed.error.kind == ErrorKind::unreachable && ++state.publish_failures < policy().push_attempts;
  if (!again || state.ending) return stop_for(failed.error), end_workers();
  if (state.publish_failures == 1) note(failed.error.message + "; trying again");
  act(action::Arm{{TimerId::Kind::refetch, {}}, now + backoff(state.publish_failures)});
}

void Machine::settle_uncertain(const std::vector<RunId>& accepted_runs) {
  if (state.in_flight.empty()) {
    state.uncertain = false;
    return;
  }
  // A push is all or nothing; but of one change alone an earlier push may be what arrived.
  bool accepted = std::all_of(state.in_flight.begin(), state.in_flight.end(),
                              [&](const Change& change) { return contains(accepted_runs, change.run); });
  accepted ? settle_published() : settle_lost(accepted_runs);
}

// An earlier push of the same edit got through after all.
bool Machine::settle_if_arrived(const RunId& id, const std::vector<RunId>& accepted_runs) {
  RunState* run = find_run(state, id);
  if (!run || run->phase == Phase::finished || !contains(accepted_runs, id)) return false;
  const bool claims = run->phase == Phase::claiming;
  // Without an agent column an in-progress row may be another's by now, who has claimed it since.
  const bool holds = claims ? owns_row(board(), *run) : !claim_arrived(*run);
  if (holds) claims ? claim_published(*run) : finish_run(*run);
  return holds;
}

// Edits that wait to be published again.
void Machine::settle_arrived(const std::vector<RunId>& accepted_runs) {
  for (const Change& change : std::vector<Change>(state.waiting)) {
    const RunId id = change.run;
    if (!contains(accepted_runs, id)) continue;
    drop_waiting(id);
    if (!settle_if_arrived(id, accepted_runs)) state.waiting.push_back(change);
  }
}

void Machine::check_ownership() {
  for (RunState& run : state.runs) {
    bool owned_phase =
        run.phase != Phase::claiming && run.phase != Phase::finished && run.outcome != Outcome::lost;
    if (!owned_phase || owns_row(board(), run)) continue;
    if (run.phase != Phase::closing || !is_closed(board(), run)) {
      lose(run);
    } else {  // an earlier push of the same edit arrived late
      drop_waiting(run.id);
      finish_run(run);
    }
  }
}

void Machine::drop_waiting(const RunId& run) {
  auto same_run = [&](const Change& change) { return change.run == run; };
  state.waiting.erase(std::remove_if(state.waiting.begin(), state.waiting.end(), same_run),
                      state.waiting.end());
}

std::string where_work_stays(const RunState& run) {
  if (run.workspace.path.empty()) return "";
  return "; its commits stay on branch '" + run.workspace.branch + "'" +
         (run.repository.empty() ? "" : " of " + run.repository) +
         ", those that are not pushed also under refs/reeve/kept/" + run.id.text();
}

// The row changed hands: nothing is written any more, its commits stay.
void Machine::lose(RunState& run) {
  bool working = run.phase == Phase::working;
  drop_waiting(run.id);
  run.outcome = Outcome::lost;
  run.notes = "the row is not this run's any more" + where_work_stays(run);
  stop_for({StopReason::conflict,
            "the row of " + run.task.id + " was changed by another hand while " + run.agent + " worked on it",
            "look at the row and at " + reeve_command("show", run.task.id) + ", then " + try_again()});
  if (!run.workspace.path.empty()) act(action::Keep{run.id});
  if (working) return act(action::EndWorker{run.id});
  finish_run(run);
}

}  // namespace reeve::run
