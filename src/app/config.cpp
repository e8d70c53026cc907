#include "reeve/app/config.h"

#include "app/config_table.h"
#include "app/config_text.h"

#include "reeve/base/ids.h"

namespace reeve::app {
namespace {

// The adapter `command` sees a worker's result, not its account.
Status check_measurable(const Config& config, const Lines& lines) {
  if (config.worker.adapter == Adapter::claude) return Done{};
  Place budget = Place(lines).key("budget");
  for (auto [name, limit] : {std::pair("attempt", &config.budget.attempt),
                             std::pair("run", &config.budget.run), std::pair("day", &config.budget.day)}) {
    const char* key = limit->usd ? "usd" : limit->turns ? "turns" : nullptr;
    if (!key) continue;
    return budget.key(name).key(key).error(
        "cannot be measured with worker.adapter \"command\"",
        "use \"tokens\" or \"time\", which are measured for every worker, or \"adapter\": \"claude\"");
  }
  return Done{};
}

// What only one adapter heeds is not to be believed in with the other.
Status check_adapter_keys(const Config& config, const Json& json, const Lines& lines) {
  if (config.worker.adapter == Adapter::claude || !json.contains("worker")) return Done{};
  for (const char* key : {"model", "tools", "sandbox", "allow_domains", "allow_write",
                          "dangerously_skip_permissions", "session", "compact"})
    if (json["worker"].contains(key))
      return Place(lines).key("worker").key(key).error("means something only with adapter \"claude\"",
                                                       "set \"adapter\": \"claude\", or remove the key");
  return Done{};
}

run::Budget to_budget(const CostLimit& limit) {
  return {limit.tokens, limit.usd, limit.turns, limit.time};
}

std::string file_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

}  // namespace

Result<Config> parse_config(std::string_view text) {
  REEVE_TRY(ConfigText read, read_config_text(text));
  Place top(read.lines);
  REEVE_TRY(Config config, config_kind().read(read.json, top));
  REEVE_CHECK(check_measurable(config, read.lines));
  REEVE_CHECK(check_adapter_keys(config, read.json, read.lines));
  return config;
}

Status check_runnable(const Config& config) {
  std::string file(kConfigFile);
  if (worker_command(config).empty())
    return Error{ErrorKind::config, file + ": no worker: worker.command is missing",
                 "set \"worker\": {\"command\": [\"program\", …]}, or \"worker\": {\"adapter\": \"claude\"}"};
  return check_gates(config);
}

Status check_gates(const Config& config) {
  std::string file(kConfigFile);
  if (!config.gates)
    return Error{ErrorKind::config, file + ": gates is missing: nothing says when a task is done",
                 "list the commands that must pass, or write \"gates\": [] to accept work unchecked"};
  return Done{};
}

std::string config_schema_json() {
  Json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = kConfigFile;
  schema["description"] = "Configuration of reeve. Comments are allowed in the file.";
  for (const auto& [key, value] : config_kind().schema.items()) schema[key] = value;
  return schema.dump(2) + "\n";
}

bool has_named_lanes(const Config& config) {
  return config.lanes != run::numbered_lanes(static_cast<int>(config.lanes.size()));
}

std::string worker_name(const Config& config) {
  constexpr std::string_view kFallback = "worker";
  if (config.worker.name) return *config.worker.name;
  if (config.worker.adapter == Adapter::claude) return "claude";
  if (config.worker.command.empty()) return std::string(kFallback);
  const std::string& program = config.worker.command.front();
  bool shell = config.worker.command.size() > 1 && program == "sh";
  std::string name = shell ? "" : safe_name(file_name(program));
  return name.empty() ? std::string(kFallback) : name;
}

Command worker_command(const Config& config) {
  if (config.worker.command.empty() && config.worker.adapter == Adapter::claude) return {"claude"};
  return config.worker.command;
}

run::Policy to_policy(const Config& config, std::string_view tracked_branch) {
  run::Policy policy;
  policy.worker_name = worker_name(config);
  policy.tracked_branch = tracked_branch;
  policy.lanes = config.lanes;
  policy.branch_pattern = config.workspace.branch;
  policy.attempts = config.worker.attempts;
  policy.no_change = config.worker.no_change;
  policy.gates = config.gates.value_or(std::vector<run::Gate>());
  policy.attempt_budget = to_budget(config.budget.attempt);
  policy.run_budget = to_budget(config.budget.run);
  policy.day_budget = to_budget(config.budget.day);
  policy.context_share = config.budget.context;
  policy.limit_wait = config.limits.wait;
  policy.sessions = config.worker.adapter == Adapter::claude;
  policy.session_continues = config.worker.claude.session == Session::proceed;
  policy.compact_by_program = config.worker.claude.compact == Compact::program;
  policy.refetch = config.limits.refetch;
  policy.others = config.limits.others;
  policy.failures_in_row = config.limits.failures_in_row;
  policy.push_attempts = config.limits.push_attempts;
  policy.subject = config.commit.subject;
  policy.skip_ci = config.commit.skip_ci;
  return policy;
}

board::ReadOptions to_read_options(const Config& config, std::string_view tracked_branch) {
  return {config.columns, config.statuses, config.phases, config.phases_by_heading,
          std::string(tracked_branch)};
}

}  // namespace reeve::app
