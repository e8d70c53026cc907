#include "app/config_kinds.h"

#include "reeve/app/config.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::size_t kTextMax = 4096;
constexpr std::size_t kShownMax = 60;
constexpr std::int64_t kTokensMax = 1'000'000'000'000;

std::string shown(std::string_view value) {
  return shorten(one_line(value), kShownMax);
}

std::string described(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  if (value.is_string()) return "\"" + shown(value.get_ref<const std::string&>()) + "\"";
  return value.dump();
}

std::string quoted_words(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const auto& word : words) quoted.push_back("\"" + word + "\"");
  return join(quoted, ", ");
}

bool has_control(std::string_view value) {
  return std::any_of(value.begin(), value.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string short_number(double value) {
  return Json(value).dump();
}

Result<std::vector<std::string>> read_argv(const Json& json, const Place& place) {
  if (json.size() > kListMax) return place.error("has more than " + std::to_string(kListMax) + " words");
  std::vector<std::string> argv;
  for (const auto& word : json) {
    const auto* value = word.get_ptr<const Json::string_t*>();
    if (!value) return place.item(argv.size()).wrong_type("a text", word);
    if (value->find('\0') != value->npos) return place.item(argv.size()).error("holds a NUL character");
    argv.push_back(*value);
  }
  if (argv.empty() || argv.front().empty())
    return place.error("names no program", "write it as [\"program\", \"argument\"], or as a text for sh -c");
  return argv;
}

}  // namespace

Place Place::key(std::string_view name) const {
  Place inner = *this;
  inner.path_ += path_.empty() ? "" : ".";
  inner.path_ += name;
  return inner;
}

Place Place::item(std::size_t index) const {
  Place inner = *this;
  inner.path_ += "[" + std::to_string(index) + "]";
  return inner;
}

Error Place::error(std::string_view what, std::string hint) const {
  std::string message(kConfigFile);
  auto line = lines_->find(path_);
  if (line != lines_->end()) message += ":" + std::to_string(line->second);
  message += ": ";
  if (!path_.empty()) message += shorten(one_line(path_), 200) + ": ";
  return {ErrorKind::config, message + std::string(what), std::move(hint)};
}

Error Place::wrong_type(std::string_view expected, const Json& found) const {
  return error("expected " + std::string(expected) + ", found " + described(found),
               "`reeve help config` lists the keys, what they take and their defaults");
}

Kind<bool> flag() {
  Json schema;
  schema["type"] = "boolean";
  return {schema, [](const Json& json, const Place& place) -> Result<bool> {
            if (!json.is_boolean()) return place.wrong_type("true or false", json);
            return json.get<bool>();
          }};
}

Kind<int> whole(int min, int max) {
  Json schema = {{"type", "integer"}, {"minimum", min}, {"maximum", max}};
  std::string expected = "a whole number from " + std::to_string(min) + " to " + std::to_string(max);
  return {schema, [=](const Json& json, const Place& place) -> Result<int> {
            // As a double, so that a number past the range of 64 bits is out of bounds and not another one.
            if (!json.is_number_integer()) return place.wrong_type(expected, json);
            auto value = json.get<double>();
            if (value < min || value > max) return place.wrong_type(expected, json);
            return static_cast<int>(value);
          }};
}

Kind<double> number(double max) {
  Json schema = {{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", max}};
  std::string expected = "a number above 0, at most " + short_number(max);
  return {schema, [=](const Json& json, const Place& place) -> Result<double> {
            if (!json.is_number()) return place.wrong_type(expected, json);
            auto value = json.get<double>();
            if (!(value > 0 && value <= max)) return place.wrong_type(expected, json);
            return value;
          }};
}

Kind<std::string> text(TextCheck check, Empty empty) {
  Json schema = {{"type", "string"}, {"maxLength", kTextMax}};
  if (empty == Empty::refused) schema["minLength"] = 1;
  return {schema, [=](const Json& json, const Place& place) -> Result<std::string> {
            const auto* value = json.get_ptr<const Json::string_t*>();
            if (!value) return place.wrong_type("a text", json);
            if (value->empty() && empty == Empty::refused) return place.error("is empty");
            if (value->size() > kTextMax)
              return place.error("is longer than " + std::to_string(kTextMax) + " bytes");
            if (has_control(*value)) return place.error("holds a control character");
            std::string wrong = check ? check(*value) : "";
            if (!wrong.empty()) return place.error("\"" + shown(*value) + "\" " + wrong);
            return *value;
          }};
}

Kind<Duration> duration(Duration min) {
  Json schema = {{"type", "string"}, {"pattern", "^[0-9]+(ms|s|m|h|d)$"}};
  return {schema, [=](const Json& json, const Place& place) -> Result<Duration> {
            constexpr std::string_view kExpected = "a duration like \"30s\", \"45m\", \"6h\" or \"30d\"";
            const auto* value = json.get_ptr<const Json::string_t*>();
            auto read = value ? parse_duration(*value) : std::nullopt;
            if (!read) return place.wrong_type(kExpected, json);
            if (*read < min) return place.error(*value + " is too short: at least " + format_duration(min));
            return *read;
          }};
}

Kind<std::int64_t> tokens() {
  Json whole_number = {{"type", "integer"}, {"minimum", 1}, {"maximum", kTokensMax}};
  Json written = {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?[kKmM]?$"}};
  Json schema;
  schema["anyOf"] = {whole_number, written};
  return {schema, [](const Json& json, const Place& place) -> Result<std::int64_t> {
            std::optional<std::int64_t> value;
            if (const auto* written_value = json.get_ptr<const Json::string_t*>())
              value = parse_tokens(*written_value);
            if (json.is_number_integer() && json.get<double>() <= static_cast<double>(kTokensMax))
              value = json.get<std::int64_t>();
            if (!value || *value < 1 || *value > kTokensMax)
              return place.wrong_type("a count of tokens like 200000 or \"200K\"", json);
            return *value;
          }};
}

Kind<std::vector<std::string>> command() {
  Json argv = {{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 1}, {"maxItems", kListMax}};
  Json script = {{"type", "string"}, {"minLength", 1}};
  Json schema;
  schema["anyOf"] = {argv, script};
  return {schema, [](const Json& json, const Place& place) -> Result<std::vector<std::string>> {
            if (json.is_array()) return read_argv(json, place);
            const auto* value = json.get_ptr<const Json::string_t*>();
            if (!value) return place.wrong_type("a command: a list of words, or a text for sh -c", json);
            if (trim(*value).empty()) return place.error("names no program");
            if (value->find('\0') != value->npos) return place.error("holds a NUL character");
            return std::vector<std::string>{"sh", "-c", *value};
          }};
}

Result<std::size_t> read_word(const std::vector<std::string>& words, const Json& json, const Place& place) {
  const auto* value = json.get_ptr<const Json::string_t*>();
  auto found = value ? std::find(words.begin(), words.end(), *value) : words.end();
  if (found == words.end()) return place.wrong_type("one of " + quoted_words(words), json);
  return static_cast<std::size_t>(found - words.begin());
}

Error unknown_key(const Place& place, const std::string& key, const std::vector<std::string>& known) {
  auto meant = nearest(key, known);
  std::string hint = meant ? "did you mean \"" + *meant + "\"?"
                           : "known here: " + join(known, ", ") + "; `reeve help config` explains them";
  return place.key(key).error("unknown key", hint);
}

Json object_schema(const std::vector<std::pair<std::string, Json>>& properties,
                   const std::vector<std::string>& required) {
  Json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
  for (const auto& [name, property] : properties) schema["properties"][name] = property;
  if (!required.empty()) schema["required"] = required;
  return schema;
}

}  // namespace reeve::app
