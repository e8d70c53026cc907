// When and why the loop stops.
#include <algorithm>
#include <array>

#include "machine.h"
#include "reports.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr Duration kGiveUp = std::chrono::seconds(30);  // for the last publish after a signal
constexpr Instant kLongEnough{};  // that one waited for others: their timer says so, whatever the clock says
constexpr int kInterrupt = 2;     // SIGINT's number, the same on every Linux

// The order of the exit table: a later one weighs more.
constexpr std::array kWeights = {
    StopReason::all_done, StopReason::some_failed, StopReason::deadlock,        StopReason::waits,
    StopReason::limited,  StopReason::budget,      StopReason::failures_in_row, StopReason::conflict,
    StopReason::refused,  StopReason::unreachable, StopReason::broken,          StopReason::unreadable,
    StopReason::missing,  StopReason::config,      StopReason::interrupted};

std::size_t weight(StopReason reason) {
  return std::find(kWeights.begin(), kWeights.end(), reason) - kWeights.begin();
}

bool is_working(const RunState& run) {
  return run.phase == Phase::working && run.process.has_value();
}

std::string first_running(const board::Board& board) {
  for (const board::Task& task : board.tasks())
    if (task.task_class == board::TaskClass::in_progress) return std::string(task.id);
  return "";
}

}  // namespace

std::string Machine::try_again() const {
  return state.order ? "give the same command again" : "start `reeve run` again";
}

void Machine::stop_for(Stop stop) {
  if (!state.stop || weight(stop.reason) > weight(state.stop->reason)) state.stop = std::move(stop);
}

StopReason reason_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::missing:
      return StopReason::missing;
    case ErrorKind::unreadable:
      return StopReason::unreadable;
    case ErrorKind::unreachable:
      return StopReason::unreachable;
    case ErrorKind::refused:
      return StopReason::refused;
    case ErrorKind::conflict:
      return StopReason::conflict;
    case ErrorKind::config:
    case ErrorKind::usage:
      return StopReason::config;
    default:
      return StopReason::broken;
  }
}

void Machine::stop_for(const Error& error) {
  stop_for(reason_of(error.kind), error);
}
void Machine::stop_for(StopReason reason, const Error& error) {
  stop_for({reason, error.message, error.hint});
}

void Machine::on(const event::Interrupted& interrupted) {
  bool again = state.stop && state.stop->reason == StopReason::interrupted;
  Stop stop{StopReason::interrupted, "interrupted by signal " + std::to_string(interrupted.signal),
            try_again() + " to go on", interrupted.signal};
  stop_for(stop);
  if (again) state.stop->signal = std::max(state.stop->signal, interrupted.signal);
  if (interrupted.signal == kInterrupt && !again && !state.order) {
    if (!state.runs.empty())
      note("starting nothing more; running attempts may end. Once more to end them now");
    return;
  }
  end_workers();
}

// Ends what runs and puts those rows back; what is judged or further stays on record for the next start.
void Machine::end_workers() {
  if (state.ending) return;
  state.ending = true;
  act(action::Arm{{TimerId::Kind::give_up, {}}, now + kGiveUp});
  for (RunState& run : state.runs) {
    if (is_working(run)) {
      act(action::EndWorker{run.id});
    } else if (run.phase == Phase::preparing && puts_rows_back()) {
      release(run, "put back: " + state.stop->message);
    }
  }
}

// Otherwise the records stay as they are, and the next start goes on from them.
bool Machine::puts_rows_back() const {
  return state.stop &&
         (state.stop->reason == StopReason::interrupted || state.stop->reason == StopReason::budget ||
          state.stop->reason == StopReason::limited);
}

bool Machine::can_publish() const {
  if (!state.stop) return true;
  if (state.outraced) return false;
  switch (state.stop->reason) {
    case StopReason::refused:
    case StopReason::unreachable:
    case StopReason::unreadable:
    case StopReason::missing:
      return false;
    case StopReason::broken:
      return !state.ending;  // a worktree that cannot be made is no reason to keep its row
    default:
      return true;
  }
}

void Machine::release(RunState& run, std::string_view notes) {
  run.outcome = Outcome::released;
  run.notes = shorten(one_line(notes), 300);
  forget_receipts(run);  // the claim's
  if (!run.workspace.path.empty()) act(action::Keep{run.id});
  enter(run, Phase::closing);
  submit(release_change(run, policy()));
}

