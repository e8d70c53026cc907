#include "app/run_record.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using nlohmann::json;
using run::GateResult;
using run::RunState;

constexpr int kVersion = 1;
constexpr double kNumberMax = 1e18;  // of what is no whole number; more is none

json text_of(std::string_view text) {
  return to_valid_utf8(text);
}

json encode(const GateResult& gate) {
  return {{"name", text_of(gate.name)},  {"passed", gate.passed},        {"exit_code", gate.exit_code},
          {"timed_out", gate.timed_out}, {"took_ms", gate.took.count()}, {"tail", text_of(gate.tail)},
          {"log", text_of(gate.log)}};
}

json encode(const run::Verdict& verdict) {
  json gates = json::array();
  for (const GateResult& gate : verdict.gates) gates.push_back(encode(gate));
  return {{"passed", verdict.passed},       {"tip", verdict.tip}, {"tree", verdict.tree},
          {"diff_stat", verdict.diff_stat}, {"gates", gates},     {"reason", text_of(verdict.reason)}};
}

json encode(const run::Workspace& space) {
  return {{"path", text_of(space.path)},
          {"branch", text_of(space.branch)},
          {"base", space.base},
          {"base_ref", text_of(space.base_ref)},
          {"set_up", space.set_up},
          {"directory", text_of(space.directory)},
          {"gate_paths", space.gate_paths}};
}

json encode(const worker::WorkerResult& result) {
  json object = {{"task_id", text_of(result.task_id)},
                 {"status", std::string(worker::name_of(result.status))},
                 {"commit_sha", text_of(result.commit)},
                 {"notes", text_of(result.notes)}};
  if (result.tokens) object["tokens"] = *result.tokens;
  return object;
}

