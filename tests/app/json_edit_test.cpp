// Somebody else's JSON file, edited at single places: what is added can be taken out again, byte for byte.
#include "app/json_edit.h"

#include <random>

#include "json_text.h"
#include "support/catch.h"

namespace reeve::app {
namespace {

std::string why_not(const std::string& bytes) {
  auto text = JsonText::parse(bytes);
  INFO(bytes);
  REQUIRE(!text);
  return text.error().message;
}

JsonPath path(std::initializer_list<const char*> names) {
  JsonPath made;
  for (const char* name : names) made.emplace_back(std::string(name));
  return made;
}

JsonPath item(JsonPath list, std::size_t place) {
  list.emplace_back(place);
  return list;
}

const JsonValue kServer = JsonValue::parse(R"({"command": "reeve", "args": ["mcp"]})");

// Texts of all kinds of layout.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string blanks() {
    static const char* const kBlanks[] = {"", "", " ", "\n", "\r\n  ", "\n\t", "   \n  ", "\t"};
    return kBlanks[below(std::size(kBlanks))];
  }
  std::string value(int depth) {
    static const char* const kPlain[] = {"1",  "-2.5e3", "true", "null", R"("a, ]} \" b")", R"("é\u00e9")",
                                         "[]", "{ }"};
    if (depth == 0 || below(3) == 0) return kPlain[below(std::size(kPlain))];
    return below(2) == 0 ? list(depth) : object(depth, {"x", "y\\n", "z"});
  }
  std::string list(int depth) {
    std::string text = "[" + blanks();
    for (std::size_t i = 0, count = below(4); i < count; ++i)
      text += (i == 0 ? "" : "," + blanks()) + value(depth - 1) + blanks();
    return text + "]";
  }
  std::string object(int depth, std::vector<std::string> names) {
    std::string text = "{" + blanks();
    for (std::size_t i = 0, count = below(names.size() + 1); i < count; ++i)
      text += (i == 0 ? "" : "," + blanks()) + "\"" + names[i] + "\"" + blanks() + ":" + blanks() +
              member(names[i], depth) + blanks();
    return text + "}";
  }

 private:
  std::string member(const std::string& name, int depth) {
    if (name == "hooks") return object(depth - 1, {"Start", "Stop"});
    if (name == "Start" || name == "Stop") return list(depth - 1);
    return value(depth - 1);
  }
  std::mt19937 random_;
};

// What a text gets, in which order; each has its own place.
struct Addition {
  JsonPath holder;
  std::string name;  // "" = an item
  JsonValue value;

  JsonPath place(const JsonText& text) const {
    JsonPath at = holder;
    if (!name.empty()) {
      at.emplace_back(name);
      return at;
    }
    for (std::size_t i = 0; i < text.items(holder); ++i)
      if (text.get(item(holder, i)) == value) return item(holder, i);
    FAIL("it is not there");
    return at;
  }
};

}  // namespace

TEST_CASE("what is added takes over the layout around it") {
  JsonText text = parsed("{\n    \"b\": [1],\n    \"a\": {\"x\": 1}\n}\n");
  REQUIRE(text.add_member({}, "c", kServer));
  REQUIRE(text.add_member(path({"a"}), "y", 2));
  REQUIRE(text.add_item(path({"b"}), 7));
  CHECK(text.bytes() ==
        "{\n    \"b\": [1, 7],\n    \"a\": {\"x\": 1, \"y\": 2},\n"
        "    \"c\": { \"command\": \"reeve\", \"args\": [ \"mcp\" ] }\n}\n");
}

TEST_CASE("line ends and tabs are those of the file, and long values take several lines") {
  JsonText text = parsed("{\r\n\t\"a\": 1\r\n}");
  REQUIRE(text.add_item(path({"hooks", "Stop"}), std::string(99, 'x')));
  CHECK(text.bytes() == "{\r\n\t\"a\": 1,\r\n\t\"hooks\": {\r\n\t\t\"Stop\": [\r\n\t\t\t\"" +
                            std::string(99, 'x') + "\"\r\n\t\t]\r\n\t}\r\n}");
}

TEST_CASE("a file that is made by additions alone goes with the last of them") {
  JsonText text;
  CHECK(!text.get({}));
  REQUIRE(text.add_member(path({"mcpServers"}), "reeve", kServer));
  CHECK(text.bytes() ==
        "{\n  \"mcpServers\": { \"reeve\": { \"command\": \"reeve\", \"args\": [ \"mcp\" ] } }\n}\n");
  text.remove(path({"mcpServers", "reeve"}));
  CHECK(text.bytes().empty());
}

TEST_CASE("an object that was there, and empty, stays; one that an addition made goes") {
  for (const char* bytes : {"{}", "{ }\n", "{\n}\n", "{\"hooks\": {}}", "{\n  \"hooks\": {\n  }\n}\n"}) {
    JsonText text = parsed(bytes);
    REQUIRE(text.add_item(path({"hooks", "Stop"}), kServer));
    REQUIRE(text.add_item(path({"hooks", "Stop"}), 2));
    text.remove(item(path({"hooks", "Stop"}), 0));
    text.remove(item(path({"hooks", "Stop"}), 0));
    CHECK(text.bytes() == bytes);
  }
}

