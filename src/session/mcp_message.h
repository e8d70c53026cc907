// JSON-RPC 2.0 as MCP has it: what a message is, and the forms of an answer.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::session {

using json = nlohmann::ordered_json;

// Newest last.
enum class Revision { of_2024_11_05, of_2025_03_26, of_2025_06_18, of_2025_11_25 };
constexpr Revision kNewest = Revision::of_2025_11_25;
std::string_view name_of(Revision revision);
// The one of that name; of another name, or of none: the newest.
Revision revision_asked_for(std::string_view name);

enum class Fault {
  parse = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal = -32603
};

struct Message {
  enum class Kind { request, notification, response, invalid } kind = Kind::invalid;
  json id;  // of a request: text or a whole number; null: it has none
  std::string method;
  json params = json::object();
  Fault fault = Fault::invalid_request;  // of an invalid one, with why
  std::string why;
};

// Nothing: it is no JSON, or nested deeper than any message is.
std::optional<json> parse_message(std::string_view line);
Message message_of(const json& value);

json answer_to(const json& id, json result);
// Revisions before 2025-11-25 know no answer without an id: JSON-RPC has it null.
json failure_of(Revision revision, const json& id, Fault fault, std::string_view text);

}  // namespace reeve::session
