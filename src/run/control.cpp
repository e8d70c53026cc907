// What a person asks of the loop while it runs.
#include "reeve/run/control.h"

#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kNamedMax = 20;  // tasks named in a report

std::string shown(std::string_view id) {
  return "'" + shown_id(id) + "'";
}

std::vector<std::string> names_of(const std::vector<Lane>& lanes) {
  std::vector<std::string> names;
  for (const Lane& lane : lanes) names.push_back(lane.name);
  return names;
}

std::optional<Error> unknown_lane(const std::vector<Lane>& lanes, const std::string& name) {
  auto names = names_of(lanes);
  if (name == kAllLanes || std::find(names.begin(), names.end(), name) != names.end()) return std::nullopt;
  return Error{ErrorKind::usage, "there is no lane " + shown(name), "the lanes are: " + join(names, ", ")};
}

// A task of which this loop has no run.
Error not_worked_on(const Snapshot& snapshot, const std::string& id) {
  if (!snapshot.board)
    return {ErrorKind::usage, "nothing is worked on yet", "`reeve status` shows the board"};
  const board::Board& board = *snapshot.board;
  if (auto nothing = nothing_to_cancel(board, id, " on the board")) return *nothing;
  std::string agent = board.cell(board.tasks()[*board.find(id)], board::Column::agent);
  return {
      ErrorKind::conflict,
      shown(id) + " is in-progress, but not by this loop" + (agent.empty() ? "" : ": it is " + agent + "'s"),
      "when nobody works on it any more, " + reeve_command("reset", id) + " puts it back"};
}

std::string end_of_cancel(const RunState& run) {
  const std::string id = run.task.id;
  switch (run.outcome.value_or(Outcome::dropped)) {
    case Outcome::released:
      return id + " is back at not-started" +
             (run.workspace.path.empty() ? ""
                                         : "; what was done stays on the branch " + run.workspace.branch +
                                               " and in " + run.workspace.path);
    case Outcome::dropped:
      return id + " had not been claimed yet, and is not";
    case Outcome::lost:
      return id + ": " + run.notes;
    case Outcome::done:
    case Outcome::failed:
    case Outcome::blocked:
      break;
  }
  return id + " had ended before: " + std::string(name_of(*run.outcome));
}

}  // namespace

std::optional<Error> nothing_to_cancel(const board::Board& board, const std::string& id,
                                       std::string_view where) {
  auto index = board.find(id);
  if (!index) return board::no_such_task(board, id, where);
  const board::Task& task = board.tasks()[*index];
  if (task.task_class == board::TaskClass::in_progress) return std::nullopt;
  return Error{ErrorKind::usage,
               shown(id) + " is " + std::string(name_of(task.task_class)) + ": there is nothing to cancel",
               "`reeve status` shows what runs"};
}

void Machine::on(const event::Asked& asked) {
  switch (asked.request.kind) {
    case Request::Kind::lanes:
      return answer(asked.caller, "");
    case Request::Kind::pause:
      return pause(asked.caller, asked.request.lane);
    case Request::Kind::resume:
      return resume(asked.caller, asked.request.lane);
    case Request::Kind::cancel:
      return cancel(asked.caller, asked.request.task);
  }
}

void Machine::pause(Caller caller, const std::string& lane) {
  if (auto unknown = unknown_lane(policy().lanes, lane)) return answer(caller, *unknown);
  if (state.paused.insert(lane).second) {
    note(lane == kAllLanes ? "paused: nothing new starts until `reeve resume`"
                           : "lane " + lane + " is paused until `reeve resume --lane " + lane + "`");
    record_paused();
  }
  answer(caller, lane == kAllLanes ? "paused: nothing new starts" : "lane " + lane + " is paused");
}

void Machine::resume(Caller caller, const std::string& lane) {
  if (auto unknown = unknown_lane(policy().lanes, lane)) return answer(caller, *unknown);
  const bool all = lane == kAllLanes;
  if (!all && state.paused.contains(kAllLanes))
    return answer(caller, Error{ErrorKind::usage, "lane " + lane + " stays paused: every lane is",
                                "`reeve resume` resumes them all"});
  const bool was_paused = all ? !state.paused.empty() : state.paused.contains(lane);
  if (!was_paused) return answer(caller, all ? "nothing was paused" : "lane " + lane + " was not paused");
  all ? state.paused.clear() : static_cast<void>(state.paused.erase(lane));
  note(all ? "resumed" : "lane " + lane + " is resumed");
  record_paused();
  answer(caller, all ? "resumed" : "lane " + lane + " is resumed");
}

void Machine::record_paused() {
  act(action::RecordPaused{state.paused});
}

// What has passed is on its way to the remote and cannot be called back; all before that ends here.
void Machine::cancel(Caller caller, const std::string& task_id) {
  auto run = std::find_if(state.runs.begin(), state.runs.end(), [&](const RunState& one) {
    return one.task.id == task_id && one.phase != Phase::finished;
  });
  if (run == state.runs.end()) return answer(caller, not_worked_on(state.snapshot, task_id));
  if (!is_cancelled(*run) && (run->phase == Phase::pushing || run->phase == Phase::closing))
    return answer(caller,
                  Error{ErrorKind::conflict,
                        shown(task_id) + " has been judged and is being published: too late to cancel",
                        reeve_command("show", task_id) + " tells how it ended"});
  state.cancelled.insert(task_id);
  auto& callers = state.cancelling[run->id];
  callers.push_back(caller);
  if (callers.size() > 1) return;
  tell(*run, Notice::Kind::note, "cancelled in phase " + std::string(name_of(run->phase)));
  if (run->phase == Phase::waiting) return release(*run, kCancelled);
  act(action::EndWorker{run->id});
}

void Machine::answer_cancels(const RunState& run) {
  auto callers = state.cancelling.extract(run.id);
  if (callers.empty()) return;
  for (Caller caller : callers.mapped()) answer(caller, end_of_cancel(run));
}

std::vector<Blocked> Machine::not_startable() const {
  std::vector<Blocked> tasks;
  for (auto index : board().ready()) {
    if (tasks.size() == kNamedMax) break;
    std::string id(board().tasks()[index].id);
    tasks.push_back({id, state.cancelled.contains(id) ? "was cancelled" : "fits no lane of reeve.json"});
  }
  return tasks;
}

}  // namespace reeve::run
