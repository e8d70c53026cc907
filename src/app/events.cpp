#include "app/events.h"

#include "app/json_parts.h"

#include "reeve/app/exit_code.h"

namespace reeve::app {

using Json = nlohmann::ordered_json;

std::string task_event(const run::RunState& run, const std::string& folder, Instant at) {
  bool done = run.outcome == run::Outcome::done;
  Json object = {{"schema_version", 1},
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
                 {"tokens", run.usage.used()},
                 {"worked_ms", run.worked.count()},
                 {"took_ms", (run.ended_at - run.started_at).count()},
                 {"started_at", to_rfc3339(run.started_at)},
                 {"ended_at", to_rfc3339(run.ended_at)},
                 {"checkout", run.checkout},
                 {"worktree", run.workspace.path},
                 {"folder", folder}};
  return dump(object) + "\n";
}

std::string stopped_event(const RunResponse& response, const std::string& checkout, Instant at) {
  Json object = {{"schema_version", 1},
                 {"event", "stopped"},
                 {"at", to_rfc3339(at)},
                 {"reason", std::string(run::name_of(response.stop.reason))},
                 {"exit_code", exit_code(response.stop)}};
  object.update(summary_json(response));
  object["counts"] = response.board_seen ? counts_json(response.counts) : Json();
  object["held"] = response.held;
  object["checkout"] = checkout;
  return dump(object) + "\n";
}

}  // namespace reeve::app
