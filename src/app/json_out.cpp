// Responses as JSON. Large ones are written task by task: one object in memory at a time.
#include "app/json_parts.h"

#include "reeve/app/app.h"
#include "reeve/app/check.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using board::Board;
using board::Column;
using board::Task;
using Json = nlohmann::ordered_json;

Json ids(const Board& board, const std::vector<std::uint32_t>& indexes) {
  Json list = Json::array();
  for (auto index : indexes) list.push_back(std::string(board.tasks()[index].id));
  return list;
}

// The other side of depends_on.
std::vector<std::vector<std::uint32_t>> blocked_by_each(const Board& board) {
  std::vector<std::vector<std::uint32_t>> blocks(board.tasks().size());
  for (std::uint32_t i = 0; i < board.tasks().size(); ++i)
    for (auto dependency : board.tasks()[i].depends_on) blocks[dependency].push_back(i);
  return blocks;
}

Json task_json(const Board& board, const Task& task, const std::vector<std::uint32_t>& blocks) {
  Json object;
  auto cells = board.cells(task);
  auto add_cell = [&](Column column) {
    object[std::string(name_of(column))] = std::move(cells[static_cast<std::size_t>(column)]);
  };
  object["id"] = std::string(task.id);
  object["class"] = std::string(name_of(task.task_class));
  for (Column column : {Column::status, Column::description, Column::issue, Column::repo, Column::branch})
    add_cell(column);
  object["depends_on"] = ids(board, task.depends_on);
  object["blocks"] = ids(board, blocks);
  for (Column column :
       {Column::agent, Column::started_at, Column::completed_at, Column::estimate, Column::used})
    add_cell(column);
  object["line"] = task.line;
  object["ready"] = task.ready;
  Json held = Json::array();
  for (const board::Held& reason : task.held) held.push_back(std::string(name_of(reason.reason)));
  object["held"] = held;
  object["waiting_on"] = ids(board, board.waiting_on(task));
  return object;
}

Json problem_json(const board::Problem& problem) {
  return {{"rule", problem.rule}, {"level", std::string(name_of(problem.level))},
          {"line", problem.line}, {"column", problem.column},
          {"id", problem.id},     {"message", problem.message}};
}

Json check_problem_json(const CheckProblem& problem) {
  Json object = problem_json(problem);
  object["cell"] = problem.cell;
  object["commit"] = problem.commit;
  object["author"] = problem.author;
  return object;
}

Json change_json(const RowChange& change) {
  const char* kinds[] = {"added", "removed", "changed"};
  return {{"change", kinds[static_cast<int>(change.kind)]},
          {"id", change.id},
          {"column", change.column},
          {"from", change.from},
          {"to", change.to},
          {"commit", change.commit},
          {"author", change.author},
          {"run", change.run}};
}

Json table_json(const Board& board, std::uint32_t index, bool with_rows) {
  const board::Table& table = board.tables()[index];
  Json object = {
      {"line", table.line}, {"columns", table.columns}, {"taken", table.taken}, {"reason", table.reason}};
  if (with_rows) object["rows"] = board.rows(index);
  return object;
}

template <class Items, class ToJson>
void write_list(const Sink& sink, const char* name, const Items& items, const ToJson& to_json) {
  sink(",\n\"" + std::string(name) + "\":[");
  const char* separator = "\n";
  for (std::uint32_t i = 0; i < items.size(); ++i, separator = ",\n") {
    sink(separator);
    sink(dump(to_json(i)));
  }
  sink("]");
}

Json lane_json(const run::LaneView& lane) {
  Json object = {{"name", lane.name.empty() ? Json() : Json(lane.name)},
                 {"state", std::string(run::name_of(lane.state))},
                 {"paused", lane.paused}};
  if (lane.run.empty()) return object;
  object["task"] = lane.task;
  object["run"] = lane.run.text();
  object["phase"] = std::string(run::name_of(lane.phase));
  object["attempt"] = lane.attempt;
  object["since"] = to_rfc3339(lane.since);
  return object;
}

