#include "session/mcp_tools.h"

#include <algorithm>

#include "reeve/app/by_hand.h"
#include "reeve/base/text.h"

namespace reeve::session {
namespace {

using app::Operation;
using app::Parameter;
using Texts = std::vector<std::string>;

constexpr std::size_t kWordMax = 32 << 10;  // of a text on the command line, where the kernel takes 128 KiB
constexpr std::size_t kListMax = 256;       // texts of a list

bool is_tool(const Operation& operation) {
  return *operation.tool != '\0';
}

json schema_of(const Parameter& parameter) {
  json schema = {{"type", "string"}};
  if (parameter.kind == Parameter::Kind::list) schema = {{"type", "array"}, {"items", schema}};
  if (*parameter.help != '\0') schema["description"] = parameter.help;
  return schema;
}

json input_schema(const Operation& operation) {
  json properties = json::object();
  json required = json::array();
  for (const Parameter& parameter : operation.parameters) {
    properties[parameter.name] = schema_of(parameter);
    if (parameter.need == Parameter::Need::required) required.push_back(parameter.name);
  }
  json schema = {{"type", "object"}, {"properties", properties}};
  if (!required.empty()) schema["required"] = required;
  return schema;
}

json definition_of(const Operation& operation, Revision revision) {
  json tool = {
      {"name", operation.name}, {"description", operation.tool}, {"inputSchema", input_schema(operation)}};
  bool only_reads = operation.kind == app::OperationKind::query;
  if (revision >= Revision::of_2025_03_26) {
    tool["annotations"] = {{"readOnlyHint", only_reads}};
    if (!only_reads) tool["annotations"]["destructiveHint"] = false;
  }
  // Claude Code offers such tools at once, others only when the model searches for them.
  tool["_meta"] = {{"anthropic/alwaysLoad", true}};
  return tool;
}

Error wrong(const Operation& operation, const std::string& what) {
  Texts names;
  for (const Parameter& parameter : operation.parameters)
    names.push_back(std::string(parameter.name) +
                    (parameter.need == Parameter::Need::required ? " (required)" : ""));
  return {ErrorKind::usage, std::string(operation.name) + ": " + what,
          names.empty() ? "call it without arguments" : "its arguments: " + join(names, ", ")};
}

// Models write the id 7 as a number, and a list of one as a text.
Result<std::string> text_of(const Operation& operation, const Parameter& parameter, const json& value) {
  const std::string name = parameter.name;
  if (value.is_number_integer()) return value.dump();
  if (!value.is_string()) return wrong(operation, "'" + name + "' must be text");
  auto text = value.get<std::string>();
  std::size_t longest = parameter.kind == Parameter::Kind::input ? app::kReportMax : kWordMax;
  if (text.size() > longest)
    return wrong(operation, "'" + name + "' is longer than " + std::to_string(longest >> 10) + " KiB");
  auto is_control = [](unsigned char c) {
    return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f;
  };
  if (std::any_of(text.begin(), text.end(), is_control))
    return wrong(operation, "'" + name + "' has control characters");
  return text;
}

Result<Texts> texts_of(const Operation& operation, const Parameter& parameter, const json& value) {
  Texts texts;
  bool is_list = parameter.kind == Parameter::Kind::list && value.is_array();
  if (is_list && value.size() > kListMax)
    return wrong(operation, "'" + std::string(parameter.name) + "' has more than " +
                                std::to_string(kListMax) + " texts");
  for (const json& one : is_list ? value : json::array({value})) {
    REEVE_TRY(std::string text, text_of(operation, parameter, one));
    if (!trim(text).empty()) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace

const Operation* tool_named(std::string_view name) {
  for (const Operation& operation : app::operations())
    if (is_tool(operation) && operation.name == name) return &operation;
  return nullptr;
}

json tool_definitions(Revision revision) {
  json tools = json::array();
  for (const Operation& operation : app::operations())
    if (is_tool(operation)) tools.push_back(definition_of(operation, revision));
  return tools;
}

Result<app::Arguments> arguments_from(const Operation& operation, const json& given) {
  const auto& parameters = operation.parameters;
  app::Arguments arguments;
  for (const auto& [name, value] : given.items()) {
    auto named = [&name = name](const Parameter& parameter) { return name == parameter.name; };
    auto parameter = std::find_if(parameters.begin(), parameters.end(), named);
    if (parameter == parameters.end())
      return wrong(operation, "there is no argument '" + shown_id(name) + "'");
    if (value.is_null()) continue;
    REEVE_TRY(Texts texts, texts_of(operation, *parameter, value));
    if (!texts.empty()) arguments[name] = std::move(texts);
  }
  for (const Parameter& parameter : parameters)
    if (parameter.need == Parameter::Need::required && !arguments.contains(parameter.name))
      return wrong(operation, "'" + std::string(parameter.name) + "' is missing");
  return arguments;
}

json tool_result(Outcome outcome, std::string text) {
  json result = {{"content", json::array({{{"type", "text"}, {"text", std::move(text)}}})}};
  if (outcome == Outcome::error) result["isError"] = true;
  return result;
}

}  // namespace reeve::session
