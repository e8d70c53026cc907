// A JSON file that is not ours, edited at single places: every other byte of it stays.
//
// What was added can be taken out again so that the bytes are those from before, also when other hands have
// edited around it meanwhile. A list or object that an addition had to make has a blank behind its bracket;
// one that was there, and empty, has the addition right behind it. So taking out the last value of one tells
// whether the list or object goes too.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reeve/base/result.h"

namespace reeve::app {

using JsonValue = nlohmann::ordered_json;
using JsonStep = std::variant<std::string, std::size_t>;  // a member's name; an item's place in its list
using JsonPath = std::vector<JsonStep>;

// Where a value stands in the text; offsets.
struct JsonChild;
struct JsonNode {
  std::size_t begin = 0;
  std::size_t end = 0;
  char bracket = 0;  // '{', '[', or none
  std::vector<JsonChild> children;
};
struct JsonChild {
  std::size_t begin = 0;  // of the name, or of the value
  std::string name;
  JsonNode value;
};

class JsonText {
 public:
  // An object, strictly as RFC 8259 has it. Errors of kind `config` say what is wrong in which line, without
  // the file's name.
  static Result<JsonText> parse(std::string bytes);
  // Of a file that is not there yet.
  JsonText() = default;

  // "" = all that is in it has been added, or nothing was left of it: there should be no such file.
  const std::string& bytes() const { return bytes_; }
  std::optional<JsonValue> get(const JsonPath& path) const;
  std::size_t items(const JsonPath& path) const;  // of the list or object there; 0 = none is there

  // Behind what the list or object holds; makes those on the path that are not there. Error: one on the path
  // is something else.
  Status add_member(const JsonPath& object, const std::string& name, const JsonValue& value);
  Status add_item(const JsonPath& list, const JsonValue& value);
  // These need a value to be there.
  void replace(const JsonPath& path, const JsonValue& value);
  void remove(const JsonPath& path);

 private:
  const JsonNode* find(const JsonPath& path) const;
  Status add(const JsonPath& holder, const std::optional<std::string>& name, const JsonValue& value);
  void insert(const JsonNode& holder, const std::optional<std::string>& name, const JsonValue& value);
  void edit(std::size_t from, std::size_t to, std::string_view text);
  std::string unit() const;

  std::string bytes_;
  JsonNode root_;
};

}  // namespace reeve::app
