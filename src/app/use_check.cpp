// check: the tracking file judged, as it lies here, is staged or is pushed; who changed what in it.
#include "app/check_history.h"
#include "app/pipeline.h"
#include "app/project.h"
#include "app/pushed_changes.h"
#include "app/staged_changes.h"

#include "reeve/app/check.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

std::uint32_t character_of(const board::Problem& problem, const board::Document& document) {
  if (problem.line == 0 || problem.column == 0) return 0;
  std::string_view before = document.text(document.line(problem.line)).substr(0, problem.column - 1);
  std::uint32_t characters = 1;
  for (char byte : before) characters += (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
  return characters;
}

void add_board(CheckResponse& response, std::shared_ptr<const board::Board> board) {
  for (const board::Problem& problem : board->problems())
    response.problems.push_back({problem, character_of(problem, board->document()), "", "", ""});
  response.board = std::move(board);
}

Status add_staged(Ports& ports, const Project& project, const std::string& directory,
                  CheckResponse& response) {
  // A worker commits in a worktree of its own.
  REEVE_TRY(auto here, ports.checkout.locate(directory));
  REEVE_TRY(auto staged, read_staged(ports, project, here.top));
  response.unchanged = !staged;
  if (!staged) return Done{};
  add_board(response, staged->board);
  // What a squashed merge brings was perhaps reeve's; without its commits nobody can tell.
  bool squashes = ports.files.exists(here.git_dir + "/SQUASH_MSG");
  for (board::Violation& violation : staged->violations) {
    if (squashes)
      violation.message += " (by a squashed merge, which loses who did it: merge without --squash)";
    response.problems.push_back(problem_of(violation, *response.board, "", ""));
  }
  return Done{};
}

Status add_pushed(Ports& ports, const Project& project, const std::string& refs, CheckResponse& response) {
  REEVE_TRY(auto pushed, judge_pushed(ports, project, project.where.top, refs));
  response.unchanged = !pushed.board;
  response.left_out = pushed.left_out;
  if (!pushed.board) return Done{};
  add_board(response, pushed.board);
  for (const PushedViolation& found : pushed.violations)
    response.problems.push_back(problem_of(found.violation, *response.board, found.commit, found.author));
  return Done{};
}

// What a change makes of the configuration, its author has chosen: judged by that alone, a table could pass
// that is another one, or is read in another way.
Status judge_configuration(Ports& ports, const Project& project, CheckResponse& response) {
  const std::string& top = project.where.top;
  REEVE_TRY(auto text, ports.revisions.bytes_at(top, response.base, std::string(kConfigFile)));
  auto config = text ? parse_config(*text) : Result<Config>(Config());
  if (!config) return Done{};
  REEVE_TRY(auto table, ports.revisions.bytes_at(top, response.base, config->tracking_file));
  if (!table) return Done{};
  auto add = [&](const std::string& message) {
    board::Violation found{"RV035", 0, "", "", "reeve.json: " + message + ""};
    response.problems.push_back(problem_of(found, *response.board, "", ""));
  };
  if (config->tracking_file != project.config.tracking_file)
    add("tracking_file was " + one_line(config->tracking_file) + ", and is another one now");
  if (config->columns != project.config.columns) add("columns are read in another way now");
  if (config->statuses != project.config.statuses) add("statuses are read in another way now");
  return Done{};
}

}  // namespace

Result<CheckResponse> App::check(const CheckRequest& request) {
  if (request.file && (request.staged || request.base || request.pushed))
    return Error{ErrorKind::usage,
                 "--staged, --pre-push and --base judge the tracking file, not " + *request.file,
                 "leave the file out"};
  CheckResponse response;
  auto pipeline = pipeline_in(ports_.environment);
  response.for_annotations = pipeline && pipeline->annotates;
  if (request.file) {
    REEVE_TRY(StatusResponse read, status({request.file, false}));
    response.file = read.file;
    add_board(response, std::move(read.board));
    return response;
  }
  REEVE_TRY(Project project, project());
  response.file = project.config.tracking_file;
  if (request.staged) {
    REEVE_CHECK(add_staged(ports_, project, directory_, response));
  } else if (request.pushed) {
    REEVE_CHECK(add_pushed(ports_, project, *request.pushed, response));
  } else {
    REEVE_TRY(StatusResponse read, read_project_file(project));
    add_board(response, std::move(read.board));
  }
  if (!request.base || response.unchanged) return response;
  std::string base = *request.base;
  if (base == kBaseFromSurroundings) {
    REEVE_TRY(base, base_from_surroundings(ports_, project));
  }
  REEVE_CHECK(judge_history(ports_.revisions, project, base, response));
  REEVE_CHECK(judge_configuration(ports_, project, response));
  REEVE_TRY(auto head, ports_.revisions.find(project.where.top, "HEAD"));
  if (head == response.base) response.left_out = "HEAD is what it is compared with: no commit was judged";
  return response;
}

}  // namespace reeve::app