TEST_CASE("in any layout: all additions, taken out in any order, leave the same bytes") {
  const std::vector<Addition> additions = {
      {path({"hooks", "Start"}), "",
       JsonValue::parse(R"({"hooks": [{"command": "reeve", "args": ["hook"]}]})")},
      {path({"hooks", "Stop"}), "", "one"},
      {path({"hooks", "Stop"}), "", "two"},
      {path({"hooks", "Other"}), "", 3},
      {path({"mcpServers"}), "reeve", kServer},
      {{}, "statusLine", kServer},
  };
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Maker maker(seed);
    const std::string before =
        maker.blanks() + maker.object(4, {"hooks", "y", "q\\\"q", "w"}) + maker.blanks();
    JsonText text = parsed(before);
    JsonValue wanted = JsonValue::parse(before);
    for (const Addition& addition : additions) {
      JsonValue* holder = &wanted;
      for (const JsonStep& step : addition.holder) holder = &(*holder)[std::get<std::string>(step)];
      if (addition.name.empty())
        holder->push_back(addition.value);
      else
        (*holder)[addition.name] = addition.value;
      INFO(seed << "\n" << before << "\n" << text.bytes());
      auto added = addition.name.empty() ? text.add_item(addition.holder, addition.value)
                                         : text.add_member(addition.holder, addition.name, addition.value);
      REQUIRE(added);
    }
    INFO(seed << "\n" << before << "\n" << text.bytes());
    REQUIRE(JsonValue::parse(text.bytes()) == wanted);
    std::vector<Addition> order = additions;
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[maker.below(i)]);
    for (const Addition& addition : order) text.remove(addition.place(text));
    REQUIRE(text.bytes() == before);
  }
}

TEST_CASE("what others put before, behind and into it stays when it goes") {
  JsonText text =
      parsed("{\n  \"hooks\": {\n    \"theirs\": [],\n    \"ours\": [ 1 ],\n    \"more\": 2\n  }\n}\n");
  text.remove(path({"hooks", "ours"}));
  CHECK(text.bytes() == "{\n  \"hooks\": {\n    \"theirs\": [],\n    \"more\": 2\n  }\n}\n");
  text = parsed("{\n  \"hooks\": { \"ours\": [ 1,\n 5 ] }\n}\n");
  text.remove(item(path({"hooks", "ours"}), 0));
  CHECK(text.bytes() == "{\n  \"hooks\": { \"ours\": [ 5 ] }\n}\n");
}

TEST_CASE("a value is replaced where it stands") {
  JsonText text = parsed("{\"a\" :  1 , \"b\":2}");
  text.replace(path({"a"}), kServer);
  CHECK(text.bytes() == R"({"a" :  { "command": "reeve", "args": [ "mcp" ] } , "b":2})");
}

TEST_CASE("what is no JSON, or cannot be told apart, is refused with its line") {
  CHECK(why_not("{\n  \"a\": 1,\n}\n").find("line 3: no valid JSON") == 0);
  CHECK(why_not("{\n  // a word\n}\n").find("line 2: no valid JSON") == 0);
  CHECK(why_not("").find("line 1: no valid JSON") == 0);
  CHECK(why_not("{\"a\": 1} x").find("line 1: no valid JSON") == 0);
  CHECK(why_not("{\"a\": 1e999}").find("line 1: no valid JSON") == 0);
  CHECK(why_not("{\"a\": \"\xff\"}").find("line 1: no valid JSON") == 0);
  CHECK(why_not("\xEF\xBB\xBF{}").find("byte order mark") != std::string::npos);
  CHECK(why_not("[]\n").find("no JSON object") != std::string::npos);
  CHECK(why_not("{\n\"a\": {\"b\": 1,\n\"\\u0062\": 2}}") == "line 3: \"b\" is there twice");
  CHECK(why_not("{\"a\": " + std::string(100, '[') + std::string(100, ']') + "}").find("nested deeper") !=
        std::string::npos);
}

TEST_CASE("what stands in the way of an addition is named with its line, and nothing is changed") {
  JsonText text = parsed("{\n  \"hooks\": {\n    \"Stop\": \"no\"\n  }\n}\n");
  const std::string before = text.bytes();
  auto added = text.add_item(path({"hooks", "Stop"}), 1);
  REQUIRE(!added);
  CHECK(added.error().message == "line 3: \"hooks.Stop\" is no list");
  added = text.add_item(path({"hooks", "Stop", "deep"}), 1);
  REQUIRE(!added);
  CHECK(added.error().message == "line 3: \"hooks.Stop\" is no object");
  CHECK(text.bytes() == before);
}

}  // namespace reeve::app
