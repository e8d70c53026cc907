// status: the board of the work tree's file, and what runs; once, or again and again.
#include <algorithm>

#include "app/project.h"
#include "app/run_folder.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

std::vector<RunId> runs_named(const board::Board& board) {
  std::vector<RunId> named;
  for (const board::Task& task : board.tasks()) {
    if (task.task_class != board::TaskClass::in_progress) continue;
    if (auto run = run_of_agent(board.plain(task, board::Column::agent))) named.push_back(*run);
  }
  return named;
}

bool same_phases(const std::vector<run::RunState>& one, const std::vector<run::RunState>& other) {
  return std::equal(
      one.begin(), one.end(), other.begin(), other.end(),
      [](const auto& left, const auto& right) { return left.id == right.id && left.phase == right.phase; });
}

}  // namespace

Result<StatusResponse> App::project_status(const Project& project, const StatusResponse* known) {
  REEVE_TRY(StatusResponse response, read_project_file(project, known));
  RunFolders folders(ports_.files, project.reeve_dir);
  auto runs = folders.load_unfinished(runs_named(*response.board), kRecentRuns);
  // Something was published since: how the file differs from it must be asked again.
  if (known && !same_phases(runs, known->runs)) {
    REEVE_TRY(response, read_project_file(project));
  }
  response.runs = std::move(runs);
  response.loop = look_at_loop(project);
  response.at = ports_.now();
  return response;
}

// A run's phases are seen when the second is over; watching its folder would wake us for all its output.
Status App::watch(const StatusListener& listener) {
  REEVE_TRY(Project project, project());
  std::optional<StatusResponse> known;
  while (true) {
    auto fresh = project_status(project, known ? &*known : nullptr);
    if (listener(fresh) == Watching::ended) return Done{};
    known = fresh ? std::optional(*fresh) : std::nullopt;
    auto reader = ports_.wait_for_change({project.file_path(), project.reeve_dir + "/runs/"});
    if (reader == Reader::gone) return Done{};
  }
}

}  // namespace reeve::app