// Lenient access: an absent or wrongly typed key gives the default.
std::string text(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::int64_t number(const json& object, const char* key) {
  auto found = object.find(key);
  if (found == object.end() || !found->is_number()) return 0;
  if (found->is_number_integer()) return found->get<std::int64_t>();
  auto value = found->get<double>();
  return std::abs(value) < kNumberMax ? static_cast<std::int64_t>(value) : 0;
}

bool truth(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

// No copy: of what nests deep, that would take all of the stack.
const json& part(const json& object, const char* key) {
  static const json kNone;
  auto found = object.find(key);
  return found == object.end() ? kNone : *found;
}

std::vector<std::string> texts(const json& object, const char* key) {
  std::vector<std::string> values;
  for (const json& value : part(object, key))
    if (value.is_string()) values.push_back(value.get<std::string>());
  return values;
}

GateResult decode_gate(const json& object) {
  GateResult gate;
  gate.name = text(object, "name");
  gate.passed = truth(object, "passed");
  gate.exit_code = static_cast<int>(number(object, "exit_code"));
  gate.timed_out = truth(object, "timed_out");
  gate.took = Duration(number(object, "took_ms"));
  gate.tail = text(object, "tail");
  gate.log = text(object, "log");
  return gate;
}

json encode(const worker::Usage& usage) {
  return {{"input", usage.input},           {"cache_creation", usage.cache_creation},
          {"cache_read", usage.cache_read}, {"output", usage.output},
          {"turns", usage.turns},           {"usd", usage.usd},
          {"uncounted", usage.uncounted},   {"unpriced", usage.unpriced}};
}

json encode(const worker::ContextUse& context) {
  return {{"tokens", context.tokens}, {"window", context.window}};
}

json encode(const std::vector<run::AttemptCost>& costs) {
  json list = json::array();
  for (const run::AttemptCost& cost : costs)
    list.push_back({{"attempt", cost.attempt},
                    {"usage", encode(cost.usage)},
                    {"context", encode(cost.context)},
                    {"took_ms", cost.took.count()}});
  return list;
}

run::Verdict decode_verdict(const json& object) {
  run::Verdict verdict;
  verdict.passed = truth(object, "passed");
  verdict.tip = text(object, "tip");
  verdict.tree = text(object, "tree");
  verdict.diff_stat = text(object, "diff_stat");
  verdict.reason = text(object, "reason");
  for (const json& gate : part(object, "gates")) verdict.gates.push_back(decode_gate(gate));
  return verdict;
}

run::Workspace decode_workspace(const json& object) {
  run::Workspace space;
  space.path = text(object, "path");
  space.branch = text(object, "branch");
  space.base = text(object, "base");
  space.base_ref = text(object, "base_ref");
  space.set_up = truth(object, "set_up");
  space.directory = text(object, "directory");
  space.gate_paths = texts(object, "gate_paths");
  return space;
}

std::optional<worker::WorkerResult> decode_result(const json& object) {
  auto status = worker::result_status_named(text(object, "status"));
  if (!status) return std::nullopt;
  worker::WorkerResult result{text(object, "task_id"), *status, std::nullopt, text(object, "commit_sha"),
                              text(object, "notes")};
  if (object.contains("tokens")) result.tokens = number(object, "tokens");
  return result;
}

std::optional<run::ProcessMark> decode_process(const json& object) {
  if (!object.is_object()) return std::nullopt;
  return run::ProcessMark{number(object, "pid"), static_cast<std::uint64_t>(number(object, "start_ticks")),
                          text(object, "boot_id")};
}

worker::Usage decode_usage(const json& object) {
  worker::Usage usage;
  usage.input = number(object, "input");
  usage.cache_creation = number(object, "cache_creation");
  usage.cache_read = number(object, "cache_read");
  usage.output = number(object, "output");
  usage.turns = static_cast<int>(number(object, "turns"));
  usage.usd = object.is_object() && object.contains("usd") && object["usd"].is_number()
                  ? object["usd"].get<double>()
                  : 0;
  usage.uncounted = static_cast<int>(number(object, "uncounted"));
  usage.unpriced = static_cast<int>(number(object, "unpriced"));
  return usage;
}

worker::ContextUse decode_context(const json& object) {
  return {number(object, "tokens"), number(object, "window")};
}

void decode_progress(const json& object, RunState& run) {
  run.attempt = static_cast<int>(number(object, "attempt"));
  run.failed_attempts = static_cast<int>(number(object, "failed_attempts"));
  run.push_attempts = static_cast<int>(number(object, "push_attempts"));
  run.audits_unanswered = static_cast<int>(number(object, "audits_unanswered"));
  run.refusals = static_cast<int>(number(object, "refusals"));
  run.judge_next = truth(object, "judge_next");
  run.process = decode_process(part(object, "process"));
  run.session = text(object, "session");
  run.session_begun = truth(object, "session_begun");
  run.usage = decode_usage(part(object, "usage"));
  run.spending = decode_usage(part(object, "spending"));
  for (const json& cost : part(object, "costs"))
    run.costs.push_back({static_cast<int>(number(cost, "attempt")), decode_usage(part(cost, "usage")),
                         decode_context(part(cost, "context")), Duration(number(cost, "took_ms"))});
  if (!object.contains("usage")) run.usage.input = number(object, "tokens");  // before there was more to tell
  run.context = decode_context(part(object, "context"));
  run.result = decode_result(part(object, "result"));
  run.worker_end = text(object, "worker_end");
  run.verdict = decode_verdict(part(object, "verdict"));
  run.evidence = text(object, "evidence");
  run.outcome = run::outcome_named(text(object, "outcome"));
  run.notes = text(object, "notes");
  run.summary = text(object, "summary");
  run.until = {number(object, "until_ms")};
  run.started_at = {number(object, "started_at_ms")};
  run.ended_at = {number(object, "ended_at_ms")};
  run.worked = Duration(number(object, "worked_ms"));
}

}  // namespace

std::string encode_record(const RunState& run) {
  json object = {
      {"record_version", kVersion},
      {"id", run.id.text()},
      {"task", {{"source", text_of(run.task.source)}, {"id", text_of(run.task.id)}}},
      {"owner", run.owner == run::OwnerKind::engine ? "engine" : "hand"},
      {"host", text_of(run.host)},
      {"checkout", text_of(run.checkout)},
      {"repository", text_of(run.repository)},
      {"agent", text_of(run.agent)},
      {"lane", text_of(run.lane)},
      {"phase", std::string(run::name_of(run.phase))},
      {"receipt", run.receipt},
      {"earlier_receipts", run.earlier_receipts},
      {"row",
       {{"description", text_of(run.description)},
        {"branch", text_of(run.branch_cell)},
        {"repo", text_of(run.repo_cell)},
        {"issue", text_of(run.issue_cell)},
        {"depends_on", run.depends_on}}},
      {"workspace", encode(run.workspace)},
      {"attempt", run.attempt},
      {"failed_attempts", run.failed_attempts},
      {"push_attempts", run.push_attempts},
      {"refusals", run.refusals},
      {"audits_unanswered", run.audits_unanswered},
      {"judge_next", run.judge_next},
      {"session", text_of(run.session)},
      {"session_begun", run.session_begun},
      {"usage", encode(run.usage)},
      {"spending", encode(run.spending)},
      {"costs", encode(run.costs)},
      {"context", encode(run.context)},
      {"worker_end", text_of(run.worker_end)},
      {"verdict", encode(run.verdict)},
      {"evidence", text_of(run.evidence)},
      {"notes", text_of(run.notes)},
      {"until_ms", run.until.ms},
      {"summary", text_of(run.summary)},
      {"started_at_ms", run.started_at.ms},
      {"ended_at_ms", run.ended_at.ms},
      {"worked_ms", run.worked.count()},
  };
  if (run.process)
    object["process"] = {{"pid", run.process->pid},
                         {"start_ticks", run.process->start_ticks},
                         {"boot_id", run.process->boot_id}};
  if (run.result) object["result"] = encode(*run.result);
  if (run.outcome) object["outcome"] = std::string(run::name_of(*run.outcome));
  return object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string encode_result(const worker::WorkerResult& result, int attempt) {
  json object = encode(result);
  object["attempt"] = attempt;
  if (result.tokens) object["used"] = format_tokens(*result.tokens);
  return object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<worker::WorkerResult> decode_result(std::string_view bytes, int attempt) {
  json object = json::parse(bytes, nullptr, false);
  if (!object.is_object() || number(object, "attempt") != attempt) return std::nullopt;
  return decode_result(object);
}

Result<RunState> decode_record(std::string_view bytes) {
  json object = json::parse(bytes, nullptr, false);
  if (!object.is_object()) return Error{ErrorKind::io, "the record is no JSON object", ""};
  if (number(object, "record_version") > kVersion)
    return Error{ErrorKind::io, "the record was written by a newer reeve",
                 "use that reeve to finish the run"};
  auto id = RunId::parse(text(object, "id"));
  auto phase = run::phase_named(text(object, "phase"));
  const json& task = part(object, "task");
  if (!id || !phase || text(task, "id").empty())
    return Error{ErrorKind::io, "the record does not say which run, task and phase it is of", ""};
  RunState run;
  run.id = *id;
  run.phase = *phase;
  run.task = {text(task, "source"), text(task, "id")};
  run.owner = text(object, "owner") == "hand" ? run::OwnerKind::hand : run::OwnerKind::engine;
  run.host = text(object, "host");
  run.checkout = text(object, "checkout");
  run.repository = text(object, "repository");
  run.agent = text(object, "agent");
  run.lane = text(object, "lane");
  run.receipt = text(object, "receipt");
  run.earlier_receipts = texts(object, "earlier_receipts");
  const json& row = part(object, "row");
  run.description = text(row, "description");
  run.branch_cell = text(row, "branch");
  run.repo_cell = text(row, "repo");
  run.issue_cell = text(row, "issue");
  run.depends_on = texts(row, "depends_on");
  run.workspace = decode_workspace(part(object, "workspace"));
  decode_progress(object, run);
  return run;
}

}  // namespace reeve::app
