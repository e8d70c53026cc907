#include "app/retention.h"

#include <algorithm>
#include <set>

#include "reeve/base/fault.h"
#include "reeve/run/changes.h"

namespace reeve::app {
namespace {

constexpr std::size_t kRunsMax = 500;                    // of one sweep
constexpr Duration kSweepMax = std::chrono::seconds(5);  // then no further worktree is begun

bool is_expired(const run::RunState& run, const Retain& retain, Instant now) {
  return run.phase == run::Phase::finished && run.ended_at + retain.keep <= now;
}

// Whether the newest run of the task is what tells about its row.
bool explains_row(const board::Board* board, const Retain& retain, const run::RunState& run) {
  if (!board) return true;
  auto row = run.task.source == retain.source ? board->find(run.task.id) : std::nullopt;
  if (!row) return false;
  auto task_class = board->tasks()[*row].task_class;
  return task_class != board::TaskClass::done && task_class != board::TaskClass::not_started;
}

// The branch that reeve made up; one that the row names is the user's.
std::string own_branch(const run::RunState& run) {
  return run.branch_cell.empty() ? run.workspace.branch : "";
}

}  // namespace

std::vector<Fate> fates_of(const Runs& runs, const board::Board* board, const Retain& retain, Instant now) {
  std::vector<Fate> fates;
  std::set<TaskRef> seen;
  for (const run::RunState& run : runs) {
    bool newest = seen.insert(run.task).second;
    bool elsewhere = !run.repository.empty();  // worktree and refs are not in this repository
    bool stays = elsewhere || !is_expired(run, retain, now) || (board && run::owns_row(*board, run));
    bool explains = newest && explains_row(board, retain, run);
    fates.push_back(stays ? Fate::stays : explains ? Fate::loses_worktree : Fate::goes);
  }
  return fates;
}

bool shares_worktree(const Runs& runs, const std::vector<Fate>& fates, const run::RunState& run) {
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (fates[i] == Fate::stays && runs[i].workspace.path == run.workspace.path) return true;
  return false;
}

void Retention::saw(const run::RunState& run) {
  if (run.phase == run::Phase::finished)
    oldest_end_ = std::min(oldest_end_.value_or(run.ended_at), run.ended_at);
}

std::string Retention::sweep(const board::Board& board, const port::Inbox& clock) {
  const Instant began = clock.now();
  if (!oldest_end_ || *oldest_end_ + retain_.keep > began) return "";
  // Read anew: another process may have claimed a task since.
  std::vector<UnreadableRun> unreadable;
  auto read = folders_.load_all(&unreadable);
  if (!read) return "what old runs left was not removed: " + read.error().message;
  if (!unreadable.empty()) return "";  // who knows which worktree that run works in
  const Runs& runs = *read;
  auto fates = fates_of(runs, &board, retain_, began);
  std::size_t going = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (fates[i] == Fate::stays) continue;
    bool wanted = fates[i] == Fate::loses_worktree || going < kRunsMax;
    bool left = has_worktree(runs[i]) && !shares_worktree(runs, fates, runs[i]);
    if (!wanted || (left && (clock.now() - began > kSweepMax || !discard(runs[i])))) fates[i] = Fate::stays;
    if (fates[i] == Fate::goes) ++going;
  }
  return going == 0 ? "" : remove(runs, fates, clock, began + kSweepMax);
}

bool Retention::has_worktree(const run::RunState& run) {
  return !run.workspace.path.empty() && files_.exists(run.workspace.path);
}

// Why it could not be, `reeve doctor` says.
bool Retention::discard(const run::RunState& run) {
  auto left = repository_.discard(run.workspace);
  fault_point("expired-worktree-gone");
  return left && left->empty();
}

std::string Retention::remove(const Runs& runs, const std::vector<Fate>& fates, const port::Inbox& clock,
                              Instant until) {
  std::set<std::string> used;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (fates[i] != Fate::goes) used.insert(runs[i].workspace.branch);
  std::vector<port::LeftBehind> left;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    std::string branch = own_branch(runs[i]);
    if (fates[i] == Fate::goes) left.push_back({runs[i].id, used.contains(branch) ? "" : branch});
  }
  auto forgotten = repository_.forget(left);
  if (!forgotten) return "what old runs left was not removed: " + forgotten.error().message;
  fault_point("expired-refs-gone");
  std::size_t count = 0;
  for (const port::LeftBehind& one : left) {
    if (count > 0 && clock.now() > until) break;
    auto removed = folders_.remove(one.run);
    if (!removed) return "what an old run left was not removed: " + removed.error().message;
    fault_point("expired-folder-gone");
    ++count;
  }
  return "removed what " + std::to_string(count) + (count == 1 ? " run" : " runs") +
         " left that ended long ago (keep.runs)";
}

}  // namespace reeve::app
