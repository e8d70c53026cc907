// The answers of work by hand as JSON.
#include "app/json_parts.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using json = nlohmann::ordered_json;

void write(const json& object, const Sink& sink) {
  sink(dump(object) + "\n");
}

json news_json(const std::vector<run::RunState>& runs) {
  json list = json::array();
  for (const run::RunState& run : runs)
    list.push_back({{"id", run.task.id},
                    {"run", run.id.text()},
                    {"outcome", run.outcome ? std::string(run::name_of(*run.outcome)) : "not-accepted"},
                    {"notes", run.notes}});
  return list;
}

std::string outcome_of(const FinishResponse& response) {
  if (response.judging) return "judging";
  if (!response.run) return "unknown";
  if (response.run->outcome) return std::string(run::name_of(*response.run->outcome));
  return "not-accepted";
}

}  // namespace

void write_json(const StartResponse& response, const Sink& sink) {
  json object = {{"schema_version", 1}, {"id", nullptr}};
  if (response.run) {
    const run::RunState& run = *response.run;
    object["id"] = run.task.id;
    object["run"] = run.id.text();
    object["branch"] = run.workspace.branch;
    object["directory"] = run.workspace.working_directory();
    object["prompt"] = "reeve prompt " + shell_quote(run.task.id);
  } else {
    object["stop"] = std::string(run::name_of(response.stop.reason));
    object["message"] = response.stop.message;
  }
  object["news"] = news_json(response.news);
  write(object, sink);
}

void write_json(const FinishResponse& response, const Sink& sink) {
  json object = {{"schema_version", 1}, {"id", response.id}, {"outcome", outcome_of(response)}};
  if (response.run && !response.judging) {
    const run::RunState& run = *response.run;
    object["run"] = run.id.text();
    object["branch"] = run.workspace.branch;
    if (!run.outcome) {
      object["reports"] = run.failed_attempts;
      object["reports_max"] = response.reports_max;
    }
    if (!run.verdict.tip.empty()) object["commit"] = run.verdict.tip;
    if (!run.verdict.gates.empty()) object["gates"] = gates_json(run.verdict);
    if (!run.notes.empty()) object["notes"] = run.notes;
    bool accepted = run.outcome == run::Outcome::done;
    if (!accepted && !run.evidence.empty()) object["evidence"] = run.evidence;
  }
  if (!response.stop.message.empty()) object["message"] = response.stop.message;
  if (!response.stop.hint.empty()) object["hint"] = response.stop.hint;
  write(object, sink);
}

void write_json(const ResetResponse& response, const Sink& sink) {
  json object = {{"schema_version", 1}, {"id", response.id}, {"put_back", response.agent.has_value()}};
  if (response.agent) object["agent"] = *response.agent;
  if (response.agent)
    object["unchanged_ms"] = response.unchanged ? json(response.unchanged->count()) : json();
  write(object, sink);
}

void write_json(const AddResponse& response, const Sink& sink) {
  write({{"schema_version", 1}, {"id", response.id}, {"where", response.where}}, sink);
}

Error error_of(const run::Stop& stop) {
  using run::StopReason;
  ErrorKind kind = ErrorKind::repository;
  switch (stop.reason) {
    case StopReason::deadlock:
    case StopReason::conflict:
    case StopReason::some_failed:
    case StopReason::all_done:
    case StopReason::budget:
    case StopReason::failures_in_row:
      kind = ErrorKind::conflict;
      break;
    case StopReason::waits:
    case StopReason::limited:
      kind = ErrorKind::locked;
      break;
    case StopReason::refused:
      kind = ErrorKind::refused;
      break;
    case StopReason::unreachable:
      kind = ErrorKind::unreachable;
      break;
    case StopReason::unreadable:
      kind = ErrorKind::unreadable;
      break;
    case StopReason::missing:
      kind = ErrorKind::missing;
      break;
    case StopReason::config:
      kind = ErrorKind::config;
      break;
    case StopReason::interrupted:
      kind = ErrorKind::interrupted;
      break;
    case StopReason::broken:
      break;
  }
  return {kind, stop.message, stop.hint};
}

}  // namespace reeve::app
