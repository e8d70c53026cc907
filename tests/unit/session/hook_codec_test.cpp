// Hooks as Claude Code tells them, and the answers as it takes them.
#include "session/hook_codec.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "session/json.h"
#include "support/catch.h"

namespace reeve::session {
namespace {

using Kind = app::SessionEvent::Kind;

std::string fixture(const std::string& name) {
  std::ifstream file(std::filesystem::path(REEVE_SOURCE_DIR) / "fixtures/claude" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The events of a recorded session that we answer to, by Claude Code's names for them.
std::vector<app::SessionEvent> recorded(const std::string& name, const std::string& hook) {
  std::vector<app::SessionEvent> events;
  std::string text = fixture(name);
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    std::string line = text.substr(at, text.find('\n', at) - at);
    if (text_at(*parse(line), "hook_event_name") != hook) continue;
    auto kind = app::session_event_named(hook);
    REQUIRE(kind);
    auto event = decode_event(*kind, line);
    REQUIRE(event);
    events.push_back(*event);
  }
  return events;
}

}  // namespace

TEST_CASE("recorded hooks are read") {
  auto starts = recorded("hooks/interactive.jsonl", "SessionStart");
  REQUIRE(starts.size() == 1);
  CHECK(starts[0].why == "startup");
  CHECK(starts[0].model == "claude-opus-4-8");
  CHECK(starts[0].session == "b47570cf-79b8-437b-be21-361adffee336");
  CHECK(starts[0].directory == "/projects/shop");
  auto tools = recorded("hooks/print-mode.jsonl", "PreToolUse");
  REQUIRE(tools.size() == 4);
  CHECK(tools[0].command == "echo hi");
  CHECK(tools[2].command.empty());
  auto subagents = recorded("hooks/print-mode.jsonl", "SubagentStop");
  REQUIRE(subagents.size() == 1);
  CHECK(subagents[0].agent == "a7561d54a3df28633");
  CHECK(subagents[0].last_message == "subagent result");
  CHECK(subagents[0].agent_transcript.ends_with("/subagents/agent-a7561d54a3df28633.jsonl"));
  CHECK(!recorded("hooks/print-mode.jsonl", "Stop")[0].background_work);
  CHECK(recorded("hooks/print-mode.jsonl", "SessionEnd")[0].why == "other");
}

TEST_CASE("the status line tells window, context and limits") {
  auto gauge = decode_event(Kind::status_line, fixture("statusline/subscription.json"))->gauge;
  CHECK(gauge.context.tokens == 121100);
  CHECK(gauge.context.window == 200000);
  REQUIRE(gauge.limits.size() == 2);
  CHECK(gauge.limits[0].name == "5h");
  CHECK(gauge.limits[0].share > 0.419);
  CHECK(gauge.limits[0].resets_at.ms == 1795190000000);
  CHECK(decode_event(Kind::status_line, fixture("statusline/api-key.json"))->gauge.limits.empty());
}

TEST_CASE("what is not as expected is empty; what is no object is refused") {
  auto odd = decode_event(Kind::stop, R"({"session_id":5,"cwd":null,"background_tasks":"x"})");
  REQUIRE(odd);
  CHECK(odd->session.empty());
  CHECK(!odd->background_work);
  for (const char* bad : {"", "nothing", "[]", "5", "{\"a\":", "\xff\xfe"})
    CHECK(!decode_event(Kind::stop, bad));
  std::string deep(200'000, '[');
  CHECK(!decode_event(Kind::stop, deep));
  auto limits =
      R"({"rate_limits":{"five_hour":{"used_percentage":1e308,"resets_at":-1}},"context_window":[]})";
  auto gauge = decode_event(Kind::status_line, limits)->gauge;
  REQUIRE(gauge.limits.size() == 1);
  CHECK(gauge.limits[0].resets_at.ms == 0);
}

TEST_CASE("a background task counts while it runs") {
  auto runs = [](const std::string& tasks) {
    return decode_event(Kind::stop, "{\"background_tasks\":" + tasks + "}")->background_work;
  };
  CHECK(runs(R"([{"id":"a","status":"running"}])"));
  CHECK(runs(R"([{"id":"a"}])"));
  CHECK(!runs(R"([{"id":"a","status":"completed"}])"));
  CHECK(!runs("[]"));
}

TEST_CASE("answers have the form that each hook is read in") {
  app::SessionAnswer answer;
  CHECK(encode_answer(Kind::stop, answer).empty());
  answer.denial = "no";
  auto denied = parse(encode_answer(Kind::pre_tool, answer));
  CHECK((*denied)["hookSpecificOutput"]["hookEventName"] == "PreToolUse");
  CHECK((*denied)["hookSpecificOutput"]["permissionDecision"] == "deny");
  CHECK((*denied)["hookSpecificOutput"]["permissionDecisionReason"] == "no");
  answer = {};
  answer.go_on = "next";
  CHECK(encode_answer(Kind::stop, answer) == "{\"decision\":\"block\",\"reason\":\"next\"}\n");
  answer = {};
  answer.context = "keep this\n";
  CHECK(encode_answer(Kind::pre_compact, answer) == "keep this\n");
  auto started = parse(encode_answer(Kind::session_start, answer));
  CHECK((*started)["hookSpecificOutput"]["additionalContext"] == "keep this\n");
  CHECK(encode_message("reeve: a\nb") == "{\"systemMessage\":\"reeve: a b\"}\n");
}

TEST_CASE("each hook has our name and Claude Code's") {
  const std::map<std::string, std::string> names = {{"session-start", "SessionStart"},
                                                    {"pre-tool", "PreToolUse"},
                                                    {"post-tool-batch", "PostToolBatch"},
                                                    {"pre-compact", "PreCompact"},
                                                    {"stop", "Stop"},
                                                    {"subagent-stop", "SubagentStop"},
                                                    {"stop-failure", "StopFailure"},
                                                    {"session-end", "SessionEnd"}};
  for (const auto& [ours, theirs] : names) {
    REQUIRE(app::session_event_named(ours));
    CHECK(app::session_event_named(ours) == app::session_event_named(theirs));
  }
  CHECK(!app::session_event_named("statusline"));
}

}  // namespace reeve::session
