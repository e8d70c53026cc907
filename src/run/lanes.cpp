// Which lane works on what.
#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"
#include "reeve/run/lane.h"

namespace reeve::run {
namespace {

LaneView view_of(const RunState& run) {
  LaneView view;
  view.state = LaneState::running;
  view.task = run.task.id;
  view.run = run.id;
  view.phase = run.phase;
  view.attempt = run.attempt;
  view.since = run.started_at;
  return view;
}

}  // namespace

bool Lane::takes(std::string_view task_id) const {
  return tasks.empty() || std::any_of(tasks.begin(), tasks.end(),
                                      [&](const std::string& glob) { return glob_match(glob, task_id); });
}

std::vector<Lane> numbered_lanes(int count) {
  std::vector<Lane> lanes;
  for (int i = 1; i <= count; ++i) lanes.push_back({std::to_string(i), {}});
  return lanes;
}

bool Machine::is_paused(const Lane& lane) const {
  return state.paused.contains(kAllLanes) || state.paused.contains(lane.name);
}

// Work that has passed needs its lane no more: the next claim goes out in one push with its verdict. A
// failure may stop the loop, so that is awaited.
bool Machine::occupies_lane(const RunState& run) const {
  if (run.phase == Phase::finished || is_aside(run)) return false;
  return run.phase != Phase::closing || run.outcome != Outcome::done;
}

const RunState* Machine::run_in(const Lane& lane) const {
  for (const RunState& run : state.runs)
    if (run.lane == lane.name && occupies_lane(run)) return &run;
  return nullptr;
}

const RunState* Machine::shown_in(const Lane& lane) const {
  if (const RunState* run = run_in(lane)) return run;
  for (const RunState& run : state.runs)
    if (run.lane == lane.name && run.phase != Phase::finished) return &run;
  return nullptr;
}

std::optional<Choice> Machine::choice_for(const Lane& lane) const {
  const TaskIds* only = policy().once ? &state.once_ids : nullptr;
  const TaskIds except = not_to_choose();
  return choose(board(), state.runs, {only, &except, &lane, policy().branch_pattern, &policy().repositories});
}

bool Machine::claim_next() {
  for (const Lane& lane : policy().lanes) {
    if (run_in(lane) || is_paused(lane)) continue;
    auto choice = choice_for(lane);
    if (!choice || would_go_first(*choice, lane)) continue;
    claim(choice->task, lane);
    return true;
  }
  return false;
}

// Whether a task before the chosen one is ready as soon as the verdicts on their way are published.
bool Machine::would_go_first(const Choice& choice, const Lane& lane) const {
  TaskIds passed;
  for (const RunState& run : state.runs)
    if (run.phase == Phase::closing && run.outcome == Outcome::done) passed.insert(run.task.id);
  if (passed.empty()) return false;
  const auto& tasks = board().tasks();
  return std::any_of(tasks.begin(), tasks.begin() + choice.task, [&](const board::Task& task) {
    if (task.task_class != board::TaskClass::not_started || task.ready || !task.held.empty()) return false;
    auto waiting = board().waiting_on(task);
    return lane.takes(task.id) && std::all_of(waiting.begin(), waiting.end(), [&](std::uint32_t index) {
             return passed.contains(tasks[index].id);
           });
  });
}

void Machine::place_in_lane(RunState& run) {
  const std::string before = std::exchange(run.lane, "");
  const Lane* found = nullptr;
  for (const Lane& lane : policy().lanes)
    if (!run_in(lane) && (!found || lane.name == before)) found = &lane;
  if (found) run.lane = found->name;
}

bool Machine::may_claim_more() const {
  auto claiming = [](const RunState& run) { return run.phase == Phase::claiming; };
  auto pending = std::count_if(state.runs.begin(), state.runs.end(), claiming);
  return !policy().max_tasks || state.claimed + pending < *policy().max_tasks;
}

bool Machine::waits_for_resume() const {
  return may_claim_more() && std::any_of(policy().lanes.begin(), policy().lanes.end(), [&](const Lane& lane) {
           return is_paused(lane) && choice_for(lane);
         });
}

LaneState Machine::state_of(const Lane& lane) const {
  if (shown_in(lane)) return LaneState::running;
  if (is_paused(lane)) return LaneState::paused;
  if (state.stop || !may_claim_more()) return LaneState::done;
  if (!state.snapshot.board) return LaneState::idle;
  const auto& tasks = board().tasks();
  bool left = std::any_of(tasks.begin(), tasks.end(), [&](const board::Task& task) {
    return task.task_class == board::TaskClass::not_started && lane.takes(task.id) &&
           !state.cancelled.contains(task.id) && (!policy().once || state.once_ids.contains(task.id));
  });
  return left ? LaneState::idle : LaneState::done;
}

std::vector<LaneView> Machine::lane_views() const {
  std::vector<LaneView> views;
  for (const Lane& lane : policy().lanes) {
    const RunState* run = shown_in(lane);
    views.push_back(run ? view_of(*run) : LaneView());
    views.back().name = lane.name;
    views.back().state = state_of(lane);
    views.back().paused = is_paused(lane);
  }
  // Of a start with more lanes.
  for (const RunState& run : state.runs)
    if (run.lane.empty() && run.phase != Phase::finished) views.push_back(view_of(run));
  return views;
}

}  // namespace reeve::run
