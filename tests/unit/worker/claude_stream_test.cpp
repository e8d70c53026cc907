// Claude Code's stream: what it is doing in words, what it costs as it comes, and lines that are no good.
#include <cmath>

#include "claude_support.h"
#include "support/catch.h"

#include "reeve/worker/result.h"

namespace reeve::worker {
namespace {

std::string doing_of(std::string_view tool, std::string_view input) {
  auto lines = hear(init() + said(tool_block(tool, input))).lines;
  return lines.size() == 2 ? lines[1] : "";
}

// Fed whole, not finished.
Usage usage_after(std::string_view bytes) {
  ClaudeStream stream({});
  stream.feed(bytes);
  return stream.usage();
}

std::string stream_event(std::string_view inner, std::string_view parent = "null") {
  return R"({"type":"stream_event","event":)" + std::string(inner) + R"(,"parent_tool_use_id":)" +
         std::string(parent) + "}\n";
}
std::string message_start(std::string_view id, std::string_view parent = "null") {
  return stream_event(R"({"type":"message_start","message":{"id":")" + std::string(id) +
                          R"(","model":"claude-opus-4-8","usage":{"input_tokens":10,"output_tokens":1}}})",
                      parent);
}
std::string message_delta(int output, std::string_view parent = "null") {
  return stream_event(R"({"type":"message_delta","usage":{"output_tokens":)" + std::to_string(output) + "}}",
                      parent);
}

// A stream with `line` in its middle is read as if the line were not there.
void check_harmless(const std::string& line) {
  INFO(line.substr(0, 200));
  const std::string before = init() + said(text_block("one"));
  const std::string after = said(text_block("two"), "m-2") + well();
  CHECK(hear(before + line + "\n" + after).lines == hear(before + after).lines);
}

}  // namespace

