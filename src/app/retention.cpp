#include "app/retention.h"

#include <algorithm>
#include <set>

#include "app/disk_use.h"

#include "reeve/base/fault.h"
#include "reeve/run/changes.h"

namespace reeve::app {
namespace {

constexpr std::size_t kRunsMax = 500;                    // of one sweep
constexpr Duration kSweepMax = std::chrono::seconds(5);  // then no further worktree is begun
constexpr std::size_t kEndsBetweenSweeps = 100;

bool is_finished(const run::RunState& run) {
  return run.phase == run::Phase::finished;
}

// Whether the newest run of the task is what tells about its row.
bool explains_row(const board::Board* board, const Retain& retain, const run::RunState& run) {
  if (!board) return true;
  auto row = run.task.source == retain.source ? board->find(run.task.id) : std::nullopt;
  if (!row) return false;
  auto task_class = board->tasks()[*row].task_class;
  return task_class != board::TaskClass::done && task_class != board::TaskClass::not_started;
}

// A branch of a repository ("" = that with the table).
using Branch = std::pair<std::string, std::string>;
Branch branch_of(const run::RunState& run) {
  return {run.repository, run.workspace.branch};
}

std::string counted_runs(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " run" : " runs");
}

}  // namespace

std::size_t room_of(port::Files& files, const RunFolders& folders, const Runs& runs) {
  std::size_t room = 0;
  std::uint64_t bytes = 0;
  for (const run::RunState& run : runs) {
    if (!is_finished(run)) continue;
    bytes += measured(files, folders.path(run.id)).bytes;
    if (room == kRunsRoom || (room > 0 && bytes > kBytesRoom)) break;
    ++room;
  }
  return room;
}

std::vector<Fate> fates_of(const Runs& runs, const board::Board* board, const Retain& retain, Instant now) {
  std::vector<Fate> fates;
  std::set<TaskRef> seen;
  std::size_t finished = 0;
  for (const run::RunState& run : runs) {
    bool newest = seen.insert(run.task).second;
    bool has_room = !is_finished(run) || finished++ < retain.room || run.outcome != run::Outcome::done;
    bool in_time = !is_finished(run) || run.ended_at + retain.keep > now;
    bool stays = (in_time && has_room) || (board && run::owns_row(*board, run));
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
  if (!is_finished(run)) return;
  oldest_end_ = std::min(oldest_end_.value_or(run.ended_at), run.ended_at);
  bytes_ += measured(files_, folders_.path(run.id)).bytes;
  ++finished_;
  ++ended_since_;
}

bool Retention::is_due() const {
  return ended_since_ >= kEndsBetweenSweeps;
}

bool Retention::may_find(Instant now) const {
  if (!oldest_end_) return false;
  return *oldest_end_ + retain_.keep <= now || finished_ > kRunsRoom || bytes_ > kBytesRoom;
}

std::string Retention::sweep(const board::Board& board, const port::Inbox& clock) {
  const Instant began = clock.now();
  ended_since_ = 0;
  if (!may_find(began)) return "";
  // Read anew: another process may have claimed a task since.
  std::vector<UnreadableRun> unreadable;
  auto read = folders_.load_all(&unreadable);
  if (!read) return "what old runs left was not removed: " + read.error().message;
  if (!unreadable.empty()) return "";  // who knows which worktree that run works in
  const Runs& runs = *read;
  retain_.room = room_of(files_, folders_, runs);
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
  port::Repository* repository = repository_of_(run);
  if (!repository) return false;
  auto left = repository->discard(run.workspace);
  fault_point("expired-worktree-gone");
  return left && left->empty();
}

// One repository that fails does not keep the others from it.
Status Retention::forget(const Runs& runs, std::vector<Fate>& fates) {
  std::set<Branch> used;
  std::map<port::Repository*, std::vector<std::size_t>> going;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (fates[i] == Fate::goes)
      going[repository_of_(runs[i])].push_back(i);
    else
      used.insert(branch_of(runs[i]));
  }
  Status result = Done{};
  for (const auto& [repository, indexes] : going) {
    std::vector<port::LeftBehind> left;
    for (std::size_t i : indexes) {
      // The branch that reeve made up; one that the row names is the user's.
      bool branch_goes = runs[i].branch_cell.empty() && !used.contains(branch_of(runs[i]));
      left.push_back({runs[i].id, branch_goes ? runs[i].workspace.branch : ""});
    }
    Status forgotten = repository ? repository->forget(left) : Status(Done{});
    if (repository && forgotten) continue;
    for (std::size_t i : indexes) fates[i] = Fate::stays;
    if (!forgotten) result = forgotten;
  }
  return result;
}

std::string Retention::remove(const Runs& runs, std::vector<Fate>& fates, const port::Inbox& clock,
                              Instant until) {
  auto forgotten = forget(runs, fates);
  fault_point("expired-refs-gone");
  std::size_t count = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (fates[i] != Fate::goes) continue;
    if (count > 0 && clock.now() > until) break;
    auto removed = folders_.remove(runs[i].id);
    if (!removed) return "what an old run left was not removed: " + removed.error().message;
    fault_point("expired-folder-gone");
    ++count;
  }
  finished_ -= std::min(count, finished_);
  if (!forgotten) return "what old runs left was not all removed: " + forgotten.error().message;
  if (count == 0) return "";
  return "removed what " + counted_runs(count) +
         " left: past keep.runs, or more than there is room for (`reeve help keep`)";
}

}  // namespace reeve::app
