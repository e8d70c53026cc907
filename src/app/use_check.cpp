// check: the tracking file judged, as it lies here or as it is staged; who changed what in it.
#include "app/check_history.h"
#include "app/pipeline.h"
#include "app/project.h"

#include "reeve/app/check.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// Nothing: what is staged is what HEAD has.
Result<std::optional<std::string>> staged_bytes(Ports& ports, const Project& project) {
  const std::string &top = project.where.top, &file = project.config.tracking_file;
  REEVE_TRY(auto staged, ports.revisions.bytes_at(top, "", file));
  auto committed = ports.revisions.bytes_at(top, "HEAD", file);
  // Before the first commit there is no HEAD.
  std::optional<std::string> before = committed ? *committed : std::nullopt;
  if (staged == before) return std::optional<std::string>();
  if (staged) return staged;
  return Error{ErrorKind::missing, "the commit would remove the tracking file " + file,
               "keep it: `git restore --staged -- " + shell_quote(file) + "`, or name another in reeve.json"};
}

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

}  // namespace

Result<CheckResponse> App::check(const CheckRequest& request) {
  if (request.file && (request.staged || request.base))
    return Error{ErrorKind::usage, "--staged and --base judge the tracking file, not " + *request.file,
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
  StatusResponse read;
  if (request.staged) {
    REEVE_TRY(auto bytes, staged_bytes(ports_, project));
    response.unchanged = !bytes;
    if (!bytes) return response;
    REEVE_TRY(read.board,
              read_board(*std::move(bytes), to_read_options(project.config, project.branch), response.file));
  } else {
    REEVE_TRY(read, read_project_file(project));
  }
  add_board(response, std::move(read.board));
  if (!request.base) return response;
  std::string base = *request.base;
  if (base == kBaseFromSurroundings) {
    REEVE_TRY(base, base_from_surroundings(ports_, project));
  }
  REEVE_CHECK(judge_history(ports_.revisions, project, base, response));
  return response;
}

}  // namespace reeve::app
