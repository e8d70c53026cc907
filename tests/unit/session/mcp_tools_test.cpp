// The tools as a session gets them: few, small, and what a model gives them is checked.
#include "mcp_world.h"
#include "support/catch.h"

namespace reeve::session {
namespace {

Json tools_of(const std::string& revision) {
  Conversation talk(revision);
  talk.say({{"jsonrpc", "2.0"}, {"id", 1}, {"method", "tools/list"}});
  return talk.last()["result"]["tools"];
}

// What Claude Code sends to the model of a tool.
Json as_sent(const Json& tool, const std::string& server) {
  return {{"name", "mcp__" + server + "__" + tool["name"].get<std::string>()},
          {"description", tool["description"]},
          {"input_schema", tool["inputSchema"]}};
}

std::string refusal(const std::string& tool, const Json& arguments) {
  Conversation talk("2025-11-25");
  talk.call(1, tool, arguments);
  CHECK(talk.world.started.empty());
  CHECK(talk.last_is_error());
  return talk.last_text();
}

std::vector<std::string> words(const std::string& tool, const Json& arguments) {
  Conversation talk("2025-11-25");
  talk.call(1, tool, arguments);
  return talk.world.started.empty() ? std::vector<std::string>() : talk.world.started[0].words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("five tools at most, and at most 400 tokens, at four bytes a token") {
  Json tools = tools_of("2025-11-25");
  CHECK(tools.size() >= 4);
  CHECK(tools.size() <= 5);
  for (const char* server : {"reeve", "plugin_reeve_reeve"}) {
    std::size_t bytes = 0;
    for (const Json& tool : tools) bytes += as_sent(tool, server).dump().size() + 1;
    INFO(server << ": " << bytes << " bytes");
    CHECK(bytes <= 1600);
  }
}

TEST_CASE("each tool is there from the start, and says whether it only reads") {
  for (const std::string& revision : kRevisionNames) {
    for (const Json& tool : tools_of(revision)) {
      CHECK(tool["_meta"]["anthropic/alwaysLoad"] == true);
      CHECK(tool["inputSchema"]["type"] == "object");
      CHECK_FALSE(tool["description"].get<std::string>().empty());
      CHECK(tool.contains("annotations") == (revision != "2024-11-05"));
    }
  }
  for (const Json& tool : tools_of("2025-11-25")) {
    auto name = tool["name"].get<std::string>();
    for (const app::Operation& operation : app::operations())
      if (operation.name == name)
        CHECK(tool["annotations"]["readOnlyHint"] == (operation.kind == app::OperationKind::query));
  }
}

TEST_CASE("arguments that do not fit are told in words for the model") {
  CHECK_THAT(refusal("block", {{"id", "A-1"}}), contains_text("'note' is missing"));
  CHECK_THAT(refusal("block", {{"id", " "}, {"note", "x"}}), contains_text("'id' is missing"));
  CHECK_THAT(refusal("finish", {{"id", nullptr}}), contains_text("'id' is missing"));
  CHECK_THAT(refusal("start", {{"task", "A-1"}}), contains_text("next: its arguments: id"));
  CHECK_THAT(refusal("start", {{"id", {"A-1"}}}), contains_text("'id' must be text"));
  CHECK_THAT(refusal("start", {{"id", 1.5}}), contains_text("'id' must be text"));
  CHECK_THAT(refusal("add", {{"description", "x"}, {"depends_on", {{{"id", 1}}}}}),
             contains_text("must be text"));
  CHECK_THAT(refusal("add", {{"description", "x"}, {"depends_on", std::vector<std::string>(257, "A")}}),
             contains_text("more than 256"));
  CHECK_THAT(refusal("add", {{"description", std::string(33 << 10, 'x')}}),
             contains_text("longer than 32 KiB"));
  CHECK_THAT(refusal("start", {{"id", std::string("a\0b", 3)}}), contains_text("control characters"));
  CHECK_THAT(refusal("block", {{"id", "a"}, {"note", "\x1b[2J"}}), contains_text("control characters"));
}

TEST_CASE("what models write for an id is taken: a number, one text for a list, an empty text for none") {
  CHECK(words("start", {{"id", 7}}) == Words{"start", "--", "7"});
  CHECK(words("start", {{"id", ""}}) == Words{"start"});
  CHECK(words("add", {{"description", "x"}, {"depends_on", "A-1"}}) ==
        Words{"add", "--depends-on=A-1", "--", "x"});
  CHECK(words("add", {{"description", "x"}, {"depends_on", Json::array()}}) == Words{"add", "--", "x"});
}

TEST_CASE("no text becomes an option") {
  CHECK(words("start", {{"id", "--json"}}) == Words{"start", "--", "--json"});
  CHECK(words("block", {{"id", "-C"}, {"note", "--json"}}) == Words{"block", "--note=--json", "--", "-C"});
}

TEST_CASE("a report of four megabytes goes through on stdin") {
  Conversation talk("2025-11-25");
  std::string report(4 << 20, '\n');  // two bytes each on the wire
  talk.call(1, "finish", {{"id", "A-1"}, {"result", report + "x"}});
  CHECK_THAT(talk.last_text(), contains_text("longer than 4096 KiB"));
  report.back() = 'x';
  talk.call(2, "finish", {{"id", "A-1"}, {"result", report}});
  REQUIRE(talk.world.started.size() == 1);
  CHECK(talk.world.started[0].input == report);
}

}  // namespace reeve::session
