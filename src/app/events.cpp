#include "app/events.h"

#include <nlohmann/json.hpp>

#include "reeve/app/exit_code.h"

namespace reeve::app {
namespace {

using json = nlohmann::ordered_json;

std::string one_line_of(const json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

json gates_json(const run::Verdict& verdict) {
  json gates = json::array();
  for (const run::GateResult& gate : verdict.gates)
    gates.push_back({{"name", gate.name},
                     {"passed", gate.passed},
                     {"exit_code", gate.exit_code},
                     {"took_ms", gate.took.count()}});
  return gates;
}

}  // namespace

std::string task_event(const run::RunState& run, const std::string& folder, Instant at) {
  bool done = run.outcome == run::Outcome::done;
  json object = {{"schema_version", 1},
                 {"event", std::string(run::name_of(run.outcome.value_or(run::Outcome::failed)))},
                 {"at", to_rfc3339(at)},
                 {"id", run.task.id},
                 {"description", run.description},
                 {"issue", run.issue_cell},
                 {"run", run.id.text()},
                 {"owner", run.owner == run::OwnerKind::hand ? "hand" : "engine"},
                 {"agent", run.agent},
                 {"branch", run.workspace.branch},
                 {"base", run.workspace.base},
                 {"commit", run.verdict.tip},
                 {"diff_stat", run.verdict.diff_stat},
                 {"gates", gates_json(run.verdict)},
                 {"reason", done ? "" : run.notes},
                 {"evidence", done ? "" : run.evidence},
                 {"notes", run.result ? run.result->notes : ""},
                 {"attempts", run.attempt},
                 {"tokens", run.tokens},
                 {"worked_ms", run.worked.count()},
                 {"took_ms", (run.ended_at - run.started_at).count()},
                 {"started_at", to_rfc3339(run.started_at)},
                 {"ended_at", to_rfc3339(run.ended_at)},
                 {"checkout", run.checkout},
                 {"worktree", run.workspace.path},
                 {"folder", folder}};
  return one_line_of(object);
}

std::string stopped_event(const RunResponse& response, const std::string& checkout, Instant at) {
  const run::Totals& totals = response.totals;
  json object = {{"schema_version", 1},
                 {"event", "stopped"},
                 {"at", to_rfc3339(at)},
                 {"reason", std::string(run::name_of(response.stop.reason))},
                 {"exit_code", exit_code(response.stop)},
                 {"message", response.stop.message},
                 {"hint", response.stop.hint},
                 {"done", totals.done},
                 {"failed", totals.failed},
                 {"blocked", totals.blocked},
                 {"attempts", totals.attempts},
                 {"tokens", totals.tokens},
                 {"worked_ms", totals.worked.count()},
                 {"took_ms", response.took.count()}};
  object["counts"] = json();
  if (response.board_seen) {
    object["counts"] = json::object();
    for (auto task_class : board::kTaskClasses)
      object["counts"][std::string(name_of(task_class))] = response.counts[task_class];
  }
  object["held"] = response.held;
  object["checkout"] = checkout;
  return one_line_of(object);
}

}  // namespace reeve::app
