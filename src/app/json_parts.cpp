#include "app/json_parts.h"

namespace reeve::app {

using json = nlohmann::ordered_json;

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
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

json summary_json(const RunResponse& response) {
  const run::Totals& totals = response.totals;
  return {{"message", response.stop.message},
          {"hint", response.stop.hint},
          {"done", totals.done},
          {"failed", totals.failed},
          {"blocked", totals.blocked},
          {"attempts", totals.attempts},
          {"tokens", totals.tokens},
          {"worked_ms", totals.worked.count()},
          {"took_ms", response.took.count()}};
}

json counts_json(const board::Counts& counts) {
  json object;
  for (auto task_class : board::kTaskClasses) object[std::string(name_of(task_class))] = counts[task_class];
  return object;
}

}  // namespace reeve::app
