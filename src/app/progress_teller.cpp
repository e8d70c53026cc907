#include "app/progress_teller.h"

#include <algorithm>

#include "reeve/base/text.h"
#include "reeve/run/schedule.h"

namespace reeve::app {
namespace {

constexpr Duration kApartMin{100};
constexpr Duration kTick{1000};
constexpr std::size_t kOutputMax = 4 << 10;  // kept of what a process prints
constexpr std::size_t kLineMax = 1 << 10;

std::string standing_of(const run::LoopState& state) {
  if (state.stop) return state.stop->message.substr(0, state.stop->message.find('\n'));
  if (state.hold) return "waits until " + to_rfc3339(state.hold->until) + ": " + state.hold->why;
  if (state.backing_off) return "trying to publish again soon";
  if (state.waiting_since) return "waiting for another hand";
  if (!state.snapshot.board) return "looking at the published tasks";
  return "";
}

}  // namespace

std::string last_line_of(std::string_view output) {
  while (!output.empty()) {
    auto newline = output.rfind('\n');
    std::string_view line = trim(newline == output.npos ? output : output.substr(newline + 1));
    // A progress bar draws over itself.
    auto carriage_return = line.rfind('\r');
    if (carriage_return != line.npos) line.remove_prefix(carriage_return + 1);
    std::string plain = without_escapes(line.substr(0, kLineMax));
    if (!trim(plain).empty()) return std::string(trim(plain));
    if (newline == output.npos) break;
    output = output.substr(0, newline);
  }
  return "";
}

void ProgressTeller::stepped() {
  if (!listener_) return;
  Instant now = inbox_.now();
  for (const run::RunState& run : state_.runs) watch(run, now);
  changed(now);
}

void ProgressTeller::watch(const run::RunState& run, Instant now) {
  auto at = watched_.find(run.id);
  if (run.phase == run::Phase::finished) {
    if (at == watched_.end()) return;
    bool judged = run.outcome == run::Outcome::done || run.outcome == run::Outcome::failed;
    if (judged) {
      ++finished_count_;
      finished_took_ += now - at->second.first_seen;
    }
    watched_.erase(at);
    return;
  }
  bool known = at != watched_.end();
  if (known && at->second.phase == run.phase && at->second.attempt == run.attempt) return;
  Watched watched;
  watched.phase = run.phase;
  watched.attempt = run.attempt;
  watched.first_seen = known ? at->second.first_seen : now;
  watched.since = now;
  watched_[run.id] = std::move(watched);
}

void ProgressTeller::gate_started(const RunId& run, std::string name) {
  auto at = watched_.find(run);
  if (!listener_ || at == watched_.end()) return;
  at->second.gate = std::move(name);
  at->second.since = inbox_.now();
  at->second.output.clear();
  at->second.last_output = {};
}

void ProgressTeller::output(const RunId& run, std::string_view text) {
  auto at = watched_.find(run);
  if (!listener_ || at == watched_.end()) return;
  std::string& kept = at->second.output;
  if (text.size() > kOutputMax) text.remove_prefix(text.size() - kOutputMax);
  kept += text;
  if (kept.size() > 2 * kOutputMax) kept.erase(0, kept.size() - kOutputMax);
  Instant now = inbox_.now();
  at->second.last_output = now;
  changed(now);
}

void ProgressTeller::changed(Instant now) {
  last_taken_ = std::min(last_taken_, now);  // the clock may have been set back
  arm(std::max(now, last_taken_ + kApartMin));
}

void ProgressTeller::arm(Instant at) {
  if (armed_ && *armed_ <= at) return;
  armed_ = at;
  inbox_.call_at(at, [this, at] {
    if (armed_ != at) return;  // an earlier one has come in between
    armed_.reset();
    take();
  });
}

void ProgressTeller::take() {
  Instant now = inbox_.now();
  last_taken_ = now;
  listener_(picture(), now);
  arm(now + kTick);
}

Progress ProgressTeller::picture() {
  Progress progress;
  progress.started_at = state_.started_at.value_or(inbox_.now());
  progress.lanes = static_cast<int>(state_.policy.lanes.size());
  progress.totals = state_.totals;
  progress.finished_count = finished_count_;
  progress.finished_took = finished_took_;
  progress.standing = standing_of(state_);
  look_at_board(progress);
  for (const run::RunState& run : state_.runs) {
    auto at = watched_.find(run.id);
    if (at == watched_.end()) continue;
    const Watched& watched = at->second;
    RunningTask task;
    task.run = run.id;
    task.id = run.task.id;
    task.phase = run.phase;
    task.gate = watched.gate;
    task.attempt = run.attempt == 0 ? 0 : run.failed_attempts + (run.outcome ? 0 : 1);
    task.attempts_max = state_.policy.attempts;
    task.started = watched.first_seen;
    task.since = watched.since;
    task.tokens = run.usage.used() + run.spending.used();
    task.last_line = last_line_of(watched.output);
    task.last_output = watched.last_output;
    progress.running.push_back(std::move(task));
  }
  return progress;
}

void ProgressTeller::look_at_board(Progress& progress) {
  if (!state_.snapshot.board) return;
  const board::Board& board = *state_.snapshot.board;
  if (board_revision_ != state_.snapshot.revision) {
    board_revision_ = state_.snapshot.revision;
    held_ = static_cast<int>(
        std::count_if(board.tasks().begin(), board.tasks().end(), [](const board::Task& task) {
          return !task.held.empty() && task.task_class == board::TaskClass::not_started;
        }));
    stuck_ = static_cast<int>(run::stuck_tasks(board).size());
  }
  progress.board_seen = true;
  progress.counts = board.counts();
  progress.held = held_;
  progress.stuck = stuck_;
}

}  // namespace reeve::app
