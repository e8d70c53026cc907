#include "app/leftovers.h"

#include <algorithm>
#include <set>

#include "app/checks.h"

namespace reeve::app {
namespace {

constexpr std::size_t kEntriesMax = 20'000;  // below one directory, measured
constexpr std::size_t kWorktreesMax = 50;    // asked for their reasons
constexpr std::size_t kDateLength = 10;      // of a time in RFC 3339

void measure(port::Files& files, const std::string& directory, std::size_t& entries, Taken& taken) {
  auto list = files.list(directory);
  if (!list) return;
  for (const port::FileEntry& entry : *list) {
    if (++entries > kEntriesMax) {
      taken.more = true;
      return;
    }
    if (entry.directory)
      measure(files, directory + "/" + entry.name, entries, taken);
    else
      taken.bytes += entry.size;
  }
}

Taken measured(port::Files& files, const std::string& directory) {
  Taken taken;
  std::size_t entries = 0;
  measure(files, directory, entries, taken);
  return taken;
}

std::string text_of(const Taken& taken) {
  return " (" + size_text(taken.bytes) + (taken.more ? " and more" : "") + ")";
}

std::string days_text(Duration keep) {
  return std::to_string(std::chrono::duration_cast<std::chrono::hours>(keep).count() / 24) + "d";
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

}  // namespace

std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kMega = 1 << 20;
  return bytes < kMega ? std::to_string((bytes + 1023) / 1024) + " KiB"
                       : std::to_string(bytes / kMega) + " MiB";
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

Result<Leftovers> look_at_leftovers(Ports& ports, const Project& project, const board::Board* board) {
  Leftovers leftovers;
  RunFolders folders(ports.files, project.reeve_dir);
  REEVE_TRY(leftovers.runs, folders.load_all(&leftovers.unreadable));
  leftovers.fates =
      fates_of(leftovers.runs, board, {project.config.keep.runs, project.config.tracking_file}, ports.now());
  leftovers.by_records = measured(ports.files, project.reeve_dir);
  std::string root = worktree_root(project, project.main_top);
  if (auto trees = ports.files.list(root)) leftovers.worktrees = trees->size();
  leftovers.by_worktrees = measured(ports.files, root);
  auto kept = ports.setup.count_refs(project.where.top, "refs/reeve/kept/");
  if (kept) leftovers.kept_commits = *kept;
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
           age + ": the next `reeve run` removes what is left of " + (going == 1 ? "it" : "them");
  auto first = first_to_go(leftovers, keep);
  if (first) text += "; none is older than " + age + " before " + to_rfc3339(*first).substr(0, kDateLength);
  return text;
}

std::vector<StuckWorktree> stuck_worktrees(Ports& ports, port::Repository& repository,
                                           const Leftovers& leftovers) {
  std::vector<StuckWorktree> stuck;
  std::set<std::string> asked;
  for (std::size_t i = 0; i < leftovers.runs.size() && asked.size() < kWorktreesMax; ++i) {
    const run::RunState& run = leftovers.runs[i];
    const std::string& path = run.workspace.path;
    if (leftovers.fates[i] == Fate::stays || path.empty() || !ports.files.exists(path)) continue;
    if (!asked.insert(path).second || shares_worktree(leftovers.runs, leftovers.fates, run)) continue;
    auto reason = repository.reason_to_stay(run.workspace);
    std::string words = reason ? *reason : reason.error().message;
    if (!words.empty()) stuck.push_back({path, run.task.id, words});
  }
  return stuck;
}

}  // namespace reeve::app
