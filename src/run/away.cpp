// The remote of another repository than the board's does not answer: only its own tasks wait for it. What is
// not judged yet is put back, what waits for its push stays on record for the next start, the rest goes on.
#include <algorithm>

#include "machine.h"

namespace reeve::run {

bool Machine::leave_aside(const RunState& run, const Error& error) {
  if (error.kind != ErrorKind::unreachable || run.repository.empty() || state.order) return false;
  if (state.away.emplace(run.repository, error).second)
    note(error.message + "; nothing more is started in " + run.repository + ", the rest goes on");
  return true;
}

bool Machine::is_aside(const RunState& run) const {
  return run.phase == Phase::pushing && state.away.contains(run.repository) &&
         run.push_attempts >= policy().push_attempts;
}

// A push there came through: those that had given up try again.
void Machine::is_back(const std::string& repository) {
  if (state.away.erase(repository) == 0) return;
  for (RunState& run : state.runs) {
    bool gave_up = run.phase == Phase::pushing && run.repository == repository &&
                   run.push_attempts >= policy().push_attempts;
    if (!gave_up) continue;
    run.push_attempts = 0;
    act(action::Push{run.id});
  }
}

TaskIds Machine::not_to_choose() const {
  TaskIds ids = state.cancelled;
  if (state.away.empty()) return ids;
  for (auto index : board().ready()) {
    const board::Task& task = board().tasks()[index];
    auto repository = repository_of(policy().repositories, board().plain(task, board::Column::repo));
    if (state.away.contains(repository)) ids.emplace(task.id);
  }
  return ids;
}

std::optional<Stop> Machine::stop_for_away() const {
  if (state.away.empty()) return std::nullopt;
  auto waits = [&](const board::Task& task) {
    bool open =
        task.task_class == board::TaskClass::not_started || task.task_class == board::TaskClass::in_progress;
    return open && state.away.contains(
                       repository_of(policy().repositories, board().plain(task, board::Column::repo)));
  };
  if (std::none_of(board().tasks().begin(), board().tasks().end(), waits)) return std::nullopt;
  const Error& error = state.away.begin()->second;
  return Stop{StopReason::unreachable, error.message, error.hint};
}

}  // namespace reeve::run
