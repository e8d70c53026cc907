#include "session/hook_codec.h"

#include <algorithm>
#include <cmath>

#include "session/json.h"

#include "reeve/base/text.h"

namespace reeve::session {
namespace {

using Json = nlohmann::ordered_json;
using Kind = app::SessionEvent::Kind;

constexpr std::int64_t kNumberMax = 1'000'000'000'000;
constexpr std::size_t kMessageMax = 2000;

const Json& part_at(const Json& object, const char* key) {
  static const Json kNone = Json::object();
  auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() ? *found : kNone;
}

std::int64_t number_at(const Json& object, const char* key) {
  const Json& value = part_at(object, key);
  if (!value.is_number()) return 0;
  double number = value.get<double>();
  if (!(number > 0)) return 0;
  return number < static_cast<double>(kNumberMax) ? static_cast<std::int64_t>(number) : kNumberMax;
}

// Its own end wakes the session. A shell may be a server that never ends.
bool still_runs(const Json& task) {
  if (text_at(task, "type") == "shell") return false;
  std::string status = text_at(task, "status");
  return status.empty() || status == "running" || status == "pending";
}

void add_limit(app::SessionGauge& gauge, const Json& limits, const char* key, const char* name) {
  const Json& told = part_at(limits, key);
  const Json& used = part_at(told, "used_percentage");
  if (!used.is_number()) return;
  double share = std::clamp(used.get<double>() / 100, 0.0, 10.0);
  if (std::isfinite(share)) gauge.limits.push_back({name, share, {number_at(told, "resets_at") * 1000}});
}

app::SessionGauge gauge_of(const Json& input) {
  app::SessionGauge gauge;
  const Json& window = part_at(input, "context_window");
  const Json& usage = part_at(window, "current_usage");
  gauge.context.window = number_at(window, "context_window_size");
  gauge.context.tokens = number_at(usage, "input_tokens") + number_at(usage, "cache_creation_input_tokens") +
                         number_at(usage, "cache_read_input_tokens");
  const Json& limits = part_at(input, "rate_limits");
  add_limit(gauge, limits, "five_hour", "5h");
  add_limit(gauge, limits, "seven_day", "7d");
  return gauge;
}

std::string first_of(const Json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (std::string text = text_at(object, key); !text.empty()) return text;
  return "";
}

std::string_view event_name(Kind kind) {
  switch (kind) {
    case Kind::session_start:
      return "SessionStart";
    case Kind::pre_tool:
      return "PreToolUse";
    default:
      return "PostToolBatch";
  }
}

void add_tool(app::SessionEvent& event, const Json& input) {
  const Json& tool_input = part_at(input, "tool_input");
  static constexpr std::string_view kEditors[] = {"Edit", "Write", "MultiEdit", "NotebookEdit"};
  std::string tool = text_at(input, "tool_name");
  if (tool == "Bash") event.command = text_at(tool_input, "command");
  if (std::find(std::begin(kEditors), std::end(kEditors), tool) != std::end(kEditors))
    event.path = first_of(tool_input, {"file_path", "notebook_path"});
}

}  // namespace

std::optional<app::SessionEvent> decode_event(Kind kind, std::string_view input) {
  auto parsed = parse(input);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  app::SessionEvent event;
  event.kind = kind;
  event.session = text_at(*parsed, "session_id");
  event.transcript = text_at(*parsed, "transcript_path");
  event.directory = text_at(*parsed, "cwd");
  event.why = first_of(*parsed, {"source", "reason", "error"});
  event.model = text_at(*parsed, "model");
  event.agent = text_at(*parsed, "agent_id");
  event.agent_transcript = text_at(*parsed, "agent_transcript_path");
  event.last_message = text_at(*parsed, "last_assistant_message");
  if (kind == Kind::pre_tool) add_tool(event, *parsed);
  const Json& background = part_at(*parsed, "background_tasks");
  event.background_work =
      background.is_array() && std::any_of(background.begin(), background.end(), still_runs);
  if (kind == Kind::status_line) event.gauge = gauge_of(*parsed);
  return event;
}

std::string encode_answer(Kind kind, const app::SessionAnswer& answer) {
  // The program takes this hook's words as they are.
  if (kind == Kind::pre_compact && answer.message.empty()) return answer.context;
  Json object = Json::object();
  if (!answer.message.empty()) object["systemMessage"] = one_line(shorten(answer.message, kMessageMax));
  if (!answer.go_on.empty()) {
    object["decision"] = "block";
    object["reason"] = answer.go_on;
  }
  Json own = {{"hookEventName", event_name(kind)}};
  if (!answer.denial.empty()) {
    own["permissionDecision"] = "deny";
    own["permissionDecisionReason"] = answer.denial;
  }
  if (!answer.context.empty() && kind != Kind::pre_compact) own["additionalContext"] = answer.context;
  if (own.size() > 1) object["hookSpecificOutput"] = own;
  return object.empty() ? "" : dump(object) + "\n";
}

std::string encode_message(std::string_view text) {
  app::SessionAnswer answer;
  answer.message = std::string(text);
  return encode_answer(Kind::stop, answer);
}

}  // namespace reeve::session
