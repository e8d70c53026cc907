// What a hand asks for: the same claims, verdicts and publishes as the loop's, one at a time.
#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::string_view kOnBoard = " on the published board";

std::string holder_of(const board::Board& board, const board::Task& task) {
  std::string agent = one_line(board.cell(task, board::Column::agent));
  return agent.empty() ? "" : " by " + agent;
}

// Why a row cannot be started now.
Stop cannot_start(const board::Board& board, std::uint32_t index, const Repositories& repositories) {
  using board::TaskClass;
  const board::Task& task = board.tasks()[index];
  std::string id = shown_id(task.id);
  std::string reset = reeve_command("reset", task.id) + " puts it back";
  switch (task.task_class) {
    case TaskClass::in_progress:
      return {StopReason::waits, id + " is in-progress" + holder_of(board, task),
              "take another task; when nobody works on this one any more, " + reset};
    case TaskClass::not_started:
      return {StopReason::conflict, id + " cannot start: " + why_blocked(board, index, repositories),
              "`reeve next` names a task that can"};
    case TaskClass::done:
      return {StopReason::conflict, id + " is done already", "`reeve next` names a task that can start"};
    case TaskClass::failed:
    case TaskClass::other:
      break;
  }
  return {StopReason::conflict,
          id + " is not not-started but '" + one_line(board.cell(task, board::Column::status)) + "'",
          "to have it done again, " + reset};
}

}  // namespace

bool Machine::orders(const RunState& record) const {
  if (state.order) return state.order->run == record.id;
  // A row claimed by hand is never worked by the loop, nor is another host's.
  return record.owner == OwnerKind::engine && record.host == state.host;
}

void Machine::follow_order() {
  std::visit([&](auto& what) { follow(what); }, state.order->what);
}

// One that has just ended is forgotten only at the next event.
bool Machine::any_under_way() const {
  auto under_way = [](const RunState& run) { return run.phase != Phase::finished; };
  return std::any_of(state.runs.begin(), state.runs.end(), under_way);
}

void Machine::follow(const order::Start& start) {
  if (!may_start() || any_under_way()) return;
  if (start.id) return claim_named(*start.id);
  Selection selection;
  selection.branch_pattern = policy().branch_pattern;
  selection.repositories = &policy().repositories;
  if (auto choice = choose(board(), {}, selection)) claim(choice->task, Lane());
}

void Machine::claim_named(const std::string& id) {
  auto row = board().find(id);
  if (!row) return stop_for(board::no_such_task(board(), id, kOnBoard));
  TaskIds only{id};
  Selection selection;
  selection.only = &only;
  selection.branch_pattern = policy().branch_pattern;
  selection.repositories = &policy().repositories;
  auto choice = choose(board(), {}, selection);
  choice ? claim(choice->task, Lane()) : stop_for(cannot_start(board(), *row, policy().repositories));
}

// Taken up when its record is resumed.
void Machine::follow(const order::Report&) {}

void Machine::take_report(RunState& run) {
  auto& report = std::get<order::Report>(state.order->what);
  // What a judge that died was told counts, unless it is told anew.
  bool first = run.phase == Phase::working;
  if (first || report.result) run.result = report.result;
  if (first) count_reported(run);
  reported(run);
}

void Machine::not_accepted_by_hand(const RunState& run, const std::string& reason) {
  std::string id = run.task.id;
  if (run.failed_attempts >= policy().attempts)
    return stop_for({StopReason::some_failed, id + " failed: " + reason,
                     reeve_command("reset", id) + " puts it back, to have it done anew"});
  stop_for({StopReason::some_failed,
            id + " not accepted (" + std::to_string(run.failed_attempts) + " of " +
                std::to_string(policy().attempts) + "): " + reason,
            "mend it in " + shell_quote(run.workspace.working_directory()) +
                ", commit, then report again with " + reeve_command("finish", id)});
}

bool Machine::may_submit() const {
  return !state.stop && !state.backing_off && !state.observing && state.in_flight.empty() &&
         state.waiting.empty() && !any_under_way();
}

bool Machine::resets() const {
  return state.order && std::holds_alternative<order::Reset>(state.order->what);
}

// A run of ours whose worker is gone.
void Machine::take_back_row(RunState& run) {
  std::get<order::Reset>(state.order->what).agent = run.agent;
  release(run, "put back by hand");
}

void Machine::follow(order::Reset& reset) {
  if (!may_submit() || state.order->published) return;
  auto row = board().find(reset.id);
  if (!row) return stop_for(board::no_such_task(board(), reset.id, kOnBoard));
  const board::Task& task = board().tasks()[*row];
  std::string agent = board().cell(task, board::Column::agent);
  bool claimed = task.task_class == board::TaskClass::in_progress;
  if (task.task_class == board::TaskClass::not_started || (reset.only_claimed && !claimed)) return;
  if (task.task_class == board::TaskClass::done)
    return stop_for({StopReason::conflict, shown_id(task.id) + " is done; others may have built on it",
                     "for what is still missing, `reeve add` a task that depends on it"});
  if (reset.agent.value_or(agent) != agent)
    return stop_for({StopReason::conflict,
                     shown_id(task.id) + " has changed hands meanwhile" + holder_of(board(), task),
                     "look at the row; if it is to be put back all the same, give the command again"});
  reset.agent = agent;
  Change change = put_back_change(state.order->change, policy(), board(), task);
  auto applied = board::apply(board(), std::get<board::Edit>(change.edit));
  applied ? submit(std::move(change)) : stop_for(applied.error());
}

void Machine::follow(order::Add& add) {
  if (!may_submit() || state.order->published) return;
  // An earlier push of ours may have arrived although its answer did not.
  auto row = board().find(add.id);
  std::string there = row ? board().cell(board().tasks()[*row], board::Column::description) : "";
  if (row && trim(there) == trim(add.task.description)) {
    state.order->published = true;
    return;
  }
  auto added = board::add_task(board(), add.task, add.reading);
  if (!added) return stop_for(added.error());
  add.id = added->id;
  submit(add_change(state.order->change, policy(), *added, add.task.description));
}

// Whether that was all that was asked for. If not, the loop's own reasons say why.
bool Machine::conclude_order() {
  bool starts = std::holds_alternative<order::Start>(state.order->what);
  bool ready = std::any_of(state.runs.begin(), state.runs.end(), awaits_report);
  if (starts ? !ready : state.stop.has_value()) return false;
  finish({});
  return true;
}

}  // namespace reeve::run
