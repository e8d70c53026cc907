#include "app/session_board.h"

#include <algorithm>

#include "app/hand_runs.h"
#include "app/repositories.h"

#include "reeve/base/text.h"
#include "reeve/run/schedule.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kFileMax = 33ull << 20;
constexpr std::uint64_t kSessionIdMax = 4096;
constexpr std::size_t kRecentMax = 200;  // run folders looked into
constexpr const char* kSessionFile = "session";

std::vector<RunId> recent_runs(Ports& ports, const Project& project) {
  auto entries = ports.files.list(project.reeve_dir + "/runs");
  std::vector<RunId> ids;
  if (!entries) return ids;
  std::sort(entries->begin(), entries->end(),
            [](const auto& a, const auto& b) { return a.modified > b.modified; });
  for (const port::FileEntry& entry : *entries) {
    auto id = RunId::parse(entry.name);
    if (id && ids.size() < kRecentMax) ids.push_back(*id);
  }
  return ids;
}

std::string session_of(Ports& ports, RunFolders& folders, const RunId& run) {
  auto text = ports.files.read(folders.file(run, kSessionFile), kSessionIdMax);
  return text ? std::string(trim(*text)) : "";
}

std::optional<run::RunState> open_run(Ports& ports, RunFolders& folders, const RunId& id) {
  auto run = folders.load(id);
  return run && is_by_hand_here(*run, ports.host) ? std::optional(*std::move(run)) : std::nullopt;
}

}  // namespace

SessionRuns runs_of_session(Ports& ports, const Project& project, const std::string& session) {
  SessionRuns runs;
  if (session.empty()) return runs;
  RunFolders folders(ports.files, project.reeve_dir);
  for (const RunId& id : recent_runs(ports, project)) {
    if (session_of(ports, folders, id) != session) continue;
    runs.any = true;
    if (auto open = open_run(ports, folders, id)) runs.open.push_back(*std::move(open));
  }
  return runs;
}

std::vector<run::RunState> hand_runs(Ports& ports, const Project& project) {
  std::vector<run::RunState> runs;
  RunFolders folders(ports.files, project.reeve_dir);
  for (const RunId& id : recent_runs(ports, project))
    if (auto open = open_run(ports, folders, id)) runs.push_back(*std::move(open));
  return runs;
}

bool is_attended(Ports& ports, const Project& project, const run::RunState& run) {
  auto lock = RunFolders(ports.files, project.reeve_dir).lock(run.id, "a look at it");
  return !lock && lock.error().kind == ErrorKind::locked;
}

Status hand_over(Ports& ports, const Project& project, const std::string& from, const std::string& to) {
  RunFolders folders(ports.files, project.reeve_dir);
  for (const RunId& id : recent_runs(ports, project)) {
    if (session_of(ports, folders, id) != from) continue;
    REEVE_CHECK(ports.files.write(folders.file(id, kSessionFile), to));
  }
  return Done{};
}

Result<std::shared_ptr<const board::Board>> read_own_board(Ports& ports, const Project& project) {
  REEVE_TRY(std::string bytes, ports.files.read(project.file_path(), kFileMax));
  return read_board(std::move(bytes), to_read_options(project.config, project.branch),
                    project.config.tracking_file);
}

void add_board(StopFacts& facts, Ports& ports, const Project& project, const board::Board& board,
               const SessionRuns& runs) {
  facts.counts = board.counts();
  run::Repositories repositories = repositories_of(project);
  run::Selection selection;
  selection.branch_pattern = project.config.workspace.branch;
  selection.repositories = &repositories;
  bool any = run::choose(board, {}, selection).has_value();
  facts.ready = any ? board.ready().size() : 0;
  if (!any) {
    auto blocked = run::blocked_tasks(board, 1, repositories);
    if (!blocked.empty())
      facts.blocked = shown_id(blocked[0].id) + " " + one_line(shorten(blocked[0].why, 200));
  }
  for (const run::RunState& own : runs.open) {
    auto& which = is_attended(ports, project, own) ? facts.judging
                  : own.failed_attempts > 0        ? facts.refused
                                                   : facts.unreported;
    which.push_back(own.task.id);
  }
}

}  // namespace reeve::app
