// JSON as the protocols of a session have it: one value on one line.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::session {

// Nothing: it is none.
std::optional<nlohmann::ordered_json> parse(std::string_view text);
// On one line; bytes that are not UTF-8 are replaced.
std::string dump(const nlohmann::ordered_json& value);
// The text under the key of an object; "" = there is none, or it is no text.
std::string text_at(const nlohmann::ordered_json& object, const std::string& key);

}  // namespace reeve::session