Json loop_json(const ControlResponse& loop) {
  Json lanes = Json::array();
  for (const run::LaneView& lane : loop.lanes) lanes.push_back(lane_json(lane));
  return {{"runs", loop.loop_runs}, {"text", loop.text}, {"lanes", lanes}};
}

Json costs_json(const std::vector<run::AttemptCost>& costs) {
  Json list = Json::array();
  for (const run::AttemptCost& cost : costs)
    list.push_back({{"attempt", cost.attempt},
                    {"tokens", cost.usage.used()},
                    {"usage", usage_json(cost.usage)},
                    {"context", {{"tokens", cost.context.tokens}, {"window", cost.context.window}}},
                    {"took_ms", cost.took.count()}});
  return list;
}

Json run_json(const run::RunState& run, const std::string& folder) {
  Json gates = gates_json(run.verdict);
  for (std::size_t i = 0; i < gates.size(); ++i) gates[i]["log"] = run.verdict.gates[i].log;
  Json object = {{"run", run.id.text()},
                 {"owner", run.owner == run::OwnerKind::hand ? "hand" : "engine"},
                 {"phase", std::string(run::name_of(run.phase))},
                 {"outcome", run.outcome ? Json(std::string(run::name_of(*run.outcome))) : Json()},
                 {"agent", run.agent},
                 {"lane", run.lane},
                 {"attempts", run.attempt},
                 {"failed_attempts", run.failed_attempts},
                 {"repository", run.repository},
                 {"branch", run.workspace.branch},
                 {"base", run.workspace.base},
                 {"base_ref", run.workspace.base_ref},
                 {"tip", run.verdict.tip},
                 {"diff_stat", run.verdict.diff_stat},
                 {"gates", gates},
                 {"reason", run.verdict.reason},
                 {"notes", run.notes},
                 {"tokens", run.usage.used()},
                 {"usage", usage_json(run.usage)},
                 {"attempt_costs", costs_json(run.costs)},
                 {"context", {{"tokens", run.context.tokens}, {"window", run.context.window}}},
                 {"worked_ms", run.worked.count()},
                 {"started_at", to_rfc3339(run.started_at)}};
  object["ended_at"] = run.ended_at.ms == 0 ? Json() : Json(to_rfc3339(run.ended_at));
  object["worktree"] = run.workspace.path;
  object["directory"] = run.workspace.directory;
  object["folder"] = folder;
  return object;
}

}  // namespace

void write_json(const StatusResponse& response, bool with_rows, const Sink& sink) {
  const Board& board = *response.board;
  auto blocks = blocked_by_each(board);
  sink("{\"schema_version\":1,\"file\":" + dump(response.file));
  if (!response.differs.empty()) sink(",\"differs\":" + dump(response.differs));
  write_list(sink, "tables", board.tables(),
             [&](std::uint32_t i) { return table_json(board, i, with_rows); });
  write_list(sink, "tasks", board.tasks(),
             [&](std::uint32_t i) { return task_json(board, board.tasks()[i], blocks[i]); });
  if (response.loop) sink(",\n\"loop\":" + dump(loop_json(*response.loop)));
  sink(",\n\"ready\":" + dump(ids(board, board.ready())));
  sink(",\n\"counts\":" + dump(counts_json(board.counts())));
  write_list(sink, "problems", board.problems(),
             [&](std::uint32_t i) { return problem_json(board.problems()[i]); });
  sink("}\n");
}

