// In which session of the worker's program an attempt works.
#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kTasksTold = 50;  // of a session

std::string gates_of(const Verdict& verdict) {
  std::vector<std::string> words;
  for (const GateResult& gate : verdict.gates)
    words.push_back(gate.name + (gate.passed ? " passed in " : " failed after ") +
                    format_duration(gate.took));
  return words.empty() ? "no gates ran" : join(words, ", ");
}

}  // namespace

// An attempt goes on in the session of the one before it, or of the task before it, unless that is too full.
void Machine::choose_session(RunState& run) {
  if (!policy().sessions || run.owner == OwnerKind::hand) return;
  const LaneSession* of_lane = lane_session(run);
  if (run.session.empty() && of_lane) {
    run.session = of_lane->id;
    run.session_begun = true;
    run.context = of_lane->context;
  }
  if (run.session_begun && run.context.share() < policy().context_share) return;
  leave_session(run);
  run.session = uuid_from_random(random(), random());
}

// Of the task that was worked on in its lane before, if it can be gone on with: sessions are found from the
// same repository only.
LaneSession* Machine::lane_session(const RunState& run) {
  auto found = state.lane_sessions.find(run.lane);
  bool usable = policy().session_continues && found != state.lane_sessions.end() && !run.lane.empty() &&
                found->second.repository == run.repository;
  return usable ? &found->second : nullptr;
}

void Machine::remember_session(const RunState& run) {
  if (!policy().session_continues || run.lane.empty() || run.owner == OwnerKind::hand) return;
  if (!run.session_begun) return static_cast<void>(state.lane_sessions.erase(run.lane));
  LaneSession& session = state.lane_sessions[run.lane];
  if (session.id != run.session) session.tasks.clear();
  session.id = run.session;
  session.context = run.context;
  session.repository = run.repository;
  session.tasks.push_back(run.task.id + " " + std::string(name_of(run.outcome.value_or(Outcome::dropped))) +
                          ", " + format_tokens(run.usage.used()) + " tokens, " + format_usd(run.usage.usd));
  if (session.tasks.size() > kTasksTold) session.tasks.erase(session.tasks.begin());
  session.gates = gates_of(run.verdict);
}

// What a session goes on from that has lost its memory.
std::string Machine::session_summary(const LaneSession& session, const RunState& next) const {
  auto counts = board().counts();
  return "Completed in this session, all published:\n- " + join(session.tasks, "\n- ") +
         "\nThe last gates: " + session.gates +
         ".\nRemaining: " + std::to_string(counts[board::TaskClass::not_started]) + " not started, " +
         std::to_string(counts[board::TaskClass::in_progress]) + " in progress, " +
         std::to_string(counts[board::TaskClass::failed]) + " failed.\nNext: " + one_line(next.task.id) +
         ".\n";
}

// Before the task's first attempt; all that was done before is published.
bool Machine::must_compact(const RunState& run) {
  const LaneSession* session = lane_session(run);
  return session && policy().sessions && run.session.empty() &&
         session->context.share() >= policy().context_share;
}

void Machine::compact(RunState& run) {
  const LaneSession& session = *lane_session(run);
  run.session = session.id;
  run.session_begun = true;
  run.context = session.context;
  run.summary = session_summary(session, run);
  tell(run, Notice::Kind::note,
       "the session's context is at " + percent(session.context.share()) +
           (policy().compact_by_program ? ": compacting it" : ": beginning a new one from a summary"));
  if (policy().compact_by_program) return act(action::Compact{run.id});
  state.lane_sessions.erase(run.lane);
  leave_session(run);
  start_attempt(run);
}

void Machine::on(const event::Compacted& compacted) {
  RunState* run = this->run(compacted.run, Phase::preparing);
  if (!run) return;
  count(*run, compacted.ending.usage);
  state.lane_sessions.erase(run->lane);
  if (is_cancelled(*run)) return release(*run, kCancelled);
  using worker::EndKind;
  EndKind kind = compacted.ending.kind;
  if (holds_up(kind)) return held_up(*run, compacted.ending);
  worker::ContextUse context = compacted.ending.context;
  if (context.window == 0) context.window = run->context.window;
  // The program may end before all that it says is through; what it has become is told first.
  bool told = kind == EndKind::trouble && context.tokens > 0;
  if ((kind != EndKind::worked && !told) || compacted.stopped) {
    note("the session cannot be compacted (" + one_line(compacted.ending.text) +
         "): a new one begins from the summary");
    leave_session(*run);
    return start_attempt(*run);
  }
  run->context = context;
  if (run->context.share() >= policy().context_share) {
    stop_for({StopReason::budget,
              "the session of lane " + run->lane + " cannot be brought below budget.context (" +
                  percent(policy().context_share) + "): it is at " + percent(run->context.share()),
              "start `reeve run` again: it begins a new session"});
    return release(*run, "put back: " + state.stop->message);
  }
  run->summary.clear();
  start_attempt(*run);
}

}  // namespace reeve::run