void Machine::on(const event::TimerFired& fired) {
  switch (fired.timer.kind) {
    case TimerId::Kind::refetch:
      return observe();
    case TimerId::Kind::others:
      if (state.waiting_since) state.waiting_since = kLongEnough;
      return;
    case TimerId::Kind::retry_publish:
      state.backing_off = false;
      return;
    case TimerId::Kind::retry_push: {
      RunState* run = this->run(fired.timer.run, Phase::pushing);
      if (run) act(action::Push{run->id});
      return;
    }
    case TimerId::Kind::time_budget:
      return end_at_time_budget();
    case TimerId::Kind::hold:
      return end_hold();
    case TimerId::Kind::give_up:
      return finish(*state.stop);
  }
}

void Machine::on(const event::Noted& noted) {
  note(noted.text);
}

void Machine::on(const event::Broken& broken) {
  stop_for(StopReason::broken, broken.error);
  end_workers();
}

bool Machine::may_start() const {
  if (state.stop || state.hold || state.backing_off || state.observing || state.publishing) return false;
  if (!state.in_flight.empty()) return false;
  auto active = std::count_if(state.runs.begin(), state.runs.end(),
                              [this](const RunState& run) { return occupies_lane(run); });
  return active < static_cast<std::ptrdiff_t>(policy().lanes.size()) && may_claim_more();
}

// Nothing runs and nothing is on its way. Runs whose records wait for the next start do not count: while
// ending all that do not work, and those that cannot be closed since nothing can be published any more.
bool Machine::idle() const {
  if (state.hold && !state.stop) return false;
  // Nothing is claimed during a look, so that what is not claimed yet tells nothing.
  if (state.observing && !state.stop) return false;
  if (state.backing_off && can_publish()) return false;
  if (state.publishing) return false;
  if (!state.in_flight.empty() && !(state.uncertain && state.ending)) return false;
  if (!state.waiting.empty() && can_publish()) return false;
  return std::none_of(state.runs.begin(), state.runs.end(), [&](const RunState& run) {
    if (state.ending) return is_working(run);
    if (awaits_report(run) || is_aside(run)) return false;
    if (run.phase == Phase::waiting) return !state.stop;
    return run.phase != Phase::finished && (run.phase != Phase::closing || can_publish());
  });
}

void Machine::conclude() {
  if (state.order && conclude_order()) return;
  if (state.stop) return finish(*state.stop);
  auto counts = board().counts();
  auto left = counts[board::TaskClass::not_started] + counts[board::TaskClass::in_progress];
  if (left == 0) return finish(nothing_left(board()));
  StopReason ended = state.totals.failed > 0 ? StopReason::some_failed : StopReason::all_done;
  if (waits_for_resume()) return;
  // With --once, what others made ready since the start is not this run's.
  bool later = policy().once && std::any_of(board().ready().begin(), board().ready().end(), [&](auto index) {
                 return !state.once_ids.contains(board().tasks()[index].id);
               });
  if (later || (state.claimed > 0 && (policy().once || policy().max_tasks)))
    return finish({ended,
                   "stopping after " + std::to_string(state.claimed) +
                       (state.claimed == 1 ? " task" : " tasks") + ", as asked",
                   ""});
  // A row that waits for its push is in progress, and no other hand's.
  if (auto away = stop_for_away()) return finish(*std::move(away));
  if (waits_for_running(board(), policy().repositories)) return wait_for_others();
  finish(deadlock_stop(board(), policy().repositories, not_startable(), !state.cancelled.empty()));
}

void Machine::wait_for_others() {
  bool changed = state.waiting_on_revision != state.snapshot.revision;
  if (!state.waiting_since || changed) {
    if (!state.waiting_since) note("waiting for another hand:" + running_rows(board()));
    state.waiting_since = now;
    state.waiting_on_revision = state.snapshot.revision;
    act(action::Arm{{TimerId::Kind::others, {}}, now + policy().others});
  }
  if (!policy().once && !state.order && state.waiting_since != kLongEnough) return;
  finish({StopReason::waits, "what is left waits for another hand:" + running_rows(board()),
          "when nobody works on such a row any more, put it back: " +
              reeve_command("reset", first_running(board()))});
}

void Machine::finish(Stop stop) {
  auto away = stop_for_away();
  if (away && weight(away->reason) > weight(stop.reason)) stop = *std::move(away);
  state.finished = true;
  act(action::Finish{std::move(stop)});
}

}  // namespace reeve::run
