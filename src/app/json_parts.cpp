#include "app/json_parts.h"

namespace reeve::app {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json gates_json(const run::Verdict& verdict) {
  Json gates = Json::array();
  for (const run::GateResult& gate : verdict.gates)
    gates.push_back({{"name", gate.name},
                     {"passed", gate.passed},
                     {"exit_code", gate.exit_code},
                     {"took_ms", gate.took.count()}});
  return gates;
}

Json usage_json(const worker::Usage& usage) {
  return {{"input_tokens", usage.input},
          {"cache_creation_tokens", usage.cache_creation},
          {"cache_read_tokens", usage.cache_read},
          {"output_tokens", usage.output},
          {"turns", usage.turns},
          {"usd", usage.usd},
          {"attempts_without_tokens", usage.uncounted},
          {"attempts_without_price", usage.unpriced}};
}

Json tallies_json(const std::vector<run::Tally>& tallies) {
  Json list = Json::array();
  for (const run::Tally& tally : tallies)
    list.push_back({{"phase", tally.phase + 1},
                    {"repo", tally.repo},
                    {"tasks", tally.tasks},
                    {"done", tally.done},
                    {"failed", tally.failed},
                    {"attempts", tally.attempts},
                    {"tokens", tally.usage.used()},
                    {"estimate", tally.estimate},
                    {"estimated_tokens", tally.used_of_estimated},
                    {"usage", usage_json(tally.usage)},
                    {"worked_ms", tally.worked.count()}});
  return list;
}

Json summary_json(const RunResponse& response) {
  const run::Totals& totals = response.totals;
  return {{"message", response.stop.message},
          {"hint", response.stop.hint},
          {"done", totals.done},
          {"failed", totals.failed},
          {"blocked", totals.blocked},
          {"attempts", totals.attempts},
          {"tokens", totals.usage.used()},
          {"usage", usage_json(totals.usage)},
          {"worked_ms", totals.worked.count()},
          {"took_ms", response.took.count()},
          {"totals", tallies_json(totals.tallies)}};
}

Json counts_json(const board::Counts& counts) {
  Json object;
  for (auto task_class : board::kTaskClasses) object[std::string(name_of(task_class))] = counts[task_class];
  return object;
}

}  // namespace reeve::app
