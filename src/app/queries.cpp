// status, next, show: questions on the work tree's file and on our records.
#include "app/project.h"
#include "app/repositories.h"
#include "app/run_folder.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"
#include "reeve/board/rules.h"

namespace reeve::app {
namespace {

constexpr std::size_t kBlockedMax = 20;

std::string join_path(const std::string& directory, const std::string& path) {
  return path.starts_with('/') ? path : directory + "/" + path;
}

std::string difference_text(port::Difference difference, const Project& project) {
  const std::string& file = project.config.tracking_file;
  switch (difference) {
    case port::Difference::differs:
      return file + " here differs from " + project.published() + ", which is what `reeve run` goes by";
    case port::Difference::not_published:
      return file + " is not on " + project.published() + " yet; `reeve run` will not see it";
    case port::Difference::same:
    case port::Difference::unknown:
      break;
  }
  return "";
}

}  // namespace

App::App(Ports& ports, std::string directory) : ports_(ports), directory_(std::move(directory)) {}
App::~App() = default;

Result<Project> App::project() {
  return load_project(ports_, directory_);
}

Result<StatusResponse> App::read_project_file(const Project& project, const StatusResponse* known) {
  REEVE_TRY(std::string bytes, read_tracking_file(ports_.files, project.file_path()));
  if (known && known->board->document().bytes() == bytes) return *known;
  StatusResponse response;
  response.file = project.config.tracking_file;
  response.repositories = repositories_of(project);
  REEVE_TRY(response.board,
            read_board(std::move(bytes), to_read_options(project.config, project.branch), response.file));
  if (project.branch.empty()) return response;
  auto difference = ports_.checkout.compare(project.where, project.config.tracking_file,
                                            project.config.remote, project.branch);
  if (difference) response.differs = difference_text(*difference, project);
  return response;
}

Result<StatusResponse> App::status(const StatusRequest& request) {
  if (!request.file) {
    REEVE_TRY(Project project, project());
    return project_status(project, nullptr);
  }
  REEVE_TRY(std::string bytes, read_tracking_file(ports_.files, join_path(directory_, *request.file)));
  StatusResponse response;
  response.file = *request.file;
  if (request.with_rows) {
    auto any = board::read_any(std::move(bytes), {});
    if (!any) return Error(any.error()).within(response.file);
    response.board = std::make_shared<const board::Board>(*std::move(any));
    return response;
  }
  REEVE_TRY(response.board, read_board(std::move(bytes), {}, response.file));
  return response;
}

Result<NextResponse> App::next() {
  REEVE_TRY(Project project, project());
  REEVE_TRY(StatusResponse read, read_project_file(project));
  run::Selection selection;
  selection.branch_pattern = project.config.workspace.branch;
  selection.repositories = &read.repositories;
  NextResponse response{read.board, run::choose(*read.board, {}, selection), {}, read.differs};
  if (!response.choice) response.blocked = run::blocked_tasks(*read.board, kBlockedMax, read.repositories);
  return response;
}

Result<ShowResponse> App::show(const std::string& id) {
  REEVE_TRY(Project project, project());
  ShowResponse response;
  response.id = id;
  auto read = read_project_file(project);
  if (read) {
    response.board = read->board;
    response.row = read->board->find(id);
  }
  RunFolders folders(ports_.files, project.reeve_dir);
  REEVE_TRY(auto runs, folders.load_all(nullptr));
  for (run::RunState& run : runs) {
    if (run.task.id != id) continue;
    response.folders.push_back(folders.path(run.id));
    response.runs.push_back(std::move(run));
  }
  if (response.row || !response.runs.empty()) return response;
  if (!read) return read.error();
  return board::no_such_task(*response.board, id, " in " + project.config.tracking_file);
}

std::vector<RuleHelp> rules() {
  std::vector<RuleHelp> list;
  for (const board::Rule& rule : board::rules()) list.push_back({rule.id, name_of(rule.level), rule.text});
  return list;
}

}  // namespace reeve::app
