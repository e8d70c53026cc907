#include "session/mcp_message.h"

#include <array>

#include "session/json.h"

namespace reeve::session {
namespace {

constexpr int kDepthMax = 64;
constexpr std::array<std::string_view, 4> kRevisions = {"2024-11-05", "2025-03-26", "2025-06-18",
                                                        "2025-11-25"};

bool is_id(const json& value) {
  return value.is_string() || value.is_number_integer();
}

Message invalid(json id, Fault fault, std::string why) {
  Message message;
  message.id = std::move(id);
  message.fault = fault;
  message.why = std::move(why);
  return message;
}

}  // namespace

std::string_view name_of(Revision revision) {
  return kRevisions[static_cast<std::size_t>(revision)];
}

Revision revision_asked_for(std::string_view name) {
  for (std::size_t i = 0; i < kRevisions.size(); ++i)
    if (kRevisions[i] == name) return static_cast<Revision>(i);
  return kNewest;
}

std::optional<json> parse_message(std::string_view line) {
  bool too_deep = false;
  json::parser_callback_t watch = [&](int depth, json::parse_event_t, json&) {
    too_deep = too_deep || depth > kDepthMax;
    return !too_deep;
  };
  json value = json::parse(line, watch, false);
  if (value.is_discarded() || too_deep) return std::nullopt;
  return value;
}

Message message_of(const json& value) {
  if (!value.is_object()) return invalid(nullptr, Fault::invalid_request, "a message is an object");
  auto id = value.find("id");
  bool has_id = id != value.end();
  json known_id = has_id && is_id(*id) ? *id : json();
  if (text_at(value, "jsonrpc") != "2.0")
    return invalid(known_id, Fault::invalid_request, "\"jsonrpc\" is not \"2.0\"");
  if (!value.contains("method") && (value.contains("result") || value.contains("error"))) {
    Message message;
    message.kind = Message::Kind::response;
    return message;
  }
  if (has_id && known_id.is_null())
    return invalid(nullptr, Fault::invalid_request, "an id is a text or a whole number");
  Message message;
  message.id = known_id;
  message.method = text_at(value, "method");
  if (message.method.empty()) return invalid(known_id, Fault::invalid_request, "there is no method");
  message.kind = has_id ? Message::Kind::request : Message::Kind::notification;
  auto params = value.find("params");
  if (params == value.end()) return message;
  if (!params->is_object()) {
    // Nobody awaits an answer to a notification.
    if (has_id) return invalid(known_id, Fault::invalid_params, "\"params\" is no object");
    return message;
  }
  message.params = *params;
  return message;
}

json answer_to(const json& id, json result) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

json failure_of(Revision revision, const json& id, Fault fault, std::string_view text) {
  json answer = {{"jsonrpc", "2.0"}};
  if (!id.is_null() || revision != Revision::of_2025_11_25) answer["id"] = id;
  answer["error"] = {{"code", static_cast<int>(fault)}, {"message", std::string(text)}};
  return answer;
}

}  // namespace reeve::session