TEST_CASE("what it is doing is said in few words") {
  CHECK(doing_of("Edit", R"({"file_path":"/p/src/api/routes.ts"})") == "tool: editing src/api/routes.ts");
  CHECK(doing_of("Write", R"({"file_path":"/elsewhere/a"})") == "tool: writing /elsewhere/a");
  CHECK(doing_of("Read", R"({"file_path":"/proof/a"})") == "tool: reading /proof/a");
  CHECK(doing_of("Bash", R"({"command":"make test"})") == "tool: running make test");
  CHECK(doing_of("Bash", R"({"command":"cd /p && make"})") == "tool: running make");
  CHECK(doing_of("Bash", R"({"command":"for i in a\ndo x\u001b[31m\ndone"})") ==
        "tool: running for i in a do x\\x1b[31m done");
  CHECK(doing_of("Grep", R"({"pattern":"x.*y"})") == "tool: searching for x.*y");
  CHECK(doing_of("WebFetch", R"({"url":"https://example.org"})") == "tool: fetching https://example.org");
  CHECK(doing_of("Task", R"({"description":"find the bug"})") == "tool: agent: find the bug");
  CHECK(doing_of("mcp__db__query", "{}") == "tool: using mcp tool db/query");
  CHECK(doing_of("Invented", R"({"a":1})") == "tool: using Invented");
  CHECK(doing_of("Edit", "7") == "tool: editing");
  CHECK(doing_of("Bash", R"({"command":")" + std::string(300'000, 'x') + "\"}").size() <= 126);
}

TEST_CASE("a refusal is told when it comes, and once") {
  auto heard = hear(
      init() + said(tool_block("Bash", R"({"command":"make install"})")) +
      R"({"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t-1","is_error":true,)"
      R"("content":"Permission to use Bash has been denied."}]},"parent_tool_use_id":null})"
      "\n" +
      well(R"(,"permission_denials":[{"tool_name":"Bash","tool_input":{"command":"make install"}}])"));
  CHECK(heard.lines[2] == "denied: not allowed: Bash(make install)");
  CHECK(heard.lines.size() == 4);
  CHECK(heard.ending.denied == std::vector<std::string>{"Bash(make install)"});
}

TEST_CASE("a request is counted once, however many events tell of it") {
  const std::string twice = said(text_block("a")) + said(text_block("b"));
  CHECK(usage_after(twice) ==
        Usage{.input = 10, .cache_creation = 200, .cache_read = 3000, .output = 1, .turns = 1});
  CHECK(usage_after(twice + said(text_block("c"), "m-2")).turns == 2);
  CHECK(usage_after(twice + said(text_block("c"), "m-2")).cache_creation == 400);
}

TEST_CASE("output tokens are told by the pieces of a message") {
  const std::string main = message_start("m-1") + said(text_block("a")) + message_delta(70);
  CHECK(usage_after(main).output == 70);
  // A subagent's message between them is another one.
  CHECK(usage_after(message_start("m-1") + message_start("m-2", R"("t-1")") + message_delta(5, R"("t-1")") +
                    message_delta(70))
            .output == 75);
}

TEST_CASE("a result is the truth about what came before it") {
  const std::string told =
      R"(,"num_turns":1,"total_cost_usd":0.5,"usage":{"input_tokens":10,"output_tokens":50},)"
      R"("modelUsage":{"claude-opus-4-8[1m]":{"inputTokens":30,"outputTokens":60,)"
      R"("costUSD":0.5,"contextWindow":1000000}})";
  CHECK(usage_after(init() + said(text_block("a")) + well(told)) ==
        Usage{.input = 30, .output = 60, .turns = 1, .usd = 0.5});

  SECTION("totals of the process are not added up, and what follows is") {
    const std::string again = told.substr(told.find(",\"modelUsage"));
    CHECK(
        usage_after(init() + well(told) + well(again) + said(text_block("a"), "m-9")) ==
        Usage{.input = 40, .cache_creation = 200, .cache_read = 3000, .output = 61, .turns = 2, .usd = 0.5});
  }
  SECTION("totals that began anew are") {
    const std::string less = R"(,"total_cost_usd":0.1,"modelUsage":{"x":{"inputTokens":1,"outputTokens":2}})";
    Usage both = usage_after(init() + well(told) + well(less));
    CHECK(both.input == 31);
    CHECK(std::abs(both.usd - 0.6) < 1e-9);
  }
  SECTION("without a word on models, its sum and what subagents were seen to use count") {
    const std::string plain = R"(,"usage":{"input_tokens":10,"output_tokens":50})";
    CHECK(usage_after(init() + said(text_block("a")) + said(text_block("b"), "m-2", R"("t-1")") + well(plain))
              .input == 20);
  }
}

TEST_CASE("what was not told is said to be unknown") {
  CHECK(hear(init()).ending.usage == Usage{.uncounted = 1, .unpriced = 1});
  CHECK(hear(init() + said(text_block("a"))).ending.usage.unpriced == 1);
  CHECK(hear(init() + said(text_block("a"))).ending.usage.uncounted == 0);
  CHECK(hear(init() + well(R"(,"usage":{},"total_cost_usd":0)")).ending.usage == Usage{});
  // The second prompt was not paid for when it was killed.
  CHECK(hear(init() + well(R"(,"usage":{},"total_cost_usd":1)") + said(text_block("b")))
            .ending.usage.unpriced == 1);
  CHECK(usage_after(init()) == Usage{});
}

TEST_CASE("the context is what the last request of the main thread held") {
  auto context = [](const std::string& bytes) { return hear(bytes).ending.context; };
  CHECK(context(init() + said(text_block("a"))) == ContextUse{3210, 1'000'000});
  CHECK(context(init() + said(text_block("a"), "m-1", R"("t-1")")).tokens == 0);
  CHECK(context(init() + said(text_block("a")) + own_words("overloaded")).tokens == 3210);
  const std::string compacted =
      R"({"type":"system","subtype":"compact_boundary","compact_metadata":{"pre_tokens":3210,"post_tokens":77}})"
      "\n";
  CHECK(context(init() + said(text_block("a")) + compacted).tokens == 77);
  // The model that answers decides, not the one that was asked for.
  CHECK(context(R"({"type":"system","subtype":"init","session_id":"s","model":"claude-haiku[1m]"})"
                "\n" +
                said(text_block("a")))
            .window == 0);
  CHECK(context(init() + said(text_block("a")) +
                well(R"(,"modelUsage":{"a":{"contextWindow":1},"claude-opus-4-8":{"contextWindow":200000}})"))
            .window == 200'000);
}

TEST_CASE("a result block is found in what the main thread said, before a tool call too") {
  const std::string block = R"({\"task_id\":\"A-1\",\"status\":\"success\",\"used\":\"5K\"})";
  const std::string other = R"({\"task_id\":\"A-1\",\"status\":\"failed\"})";
  std::string bytes = init() + said(text_block("It is done:\\n```json\\n" + block + "\\n```")) +
                      said(tool_block("Bash", R"({"command":"git status"})")) +
                      said(text_block(other), "m-2", R"("t-1")") + well();
  ResultScanner scanner("A-1");
  scanner.feed(hear(bytes).text);
  REQUIRE(scanner.result());
  CHECK(scanner.result()->status == ResultStatus::success);
}

TEST_CASE("lone surrogates read as U+FFFD, pairs as they are") {
  auto text = [](std::string_view escaped) { return hear(said(text_block(escaped))).text; };
  CHECK(text(R"(a\ud800b)") ==
        "a\xef\xbf\xbd"
        "b\n");
  CHECK(text(R"(\udc00\ud83d\ude00\uD800\uD800)") ==
        "\xef\xbf\xbd\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd\n");
  CHECK(text(R"(\\ud800)") == "\\ud800\n");  // a backslash, and letters
  CHECK(text(R"(\ud800\n)") == "\xef\xbf\xbd\n\n");
  CHECK(hear(sample("01-success.jsonl") + R"({"type":"assistant","x":"\ud8)").texts == 1);
}

TEST_CASE("malformed UTF-8, NULs and raw control characters in a text do not lose it") {
  CHECK(hear(said(text_block("a\xff\xc3z"))).text == "a\xef\xbf\xbd\xef\xbf\xbdz\n");
  CHECK(hear(said(text_block(std::string("a\0b\x01\tc", 6)))).text == "a b  c\n");
}

TEST_CASE("lines that are no events do no harm") {
  using namespace std::string_literals;
  for (const std::string& line : {
           ""s,
           "\r"s,
           "Warning: no stdin data received in 3s"s,
           "{"s,
           "[]"s,
           "null"s,
           "7"s,
           "\"text\""s,
           "{\"type\":\"assistant\""s,
           "\0\0"s,
           "\xff\xfe"s,
           std::string(R"({"type":7})"),
           std::string(R"({"type":["assistant"]})"),
           std::string(R"({"type":"invented_later","x":[{}]})"),
           std::string(R"({"type":"system","subtype":"invented_later"})"),
           std::string(R"({"type":"assistant","message":7})"),
           std::string(R"({"type":"user","message":[]})"),
           std::string(R"({"type":"user","message":{"content":[7,null,{"is_error":true}]}})"),
           std::string(R"({"type":"stream_event","event":"x","parent_tool_use_id":"t"})"),
           std::string(R"({"type":"rate_limit_event"})"),
           std::string(R"({"type":"x","n":1e999})"),
           std::string(R"({"type":"x","n":-1E-999})"),
       })
    check_harmless(line);
}

TEST_CASE("wrong types and silly numbers where something is read give nothing, or a bound") {
  CHECK(hear(R"({"type":"system","subtype":"init","cwd":7,"session_id":[],"model":{}})").lines.size() == 1);
  CHECK(
      hear(
          R"({"type":"assistant","message":{"id":1,"content":[{"type":"text","text":7},{"type":"tool_use"}],)"
          R"("usage":{"input_tokens":"x","output_tokens":-5}}})")
          .lines.size() == 1);
  Ending ending =
      hear(result(R"("is_error":"no","num_turns":1e300,"total_cost_usd":-7,"api_error_status":"x",)"
                  R"("usage":{"input_tokens":1e300,"output_tokens":18446744073709551615},)"
                  R"("modelUsage":[7],"permission_denials":{"a":1},"errors":[[]])"))
          .ending;
  CHECK(ending.usage.input == 1'000'000'000'000'000);
  CHECK(ending.usage.usd == 0);
  CHECK(ending.usage.turns == 1'000'000);
  CHECK(ending.denied.empty());
}

TEST_CASE("deep nesting and crowds of values are passed over") {
  for (std::size_t depth : {std::size_t{101}, std::size_t{3'000'000}}) {
    check_harmless(std::string(depth, '['));
    check_harmless(R"({"type":"x","a":)" + std::string(depth, '[') + std::string(depth, ']') + "}");
  }
  std::string crowd = R"({"type":"result","a":[0)";
  for (int i = 0; i < 300'000; ++i) crowd += ",0";
  check_harmless(crowd + "]}");
}

TEST_CASE("long lines are read, and longer ones skipped to their end") {
  const std::string reply(300'000, 'y');
  CHECK(hear(init() + said(text_block(reply))).text == reply + "\n");
  const std::string much(ClaudeStream::kLineMax, 'z');
  check_harmless(said(text_block(much)));
  check_harmless(R"({"type":"user","message":{"content":")" + much);
  // One without an end.
  CHECK(hear(init() + said(text_block("one")) + much).texts == 1);
}

TEST_CASE("a last line without its end counts, a torn one does not") {
  std::string whole = init() + well();
  whole.pop_back();
  CHECK(hear(whole).ending.kind == EndKind::worked);
  whole.pop_back();
  CHECK(hear(whole).ending.kind == EndKind::trouble);
}

}  // namespace reeve::worker