void write_json(const NextResponse& response, const Sink& sink) {
  Json object = {{"schema_version", 1}, {"id", nullptr}};
  if (response.choice) {
    const Task& task = response.board->tasks()[response.choice->task];
    object["id"] = std::string(task.id);
    object["why"] = response.choice->why;
    object["line"] = task.line;
    object["description"] = response.board->cell(task, Column::description);
  }
  Json blocked = Json::array();
  for (const run::Blocked& one : response.blocked) blocked.push_back({{"id", one.id}, {"why", one.why}});
  object["blocked"] = blocked;
  if (!response.differs.empty()) object["differs"] = response.differs;
  sink(dump(object) + "\n");
}

void write_json(const CheckResponse& response, const Sink& sink) {
  sink("{\"schema_version\":1,\"file\":" + dump(response.file));
  write_list(sink, "problems", response.problems,
             [&](std::uint32_t i) { return check_problem_json(response.problems[i]); });
  write_list(sink, "changes", response.changes,
             [&](std::uint32_t i) { return change_json(response.changes[i]); });
  if (!response.base.empty()) sink(",\"base\":" + dump(response.base));
  if (!response.left_out.empty()) sink(",\"left_out\":" + dump(response.left_out));
  sink("}\n");
}

void write_json_lines(const CheckResponse& response, const Sink& sink) {
  for (const CheckProblem& problem : response.problems) {
    Json object = {{"schema_version", 1}, {"file", response.file}};
    object.update(check_problem_json(problem));
    sink(dump(object) + "\n");
  }
  for (const RowChange& change : response.changes) {
    Json object = {{"schema_version", 1}, {"file", response.file}};
    object.update(change_json(change));
    sink(dump(object) + "\n");
  }
}

void write_json(const DoctorResponse& response, const Sink& sink) {
  sink("{\"schema_version\":1,\"failed\":" + dump(response.failed()));
  write_list(sink, "findings", response.findings, [&](std::uint32_t i) {
    const Finding& finding = response.findings[i];
    return Json{{"level", std::string(name_of(finding.level))},
                {"name", finding.name},
                {"text", finding.text},
                {"mend", finding.mend}};
  });
  sink("}\n");
}

void write_json(const ShowResponse& response, const Sink& sink) {
  Json runs = Json::array();
  for (std::size_t i = 0; i < response.runs.size(); ++i)
    runs.push_back(run_json(response.runs[i], response.folders[i]));
  Json object = {{"schema_version", 1}, {"id", response.id}, {"task", nullptr}, {"runs", runs}};
  if (response.board && response.row) {
    auto blocks = blocked_by_each(*response.board);
    object["task"] =
        task_json(*response.board, response.board->tasks()[*response.row], blocks[*response.row]);
  }
  sink(dump(object) + "\n");
}

std::string json_line(const run::Notice& notice, Instant at) {
  Json object = {{"at", to_rfc3339(at)}, {"event", std::string(run::name_of(notice.kind))}};
  if (!notice.task.empty()) object["id"] = notice.task;
  if (!notice.run.empty()) object["run"] = notice.run.text();
  object["text"] = notice.text;
  return dump(object) + "\n";
}

std::string json_line(const RunResponse& response) {
  Json object = {
      {"schema_version", 1}, {"event", "summary"}, {"stop", std::string(run::name_of(response.stop.reason))}};
  object.update(summary_json(response));
  object["held"] = response.held;
  if (response.board_seen) object["counts"] = counts_json(response.counts);
  if (response.choice) object["next"] = {{"id", response.choice_id}, {"why", response.choice->why}};
  return dump(object) + "\n";
}

std::string json_line(const ControlResponse& response) {
  Json object = {{"schema_version", 1}};
  object.update(loop_json(response));
  return dump(object) + "\n";
}

std::string json_line(const Error& error) {
  Json object = {
      {"error",
       {{"kind", std::string(name_of(error.kind))}, {"message", error.message}, {"hint", error.hint}}}};
  return dump(object) + "\n";
}

bool CheckResponse::has(board::Level level) const {
  for (const CheckProblem& problem : problems)
    if (problem.level <= level) return true;
  return false;
}

}  // namespace reeve::app
