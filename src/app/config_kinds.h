// Kinds of values in reeve.json: how one is read, and what the schema says of it. Kinds are values
// that are put together: a list of commands, an object with these fields.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"

namespace reeve::app {

// Keeps the order in which the table names the keys.
using Json = nlohmann::ordered_json;
// Key path ("worker.vars", "gates[1].name") → line, from 1.
using Lines = std::map<std::string, std::size_t, std::less<>>;

// Where in the file a value stands.
class Place {
 public:
  explicit Place(const Lines& lines) : lines_(&lines) {}
  Place key(std::string_view name) const;
  Place item(std::size_t index) const;
  const std::string& path() const { return path_; }

  // "reeve.json:12: worker.timeout: <what>"
  Error error(std::string_view what, std::string hint = "") const;
  // "expected <expected>, found 7"
  Error wrong_type(std::string_view expected, const Json& found) const;

 private:
  const Lines* lines_;
  std::string path_;
};

template <class T>
struct Kind {
  Json schema;
  std::function<Result<T>(const Json&, const Place&)> read;
};

// A check on a text: what is wrong with it, "" if nothing.
using TextCheck = std::function<std::string(std::string_view)>;

Kind<bool> flag();
Kind<int> whole(int min, int max);
// In (0, max].
Kind<double> number(double max);
// One line without control characters, at most 4 KiB; not empty unless `check` alone decides.
enum class Empty { refused, allowed };
Kind<std::string> text(TextCheck check = {}, Empty empty = Empty::refused);
Kind<Duration> duration(Duration min);
// 200000, or "200K".
Kind<std::int64_t> tokens();
Kind<std::vector<std::string>> command();

inline constexpr std::size_t kListMax = 1000;

template <class T>
Kind<std::vector<T>> list(Kind<T> item) {
  Json schema = {{"type", "array"}, {"items", item.schema}, {"maxItems", kListMax}};
  return {schema, [item](const Json& json, const Place& place) -> Result<std::vector<T>> {
            if (!json.is_array()) return place.wrong_type("a list", json);
            if (json.size() > kListMax)
              return place.error("has more than " + std::to_string(kListMax) + " entries");
            std::vector<T> values;
            for (const auto& element : json) {
              REEVE_TRY(auto value, item.read(element, place.item(values.size())));
              values.push_back(std::move(value));
            }
            return values;
          }};
}

// An object with keys of the user's own.
template <class T>
Kind<std::map<std::string, T>> map_of(Kind<T> item, TextCheck check_key) {
  Json schema = {{"type", "object"}, {"additionalProperties", item.schema}};
  return {schema,
          [item, check_key](const Json& json, const Place& place) -> Result<std::map<std::string, T>> {
            if (!json.is_object()) return place.wrong_type("an object", json);
            if (json.size() > kListMax)
              return place.error("has more than " + std::to_string(kListMax) + " keys");
            std::map<std::string, T> values;
            for (const auto& [key, element] : json.items()) {
              std::string wrong = check_key(key);
              if (!wrong.empty()) return place.key(key).error(wrong);
              REEVE_TRY(auto value, item.read(element, place.key(key)));
              values.emplace(key, std::move(value));
            }
            return values;
          }};
}

template <class T>
Kind<std::optional<T>> maybe(Kind<T> kind) {
  return {kind.schema, [read = kind.read](const Json& json, const Place& place) -> Result<std::optional<T>> {
            REEVE_TRY(T value, read(json, place));
            return std::optional<T>(std::move(value));
          }};
}

// One of some words. (An unknown one is answered with all of them.)
Result<std::size_t> read_word(const std::vector<std::string>& words, const Json& json, const Place& place);

template <class T>
Kind<T> choice(std::vector<std::pair<std::string, T>> choices) {
  std::vector<std::string> words;
  for (const auto& [word, value] : choices) words.push_back(word);
  Json schema;
  schema["enum"] = words;
  return {schema, [words, choices](const Json& json, const Place& place) -> Result<T> {
            REEVE_TRY(std::size_t index, read_word(words, json, place));
            return choices[index].second;
          }};
}

enum class Presence { optional, required };

// One key of an object that is read into an Owner.
template <class Owner>
struct Field {
  std::string name;
  Presence presence;
  Json schema;
  std::function<Status(Owner&, const Json&, const Place&)> read;
};

template <class Owner, class T>
Field<Owner> field(std::string name, T Owner::*member, Kind<T> kind, std::string help,
                   Presence presence = Presence::optional) {
  kind.schema["description"] = std::move(help);
  return {std::move(name), presence, kind.schema,
          [member, read = kind.read](Owner& owner, const Json& json, const Place& place) -> Status {
            REEVE_TRY(owner.*member, read(json, place));
            return Done{};
          }};
}

Error unknown_key(const Place& place, const std::string& key, const std::vector<std::string>& known);
Json object_schema(const std::vector<std::pair<std::string, Json>>& properties,
                   const std::vector<std::string>& required);

template <class Owner>
Status read_fields(const std::vector<Field<Owner>>& fields, Owner& owner, const Json& json,
                   const Place& place) {
  if (!json.is_object()) return place.wrong_type("an object", json);
  std::vector<std::string> known;
  for (const auto& known_field : fields) known.push_back(known_field.name);
  for (const auto& [key, value] : json.items()) {
    auto found = std::find(known.begin(), known.end(), key);
    if (found == known.end()) return unknown_key(place, key, known);
    REEVE_CHECK(fields[static_cast<std::size_t>(found - known.begin())].read(owner, value, place.key(key)));
  }
  for (const auto& known_field : fields) {
    bool missing = known_field.presence == Presence::required && !json.contains(known_field.name);
    if (missing) return place.error("the key \"" + known_field.name + "\" is missing");
  }
  return Done{};
}

template <class Owner>
Kind<Owner> object(std::vector<Field<Owner>> fields) {
  std::vector<std::pair<std::string, Json>> properties;
  std::vector<std::string> required;
  for (const auto& known_field : fields) {
    properties.emplace_back(known_field.name, known_field.schema);
    if (known_field.presence == Presence::required) required.push_back(known_field.name);
  }
  return {object_schema(properties, required),
          [fields = std::move(fields)](const Json& json, const Place& place) -> Result<Owner> {
            Owner owner{};
            REEVE_CHECK(read_fields(fields, owner, json, place));
            return owner;
          }};
}

}  // namespace reeve::app
