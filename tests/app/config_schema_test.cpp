// The published schema and the parser know the same keys.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "refusal.h"
#include "support/catch.h"
#include "support/text.h"

#include "reeve/app/config.h"

namespace reeve::app {
namespace {

using Json = nlohmann::json;

// "worker.timeout" for every key that the schema knows; "gates[].name" below lists, "repos.*.path" below
// maps.
void collect_keys(const Json& schema, const std::string& path, std::set<std::string>& keys) {
  if (schema.contains("properties")) {
    for (const auto& [name, property] : schema["properties"].items()) {
      std::string inner = path.empty() ? name : path + "." + name;
      keys.insert(inner);
      collect_keys(property, inner, keys);
    }
  }
  if (schema.contains("items")) collect_keys(schema["items"], path + "[]", keys);
  if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
    collect_keys(schema["additionalProperties"], path + ".*", keys);
  if (!schema.contains("anyOf")) return;
  for (const auto& one : schema["anyOf"]) collect_keys(one, path, keys);
}

std::set<std::string> schema_keys() {
  std::set<std::string> keys;
  collect_keys(Json::parse(config_schema_json()), "", keys);
  return keys;
}

// A config in which nothing stands but `value` under the key path.
std::string config_with(std::string_view path, const std::string& value) {
  if (path.empty()) return value;
  if (path.starts_with("[]")) {
    auto rest = path.substr(2);
    return "[" + config_with(rest.starts_with('.') ? rest.substr(1) : rest, value) + "]";
  }
  auto end = path.find_first_of(".[");
  std::string_view rest =
      end == path.npos ? std::string_view() : path.substr(path[end] == '.' ? end + 1 : end);
  return "{" + Json(std::string(path.substr(0, end))).dump() + ":" + config_with(rest, value) + "}";
}

// Keys of the user's own may have any name.
std::string with_names(std::string path) {
  for (auto at = path.find('*'); at != path.npos; at = path.find('*')) path.replace(at, 1, "x");
  return path;
}

}  // namespace

TEST_CASE("the schema has exactly the documented keys at the top") {
  std::set<std::string> keys;
  for (const auto& key : schema_keys())
    if (key.find_first_of(".[") == key.npos) keys.insert(key);
  CHECK(keys == std::set<std::string>{"$schema", "tracking_file", "remote", "branch", "columns", "statuses",
                                      "phases", "repos", "worker", "gates", "protect", "workspace", "lanes",
                                      "budget", "limits", "commit", "on", "keep"});
  for (auto key : {"worker.no_change", "gates[].baseline", "repos.*.gates[].name", "budget.day.usd",
                   "keep.runs", "limits.push_attempts", "workspace.mode", "on.stopped", "commit.skip_ci"})
    CHECK(schema_keys().contains(key));
}

TEST_CASE("the parser knows every key of the schema, and none beside it") {
  // No key takes this: a known one is refused for its value, an unknown one for its name.
  const std::string kWrong = "-0.5";
  for (const auto& key : schema_keys()) {
    std::string path = with_names(key);
    INFO(path);
    CHECK(mentions(refusal_of(config_with(path, kWrong)), path.substr(path.rfind('.') + 1) + ": expected "));
    CHECK(mentions(refusal_of(config_with(path + "_", kWrong)), "_: unknown key"));
  }
}

TEST_CASE("the schema says what the parser checks") {
  Json schema = Json::parse(config_schema_json());
  Json keys = schema["properties"];
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema["additionalProperties"] == false);
  CHECK(keys["worker"]["properties"]["adapter"]["enum"] == Json::array({"command", "claude"}));
  CHECK(keys["gates"]["items"]["required"] == Json::array({"name"}));
  CHECK(keys["gates"]["items"]["oneOf"].size() == 2);
  CHECK(keys["worker"]["properties"]["command"]["anyOf"].size() == 2);
  CHECK(keys["lanes"]["anyOf"][0]["maximum"] == 64);
  CHECK(keys["remote"]["description"].is_string());
}

// After a change of the keys, REEVE_WRITE_SCHEMA=1 in the environment of this test writes the file anew.
TEST_CASE("reeve.schema.json in the repository is the schema of this program") {
  const std::string path = REEVE_SOURCE_DIR "/reeve.schema.json";
  if (std::getenv("REEVE_WRITE_SCHEMA")) std::ofstream(path) << config_schema_json();
  std::ifstream file(path);
  std::string published{std::istreambuf_iterator<char>(file), {}};
  bool equal = published == config_schema_json();
  CHECK(equal);
}

}  // namespace reeve::app
