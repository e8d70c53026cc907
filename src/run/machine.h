// The working surface of step(): one event's view of the state, with the actions it gives rise to.
//
// phases.cpp: one function per phase, in the order of the story; judging.cpp: whether work is accepted.
// spending.cpp: what it costs; holding.cpp: what holds it up; sessions.cpp: in which session it is done.
// publish.cpp: what becomes of edits.
// recover.cpp: what a restart makes of its records. away.cpp: what waits for another repository. by_hand.cpp:
// what a hand asks for. ending.cpp: when and why the loop stops.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "reeve/run/changes.h"
#include "reeve/run/schedule.h"
#include "reeve/run/step.h"

namespace reeve::run {

// Started by hand: nothing of ours runs until the report comes.
inline bool awaits_report(const RunState& run) {
  return run.owner == OwnerKind::hand && run.phase == Phase::working;
}
// For people, behind a semicolon: where the commits of a run are that lost its row; "" if it had none.
std::string where_work_stays(const RunState& run);

// What the row of a cancelled run is put back with.
inline constexpr std::string_view kCancelled = "put back: cancelled";

// The account of the workers, or the service behind it, is at fault, not the work.
inline bool holds_up(worker::EndKind kind) {
  using worker::EndKind;
  return kind == EndKind::usage_limit || kind == EndKind::overloaded || kind == EndKind::unusable;
}

inline bool contains(const std::vector<RunId>& ids, const RunId& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The next attempt begins a session of its own.
inline void leave_session(RunState& run) {
  run.session.clear();
  run.session_begun = false;
  run.context = {};
}

struct Machine {
  LoopState& state;
  Instant now;
  std::vector<Action>& actions;

  const Policy& policy() const { return state.policy; }
  const board::Board& board() const { return *state.snapshot.board; }

  // phases.cpp
  void fill();  // claims what may start now; or finds that the loop is over
  void claim(std::uint32_t task, const Lane& lane);
  void enter(RunState& run, Phase phase);
  void claimed(RunState& run);
  void on(const event::WorkspaceReady& ready);
  void on(const event::WorkspaceFailed& failed);
  void on(const event::Prepared& prepared);
  void on(const event::PrepareFailed& failed);
  void start_attempt(RunState& run);
  void on(const event::WorkerStarted& started);
  void on(const event::WorkerEnded& ended);
  void stopped(RunState& run);                     // its worker, because we asked
  void not_found(RunState& run, std::string why);  // its worker's program
  void worked(RunState& run, const event::WorkerEnded& ended);
  void reported(RunState& run);  // what the worker's result leads to
  void not_accepted(RunState& run, const std::string& reason, const std::string& evidence);
  void accepted(RunState& run);
  void begin_push(const RunState& run);
  void on(const event::Squashed& squashed);
  void on(const event::BranchPushed& pushed);
  void on(const event::BranchRebased& rebased);
  void on(const event::BranchPushFailed& failed);
  void close(RunState& run, Outcome outcome, const std::string& notes);
  void finish_run(RunState& run);  // `run` is gone afterwards

  // judging.cpp
  void judge(RunState& run);
  void on(const event::Inspected& inspected);
  void on(const event::InspectFailed& failed);
  void on(const event::GateEnded& ended);
  void unanswered(RunState& run, const GateResult& result);
  void refused(RunState& run, const GateResult& result);
  void next_gate(RunState& run);

  // spending.cpp
  void on(const event::WorkerSpent& spent);
  void count(RunState& run, worker::Usage usage);
  void count_attempt(RunState& run, const event::WorkerEnded& ended);
  void count_reported(RunState& run);  // by its result alone
  void fill_in_missing(const RunState& run, worker::Usage& usage);
  // Whether a bound of the loop or of the day is reached.
  bool check_budgets();
  void end_at_time_budget();
  void check_attempt_budget(RunState& run);
  void begin_day(const worker::Usage& so_far);
  void tally(const RunState& run);  // tallies.cpp

  // sessions.cpp
  void choose_session(RunState& run);
  LaneSession* lane_session(const RunState& run);
  void remember_session(const RunState& run);
  std::string session_summary(const LaneSession& session, const RunState& next) const;
  bool must_compact(const RunState& run);
  void compact(RunState& run);
  void on(const event::Compacted& compacted);

  // holding.cpp
  void held_up(RunState& run, const worker::Ending& ending);
  void on_usage_limit(RunState& run, const worker::Ending& ending);
  void on_overload(RunState& run, const worker::Ending& ending);
  void leave(RunState& run, const std::string& why);
  void give_up_waiting(RunState& run, const std::string& why, Instant until);
  void hold(Instant until, const std::string& why);
  void wait_for_hold(RunState& run);
  void end_hold();
  void release_waiting();
  void resume_hold();
  Duration jitter(Duration wait);

  // publish.cpp
  void observe();
  void submit(Change change);
  void flush();
  bool is_held_back(const Change& change) const;
  void on(const event::Observed& observed);
  void on(const event::ObserveFailed& failed);
  void on(const event::Published& published);
  void on(const event::Stale& stale);
  void on(const event::PublishLost& lost);
  void on(const event::PublishFailed& failed);
  void settle_published();
  void settle_uncertain(const std::vector<RunId>& accepted_runs);
  void settle_lost(const std::vector<RunId>& accepted_runs);
  void pause_publishing();
  void settle_arrived(const std::vector<RunId>& accepted_runs);
  bool settle_if_arrived(const RunId& run, const std::vector<RunId>& accepted_runs);
  void forget_receipts(RunState& run);
  void take_back(const Change& change);  // it was not published
  void see(const Snapshot& snapshot);
  bool may_arrive(const RunState& run) const;  // the claim of it, by an earlier push
  void drop_waiting(const RunId& run);
  void claim_published(RunState& run);
  bool claim_arrived(const RunState& run) const;
  void check_ownership();
  void lose(RunState& run);

  // recover.cpp
  void on(const event::Started& started);
  void recover(const std::vector<RunId>& accepted_runs);
  void resume(RunState& run, const std::vector<RunId>& accepted_runs);
  void forget(RunState& run, Outcome outcome, const std::string& text);

  // lanes.cpp
  bool is_paused(const Lane& lane) const;
  bool occupies_lane(const RunState& run) const;     // whether it keeps its lane from the next task
  const RunState* run_in(const Lane& lane) const;    // that occupies it
  const RunState* shown_in(const Lane& lane) const;  // or is leaving it
  bool would_go_first(const Choice& choice, const Lane& lane) const;
  std::optional<Choice> choice_for(const Lane& lane) const;
  bool claim_next();                  // for the first free lane that takes one
  void place_in_lane(RunState& run);  // one of an earlier start, whose lanes may have been others
  bool may_claim_more() const;        // as far as --max-tasks goes
  bool waits_for_resume() const;      // a paused lane could start something
  LaneState state_of(const Lane& lane) const;
  std::vector<LaneView> lane_views() const;

  // control.cpp
  void on(const event::Asked& asked);
  void pause(Caller caller, const std::string& lane);
  void resume(Caller caller, const std::string& lane);
  void cancel(Caller caller, const std::string& task_id);
  void record_paused();
  bool is_cancelled(const RunState& run) const { return state.cancelling.contains(run.id); }
  void answer_cancels(const RunState& run);
  void answer(Caller caller, std::string text) { act(action::Answer{caller, {{}, text, lane_views()}}); }
  void answer(Caller caller, Error error) { act(action::Answer{caller, {error, "", lane_views()}}); }
  std::vector<Blocked> not_startable() const;  // ready tasks that this loop does not start, and why
  // by_hand.cpp
  void follow_order();  // what it asks for and can be done now
  void follow(const order::Start& start);
  void follow(const order::Report& report);
  void follow(order::Reset& reset);
  void follow(order::Add& add);
  void claim_named(const std::string& id);
  void take_report(RunState& run);
  void take_back_row(RunState& run);
  bool resets() const;
  void not_accepted_by_hand(const RunState& run, const std::string& reason);
  bool orders(const RunState& record) const;  // whether this machine goes on with that run
  bool may_submit() const;
  bool any_under_way() const;
  bool conclude_order();

  // away.cpp
  bool leave_aside(const RunState& run, const Error& error);  // false: the error concerns everything
  void is_back(const std::string& repository);
  bool is_aside(const RunState& run) const;
  TaskIds not_to_choose() const;
  std::optional<Stop> stop_for_away() const;

  // ending.cpp
  void stop_for(Stop stop);  // the first reason stays unless the new one weighs more
  void stop_for(StopReason reason, const Error& error);
  void stop_for(const Error& error);  // the reason that its kind stands for
  void on(const event::Interrupted& interrupted);
  void end_workers();
  void release(RunState& run, std::string_view notes);
  void on(const event::TimerFired& fired);
  void on(const event::Noted& noted);
  void on(const event::Broken& broken);
  void conclude();  // nothing runs, nothing can be claimed
  void finish(Stop stop);
  void wait_for_others();
  bool puts_rows_back() const;
  bool can_publish() const;
  bool may_start() const;
  bool idle() const;
  // For hints: how to go on after this stop.
  std::string try_again() const;

  // small change
  void act(Action action) { actions.push_back(std::move(action)); }
  void record(const RunState& run) { act(action::Record{run.id}); }
  void tell(const RunState& run, Notice::Kind kind, std::string text) {
    act(action::Tell{{kind, run.id, run.task.id, std::move(text)}});
  }
  void note(std::string text) { act(action::Tell{{Notice::Kind::note, {}, "", std::move(text)}}); }
  RunState* run(const RunId& id, Phase phase);  // only if it is in that phase
  Duration backoff(int attempt);                // 1 s, 3 s, 9 s … 5 min, with jitter
  std::uint64_t random();
};

}  // namespace reeve::run
