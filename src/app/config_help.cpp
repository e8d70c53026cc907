// `reeve help config`: the keys of reeve.json, told from the same table that reads it.
#include <nlohmann/json.hpp>

#include "app/config_table.h"

#include "reeve/app/app.h"

namespace reeve::app {
namespace {

void describe(const Json& schema, const std::string& path, std::string& text);

void describe_keys(const Json& properties, const std::string& path, std::string& text) {
  for (const auto& [key, schema] : properties.items()) {
    std::string name = path.empty() ? key : path + "." + key;
    text += "  " + name + "\n";
    if (schema.contains("description")) text += "      " + schema["description"].get<std::string>() + "\n";
    describe(schema, name, text);
  }
}

void describe(const Json& schema, const std::string& path, std::string& text) {
  if (schema.contains("properties")) describe_keys(schema["properties"], path, text);
  if (schema.contains("items")) describe(schema["items"], path + "[]", text);
  if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
    describe(schema["additionalProperties"], path + ".NAME", text);
  for (const auto& one : schema.value("anyOf", Json::array())) describe(one, path, text);
}

}  // namespace

std::string config_help() {
  std::string text =
      "reeve.json: JSON with comments; all keys but `gates` and worker.command may be left out\n";
  describe(config_kind().schema, "", text);
  return text;
}

}  // namespace reeve::app
