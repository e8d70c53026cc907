// When the account of the workers, or the service behind it, holds the work up.
#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr Duration kUntoldLimit = std::chrono::minutes(15);  // until it is tried again
constexpr Duration kPastLimit = std::chrono::minutes(1);     // one that, by our clock, should be over
constexpr Duration kJitterMin = std::chrono::seconds(1);
constexpr Duration kJitterMax = std::chrono::seconds(30);
constexpr int kOverloadsMax = 8;  // in a row; the program has tried several times in each

}  // namespace

// All that waits for one account would else ask again in the same moment.
Duration Machine::jitter(Duration wait) {
  Duration range = std::clamp(wait / 20, kJitterMin, kJitterMax);
  return kJitterMin + Duration(static_cast<std::int64_t>(random() % range.count()));
}

// By something that is no fault of the task.
void Machine::held_up(RunState& run, const worker::Ending& ending) {
  // A hand decides itself when to go on.
  if (run.owner == OwnerKind::hand) {
    std::string later = "later, report again with " + reeve_command("finish", run.task.id);
    stop_for({StopReason::limited, ending.text, ending.hint.empty() ? later : ending.hint});
    return leave(run, ending.text);
  }
  if (ending.kind == worker::EndKind::usage_limit) return on_usage_limit(run, ending);
  if (ending.kind == worker::EndKind::overloaded) return on_overload(run, ending);
  stop_for({StopReason::config, run.task.id + ": " + ending.text, ending.hint});
  leave(run, ending.text);
}

// The loop ends. What only waits for its judgement stays on record for the next start.
void Machine::leave(RunState& run, const std::string& why) {
  run.judge_next ? enter(run, Phase::waiting) : release(run, "put back: " + why);
}

void Machine::on_usage_limit(RunState& run, const worker::Ending& ending) {
  Instant until = ending.until;
  if (until <= now) until = now + (until.ms == 0 ? kUntoldLimit : kPastLimit);
  // Another lane may have met it, or one that ends earlier.
  Duration wait = until - (state.hold ? state.hold->until : now);
  wait = std::max(wait, Duration(0));
  if (policy().limit_wait.count() == 0 || state.held + wait > policy().limit_wait)
    return give_up_waiting(run, ending.text, until);
  state.held += wait;
  hold(until + jitter(wait), ending.text);
  wait_for_hold(run);
}

void Machine::give_up_waiting(RunState& run, const std::string& why, Instant until) {
  std::string allowed = policy().limit_wait.count() == 0
                            ? "limits.wait is 0"
                            : "limits.wait is " + format_duration(policy().limit_wait) + " in all";
  stop_for({StopReason::limited, why + ", until " + to_rfc3339(until) + "; " + allowed,
            "start `reeve run` again after that, or raise limits.wait in reeve.json"});
  leave(run, why);
}

void Machine::on_overload(RunState& run, const worker::Ending& ending) {
  if (state.hold) return wait_for_hold(run);  // another lane met it
  if (++state.overloads > kOverloadsMax) {
    stop_for({StopReason::limited,
              ending.text + ", " + std::to_string(state.overloads) + " times one after another",
              "start `reeve run` again later"});
    return leave(run, ending.text);
  }
  hold(now + backoff(state.overloads), ending.text);
  wait_for_hold(run);
}

void Machine::hold(Instant until, const std::string& why) {
  if (state.hold && state.hold->until >= until) return;
  state.hold = Hold{until, one_line(why)};
  act(action::Arm{{TimerId::Kind::hold, {}}, until});
}

void Machine::wait_for_hold(RunState& run) {
  run.until = state.hold->until;
  enter(run, Phase::waiting);
  tell(run, Notice::Kind::note, "waits until " + to_rfc3339(state.hold->until) + ": " + state.hold->why);
}

void Machine::end_hold() {
  if (!state.hold || now < state.hold->until) return;
  state.hold.reset();
  for (RunState& run : state.runs)
    if (run.phase == Phase::waiting) run.judge_next ? judge(run) : start_attempt(run);
}

// Who waits may wait for hours; nothing of it would be lost.
void Machine::release_waiting() {
  if (!can_publish()) return;
  for (RunState& run : state.runs)
    if (run.phase == Phase::waiting && !run.judge_next) release(run, "put back: " + state.stop->message);
}

// A limit of before is still one.
void Machine::resume_hold() {
  Instant until;
  for (const RunState& run : state.runs) until = std::max(until, run.until);
  if (until <= now || state.order) return;
  state.held += until - now;
  hold(until, "the limit that was met before this start");
}

}  // namespace reeve::run
