#include "app/leftovers.h"

#include <algorithm>
#include <set>

#include "app/checks.h"

namespace reeve::app {
namespace {

constexpr std::size_t kWorktreesMax = 50;  // asked for their reasons
constexpr std::size_t kDateLength = 10;    // of a time in RFC 3339

std::string text_of(const Taken& taken) {
  return " (" + size_text(taken.bytes) + (taken.more ? " and more" : "") + ")";
}

std::string days_text(Duration keep) {
  return std::to_string(std::chrono::duration_cast<std::chrono::hours>(keep).count() / 24) + "d";
}

// What lies in one of the repositories.
void look_into(Ports& ports, const Project& project, const std::string& top, Leftovers& leftovers) {
  std::string root = worktree_root(project, top);
  if (auto trees = ports.files.list(root)) leftovers.worktrees += trees->size();
  Taken taken = measured(ports.files, root);
  leftovers.by_worktrees.bytes += taken.bytes;
  leftovers.by_worktrees.more |= taken.more;
  if (auto kept = ports.setup.count_refs(top, "refs/reeve/kept/")) leftovers.kept_commits += *kept;
}

// The first end of a time that a finished run stays.
std::optional<Instant> first_to_go(const Leftovers& leftovers, Duration keep) {
  std::optional<Instant> first;
  for (std::size_t i = 0; i < leftovers.runs.size(); ++i) {
    const run::RunState& run = leftovers.runs[i];
    if (leftovers.fates[i] != Fate::stays || run.phase != run::Phase::finished) continue;
    first = std::min(first.value_or(run.ended_at + keep), run.ended_at + keep);
  }
  return first;
}

std::string reason_to_stay(port::Repository* repository, const run::RunState& run) {
  if (!repository) return "reeve.json names its repository " + run.repository + " no more, or it is not fit";
  auto reason = repository->reason_to_stay(run.workspace);
  return reason ? *reason : reason.error().message;
}

}  // namespace

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

Result<Leftovers> look_at_leftovers(Ports& ports, const Project& project,
                                    const std::vector<OtherRepository>& others, const board::Board* board) {
  Leftovers leftovers;
  RunFolders folders(ports.files, project.reeve_dir);
  REEVE_TRY(leftovers.runs, folders.load_all(&leftovers.unreadable));
  Retain retain{project.config.keep.runs, project.config.tracking_file,
                room_of(ports.files, folders, leftovers.runs)};
  leftovers.fates = fates_of(leftovers.runs, board, retain, ports.now());
  leftovers.by_records = measured(ports.files, project.reeve_dir);
  look_into(ports, project, project.main_top, leftovers);
  for (const OtherRepository& other : others) look_into(ports, project, other.where.top, leftovers);
  return leftovers;
}

std::string describe(const Leftovers& leftovers, Duration keep) {
  std::string text = counted(leftovers.runs.size(), "run", "runs") + " on record" +
                     text_of(leftovers.by_records) + ", " +
                     counted(leftovers.worktrees, "worktree", "worktrees") +
                     (leftovers.worktrees > 0 ? text_of(leftovers.by_worktrees) : "") + ", " +
                     counted(leftovers.kept_commits, "kept commit", "kept commits");
  auto going = std::count(leftovers.fates.begin(), leftovers.fates.end(), Fate::goes);
  std::string age = "keep.runs (" + days_text(keep) + ")";
  if (going > 0)
    return text + "; " + counted(static_cast<std::size_t>(going), "run is", "runs are") + " older than " +
           age + " or have no room: the next `reeve run` removes what is left of " +
           (going == 1 ? "it" : "them");
  auto first = first_to_go(leftovers, keep);
  if (first) text += "; none is older than " + age + " before " + to_rfc3339(*first).substr(0, kDateLength);
  return text;
}

std::vector<StuckWorktree> stuck_worktrees(Ports& ports, const RepositoryOf& repository_of,
                                           const Leftovers& leftovers) {
  std::vector<StuckWorktree> stuck;
  std::set<std::string> asked;
  for (std::size_t i = 0; i < leftovers.runs.size() && asked.size() < kWorktreesMax; ++i) {
    const run::RunState& run = leftovers.runs[i];
    const std::string& path = run.workspace.path;
    if (leftovers.fates[i] == Fate::stays || path.empty() || !ports.files.exists(path)) continue;
    if (!asked.insert(path).second || shares_worktree(leftovers.runs, leftovers.fates, run)) continue;
    std::string words = reason_to_stay(repository_of(run), run);
    if (!words.empty()) stuck.push_back({path, run.task.id, words});
  }
  return stuck;
}

}  // namespace reeve::app
