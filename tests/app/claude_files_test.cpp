// reeve's entries in a project's settings of Claude Code: found by what they do, beside those of others.
#include "app/claude_files.h"

#include <fstream>

#include "json_text.h"
#include "support/catch.h"

namespace reeve::app {
namespace {

using State = SetupPart::State;

std::vector<ClaudeEntry> entries() {
  return settings_entries({"docs/tasks.md", {"../shop.worktrees"}, 153'000});
}

JsonText with_all(JsonText text) {
  for (const ClaudeEntry& entry : entries()) REQUIRE(entry.add(text));
  return text;
}

void remove_all(JsonText& text) {
  for (const ClaudeEntry& entry : entries()) entry.remove(text);
}

SetupPart look(const JsonText& text, const std::string& what) {
  for (const ClaudeEntry& entry : entries()) {
    SetupPart part = entry.look(text);
    if (part.what == what) return part;
  }
  FAIL("no entry is called " << what);
  return {};
}

}  // namespace

TEST_CASE("all entries are there once they are added, and nothing is left once they are removed") {
  JsonText text = with_all({});
  for (const ClaudeEntry& entry : entries()) CHECK(entry.look(text).state == State::there);
  remove_all(text);
  CHECK(text.bytes().empty());
}

TEST_CASE("the plugin has the same hooks, and the same server") {
  auto of_plugin = [](const std::string& file, const char* key) {
    std::ifstream stream(std::string(REEVE_SOURCE_DIR) + "/hooks/claude/" + file);
    return nlohmann::json::parse(stream).at(key);
  };
  auto added = [](const std::vector<ClaudeEntry>& all, const char* key) {
    JsonText text;
    for (const ClaudeEntry& entry : all) REQUIRE(entry.add(text));
    return nlohmann::json::parse(text.bytes()).at(key);
  };
  CHECK(of_plugin("hooks/hooks.json", "hooks") == added(entries(), "hooks"));
  CHECK(of_plugin(".mcp.json", "mcpServers") == added(mcp_entries(), "mcpServers"));
}

TEST_CASE("a hook is known by what it runs, in whatever group it stands") {
  const std::string before = R"({"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "mine"}]}]}})";
  JsonText text = with_all(parsed(before));
  CHECK(look(text, "hook Stop").state == State::there);
  // Somebody moved it into their own group, and gave it more time.
  JsonText moved = parsed(
      R"({"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "mine"},
          {"type": "command", "command": "reeve", "args": ["hook", "stop"], "timeout": 9}]}]}})");
  CHECK(look(moved, "hook Stop").state == State::changed);
  remove_all(moved);
  CHECK(moved.bytes() == before);
  remove_all(text);
  CHECK(text.bytes() == before);
}

TEST_CASE("a hook of a person's own that starts reeve serves as well, and stays") {
  for (const char* command : {R"("command": "/opt/reeve/bin/reeve", "args": ["hook", "stop"])",
                              R"("command": "/opt/reeve/bin/reeve hook stop")",
                              R"("command": "env", "args": ["A=1", "reeve", "hook", "stop"])"}) {
    const std::string before = R"({"hooks": {"Stop": [{"hooks": [{"type": "command", )" +
                               std::string(command) + R"(}]}], "SessionEnd": []}})";
    JsonText text = parsed(before);
    INFO(command);
    CHECK(look(text, "hook Stop").state == State::there);
    CHECK(look(text, "hook SessionEnd").state == State::missing);
    remove_all(text);
    CHECK(text.bytes() == before);
  }
}

TEST_CASE("one that stands there twice goes twice") {
  JsonText text = with_all({});
  for (const ClaudeEntry& entry : entries())
    if (entry.look(text).what.starts_with("hook ")) REQUIRE(entry.add(text));
  CHECK(look(text, "hook Stop").state == State::changed);
  remove_all(text);
  CHECK(text.bytes().empty());
}

TEST_CASE("hooks of other programs, and other uses of reeve, are let alone") {
  const std::string before =
      R"({"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "reeve", "args": ["status"]},
          {"type": "command", "command": "reeve status"}, {"type": "http", "url": "x"}, 7]}, "odd", {"hooks": 1}]}})";
  JsonText text = parsed(before);
  CHECK(look(text, "hook Stop").state == State::missing);
  remove_all(text);
  CHECK(text.bytes() == before);
}

TEST_CASE("a server of that name that is not reeve's is in the way") {
  ClaudeEntry entry = mcp_entries().front();
  JsonText text = parsed(R"({"mcpServers": {"reeve": {"command": "npx", "args": ["mcp"]}}})");
  CHECK(entry.look(text).state == State::other);
  CHECK(!entry.look(text).complete());
  CHECK(entry.look(parsed(R"({"mcpServers": {"reeve": {"command": "reeve", "args": ["mcp"]}}})")).state ==
        State::changed);
}

TEST_CASE("a server entry of a person's own that starts reeve serves as well, and stays") {
  ClaudeEntry entry = mcp_entries().front();
  for (const char* server : {R"({"command": "/opt/reeve/bin/reeve", "args": ["mcp"]})",
                             R"({"command": "/opt/reeve/bin/reeve", "args": ["mcp"], "env": {"A": "1"}})",
                             R"({"command": "reeve", "args": ["mcp"], "env": {"A": "1"}})",
                             R"({"command": "/usr/bin/env", "args": ["A=1", "/opt/bin/reeve", "mcp"]})"}) {
    const std::string before = R"({"mcpServers": {"reeve": )" + std::string(server) + "}}";
    JsonText text = parsed(before);
    INFO(server);
    CHECK(entry.look(text).state == State::there);
    entry.remove(text);
    CHECK(text.bytes() == before);
  }
}

TEST_CASE("a whole file is known by its last line, whatever version wrote it") {
  const std::string file = with_marker("---\nname: x\n---\nWords.\n");
  CHECK(file.ends_with(" -->\n"));
  CHECK(has_true_marker(file));
  CHECK(has_true_marker(with_marker("")));
  CHECK(!has_true_marker(file + "more\n"));
  CHECK(!has_true_marker("more\n" + file));
  CHECK(!has_true_marker(file.substr(0, file.size() - 1)));
  CHECK(!has_true_marker("Words.\n"));
  CHECK(!has_true_marker(""));
}

TEST_CASE("a window of the project's own stays, also where it is the same") {
  const std::string what = "compaction (CLAUDE_CODE_AUTO_COMPACT_WINDOW 153000)";
  for (const char* bytes :
       {R"({"autoCompactWindow": 153000})", R"({"env": {"CLAUDE_CODE_AUTO_COMPACT_WINDOW": "153000"}})",
        R"({"env": {"CLAUDE_CODE_AUTO_COMPACT_WINDOW": 400000}})"}) {
    JsonText text = parsed(bytes);
    CHECK(look(text, what).state == State::other);
    CHECK(look(text, what).complete());
    remove_all(text);
    CHECK(text.bytes() == bytes);
  }
  JsonText older = parsed(R"({"env": {"CLAUDE_CODE_AUTO_COMPACT_WINDOW": "0633000"}})");
  CHECK(look(older, what).state == State::changed);
}

}  // namespace reeve::app
