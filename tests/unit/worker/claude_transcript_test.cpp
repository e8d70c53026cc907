// What a transcript tells of the context, from its end.
#include "reeve/worker/claude_transcript.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/catch.h"

namespace reeve::worker {
namespace {

std::string transcript(const std::string& name) {
  std::ifstream file(std::filesystem::path(REEVE_SOURCE_DIR) / "fixtures/claude/transcript" / name,
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string answered(int tokens, const std::string& model = "claude-opus-4-8", const std::string& more = "") {
  return R"({"isSidechain":false,)" + more + R"("type":"assistant","message":{"model":")" + model +
         R"(","usage":{"input_tokens":1,"cache_read_input_tokens":)" + std::to_string(tokens - 1) +
         ",\"output_tokens\":500}}}\n";
}
const std::string kBoundary =
    R"({"type":"system","subtype":"compact_boundary","compactMetadata":{"postTokens":592}})"
    "\n";

std::int64_t tokens_in(const std::string& text) {
  auto context = context_in(text);
  return context ? context->tokens : -1;
}

}  // namespace

TEST_CASE("the last answer of the main thread tells how full the context is") {
  auto tools = context_in(transcript("tools.jsonl"));
  REQUIRE(tools);
  CHECK(tools->tokens == 15590);
  CHECK(tools->model == "claude-opus-4-8");
  CHECK(tokens_in(transcript("compaction.jsonl")) == 21100);
  // What the program itself says, of a limit for instance, is no answer.
  CHECK(context_in(transcript("usage-limit.jsonl"))->tokens == 15450);
}

TEST_CASE("how the last turn failed is told by the last word of the main thread") {
  const std::string limited =
      R"({"type":"assistant","error":"rate_limit","isApiErrorMessage":true,"message":{"model":"<synthetic>"}})"
      "\n";
  const std::string said = R"({"type":"user","message":{"content":"go on"}})"
                           "\n";
  const std::string aside = R"({"type":"assistant","isSidechain":true,"message":{"model":"m"}})"
                            "\n"
                            R"({"type":"last-prompt"})"
                            "\n";
  CHECK(failure_in(said + limited) == "rate_limit");
  CHECK(failure_in(limited + aside) == "rate_limit");
  CHECK(failure_in(limited + said).empty());
  CHECK(failure_in("").empty());
}

TEST_CASE("after a compaction the context is what was left, until something is answered") {
  std::string whole = transcript("compaction.jsonl");
  std::string until = whole.substr(0, whole.find('\n', whole.find("compact_boundary")) + 1);
  CHECK(tokens_in(until) == 592);
  CHECK(context_in(until)->model.empty());
  CHECK(tokens_in(answered(9000) + kBoundary) == 592);
  CHECK(tokens_in(kBoundary + answered(9000)) == 9000);
}

TEST_CASE("a subagent's answers and the program's own words do not count") {
  CHECK(tokens_in(answered(7000) + answered(100, "<synthetic>")) == 7000);
  std::string of_subagent = answered(100);
  of_subagent.replace(of_subagent.find("false"), 5, "true");
  CHECK(tokens_in(answered(7000) + of_subagent) == 7000);
}

TEST_CASE("a transcript that begins in the middle of a line, or is torn at its end, is read all the same") {
  std::string text = answered(5000) + answered(7000);
  CHECK(tokens_in(text.substr(20)) == 7000);
  CHECK(tokens_in(text + R"({"type":"assistant","message":{"usa)") == 7000);
  CHECK(tokens_in(text.substr(0, text.size() - 3)) == 5000);
}

TEST_CASE("hostile lines are passed over") {
  const std::string good = answered(7000);
  CHECK(tokens_in(good + R"({"type":"assistant","message":[1,2]})" + "\n") == 7000);
  CHECK(tokens_in(good + R"({"type":["assistant"]})" + "\n") == 7000);
  CHECK(tokens_in(good + std::string(300'000, '[') + "\"assistant\"\n") == 7000);
  CHECK(tokens_in(good + "\xff\xfe\"assistant\"\n\n\n") == 7000);
  CHECK(tokens_in(good + R"({"type":"user","message":"\"type\":\"assistant\" \"compact_boundary\""})" +
                  "\n") == 7000);
  CHECK(tokens_in(
            R"({"type":"assistant","message":{"usage":{"input_tokens":-5,"cache_read_input_tokens":1e300}}})"
            "\n") == 1'000'000'000'000'000);
  CHECK(!context_in(""));
  CHECK(!context_in("\n\n"));
}

TEST_CASE("the commands of a transcript") {
  auto commands = commands_in(transcript("tools.jsonl"));
  REQUIRE(commands.size() == 1);
  CHECK(commands[0] == "echo hi && ls docs");
}

TEST_CASE("the window follows the model's name and what is set around it") {
  const WindowSurroundings usual;
  CHECK(window_of("claude-opus-4-8", usual) == 1'000'000);
  CHECK(window_of("claude-sonnet-5", usual) == 1'000'000);
  CHECK(window_of("claude-haiku-4-5", usual) == 200'000);
  CHECK(window_of("house-model", usual) == 200'000);
  CHECK(window_of("house-model[1m]", usual) == 1'000'000);
  const WindowSurroundings gateway{.other_api = true};
  CHECK(window_of("claude-opus-4-8", gateway) == 200'000);
  CHECK(window_of("claude-opus-4-8[1m]", gateway) == 1'000'000);
  CHECK(window_of("claude-opus-4-8[1m]", {.no_million = true}) == 200'000);
  CHECK(window_of("house-model", {.of_unknown_models = 64'000}) == 64'000);
  CHECK(window_of("claude-haiku-4-5", {.of_unknown_models = 64'000}) == 200'000);
}

}  // namespace reeve::worker
