// check: the tracking file judged, as it lies here or as it is staged; who changed what in it.
#include <map>

#include "app/project.h"
#include "app/pushed_changes.h"
#include "app/staged_changes.h"

#include "reeve/app/check.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// Versions that are compared one by one.
constexpr std::size_t kCommitsMax = 200;
constexpr std::size_t kChangesMax = 2000;

// id → header → text; of rows with the same id the first.
using Cells = std::map<std::string, std::map<std::string, std::string>>;

Cells cells_of(const std::string& bytes, const board::ReadOptions& options) {
  Cells cells;
  auto board = board::Board::read(bytes, options);
  if (!board) return cells;
  std::map<std::uint32_t, std::vector<std::vector<std::string>>> rows;
  for (const board::Task& task : board->tasks()) {
    if (task.id.empty() || cells.contains(std::string(task.id))) continue;
    if (!rows.contains(task.table)) rows[task.table] = board->rows(task.table);
    const auto& header = rows[task.table].front();
    const auto& texts = rows[task.table][task.row + 1];
    auto& row = cells[std::string(task.id)];
    for (std::size_t i = 0; i < header.size(); ++i)
      row[to_lower_ascii(header[i])] = i < texts.size() ? texts[i] : "";
  }
  return cells;
}

std::string run_of(const port::FileCommit& commit) {
  for (const port::Trailer& trailer : commit.trailers)
    if (trailer.name == "Reeve-Run") return trailer.value;
  return "";
}

class History {
 public:
  explicit History(CheckResponse& response) : response_(response) {}

  void compare(const Cells& before, const Cells& after, const port::FileCommit& commit) {
    using Kind = RowChange::Kind;
    for (const auto& [id, row] : before)
      if (!after.contains(id)) add(Kind::removed, id, commit);
    for (const auto& [id, row] : after) {
      auto old = before.find(id);
      if (old == before.end()) {
        add(Kind::added, id, commit);
        continue;
      }
      for (const auto& [column, text] : row) {
        auto was = old->second.find(column);
        if (was != old->second.end() && was->second != text)
          add(Kind::changed, id, commit, column, was->second, text);
      }
    }
  }

 private:
  void add(RowChange::Kind kind, const std::string& id, const port::FileCommit& commit,
           const std::string& column = "", const std::string& from = "", const std::string& to = "") {
    if (response_.changes.size() < kChangesMax)
      response_.changes.push_back({kind, id, column, from, to, commit.oid, commit.author, run_of(commit)});
    else
      response_.left_out = "only the first " + std::to_string(kChangesMax) + " changes are told";
  }

  CheckResponse& response_;
};

Status add_changes(Ports& ports, const Project& project, const std::string& base, const std::string& bytes,
                   CheckResponse& response) {
  const std::string &top = project.where.top, &file = project.config.tracking_file;
  board::ReadOptions options = to_read_options(project.config, project.branch);
  REEVE_TRY(std::string fork, ports.revisions.fork_of(top, base));
  REEVE_TRY(auto commits, ports.revisions.changes(top, fork, file, kCommitsMax));
  if (commits.size() == kCommitsMax) {
    response.left_out = "only the newest " + std::to_string(kCommitsMax) + " commits are looked at";
    fork = commits.front().oid + "^";
  }
  History history(response);
  REEVE_TRY(auto first, ports.revisions.bytes_at(top, fork, file));
  Cells before = cells_of(first.value_or(""), options);
  for (const port::FileCommit& commit : commits) {
    REEVE_TRY(auto version, ports.revisions.bytes_at(top, commit.oid, file));
    Cells after = cells_of(version.value_or(""), options);
    history.compare(before, after, commit);
    before = std::move(after);
  }
  history.compare(before, cells_of(bytes, options), {});
  return Done{};
}

board::Problem problem_of(const board::Violation& violation) {
  return {violation.rule, board::Level::error, violation.line, 0, violation.id, violation.message};
}

}  // namespace

Result<CheckResponse> App::check(const CheckRequest& request) {
  if (request.file && (request.staged || request.base || request.pushed))
    return Error{ErrorKind::usage,
                 "--staged, --pre-push and --base judge the tracking file, not " + *request.file,
                 "leave the file out"};
  CheckResponse response;
  if (request.file) {
    REEVE_TRY(StatusResponse read, status({request.file, false}));
    response.file = read.file;
    response.problems = read.board->problems();
    return response;
  }
  REEVE_TRY(Project project, project());
  response.file = project.config.tracking_file;
  StatusResponse read;
  if (request.staged) {
    // A worker commits in a worktree of its own.
    REEVE_TRY(auto here, ports_.checkout.locate(directory_));
    REEVE_TRY(auto staged, read_staged(ports_, project, here.top));
    response.unchanged = !staged;
    if (!staged) return response;
    read.board = staged->board;
    for (const board::Violation& violation : staged->violations)
      response.problems.push_back(problem_of(violation));
  } else if (request.pushed) {
    REEVE_TRY(auto pushed, judge_pushed(ports_, project, project.where.top, *request.pushed));
    response.unchanged = !pushed.board;
    response.left_out = pushed.left_out;
    if (!pushed.board) return response;
    read.board = pushed.board;
    for (const PushedViolation& found : pushed.violations)
      response.problems.push_back(problem_of(found.violation));
  } else {
    REEVE_TRY(read, read_project_file(project));
  }
  const auto& problems = read.board->problems();
  response.problems.insert(response.problems.begin(), problems.begin(), problems.end());
  if (request.base)
    REEVE_CHECK(add_changes(ports_, project, *request.base, read.board->document().bytes(), response));
  return response;
}

}  // namespace reeve::app
