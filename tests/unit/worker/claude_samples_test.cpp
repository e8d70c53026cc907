// fixtures/claude/stream: recorded runs of Claude Code 2.1.197, and what is to be read from each.
#include "claude_samples.h"

#include "claude_support.h"
#include "support/catch.h"

#include "reeve/worker/result.h"

namespace reeve::worker {
namespace {

void check_usage(Usage found, const Usage& expected) {
  CHECK(std::abs(found.usd - expected.usd) < 1e-9);
  found.usd = expected.usd;
  CHECK(found == expected);
}

void check_events(const std::vector<std::string>& lines, const std::vector<std::string_view>& beginnings) {
  auto at = lines.begin();
  for (std::string_view beginning : beginnings) {
    at = std::find_if(at, lines.end(), [&](const std::string& line) { return line.starts_with(beginning); });
    INFO("looked for: " << beginning);
    REQUIRE(at != lines.end());
    ++at;
  }
}

}  // namespace

TEST_CASE("every recorded stream is read as what it was") {
  for (const Sample& expected : kExpectations) {
    INFO(expected.name);
    std::string bytes = sample(std::string(expected.name));
    REQUIRE_FALSE(bytes.empty());
    Heard heard = hear(bytes, {expected.code, expected.code > 128, ""});
    CHECK(heard.ending.kind == expected.kind);
    CHECK(heard.ending.text.starts_with(expected.text));
    CHECK(heard.ending.text.empty() == expected.text.empty());
    CHECK(heard.ending.session == expected.session);
    CHECK(heard.ending.until.ms == expected.until * 1000);
    CHECK(heard.ending.hint.empty() == (expected.kind != EndKind::unusable));
    CHECK(heard.ending.context == expected.context);
    CHECK(heard.texts == expected.texts);
    check_usage(heard.ending.usage, expected.usage);
    check_events(heard.lines, expected.events);
  }
}

TEST_CASE("every recorded stream has its expectation") {
  std::vector<std::string> expected;
  for (const Sample& one : kExpectations) expected.emplace_back(one.name);
  CHECK(sample_names() == expected);
}

TEST_CASE("a stream that comes byte by byte tells the same") {
  for (const std::string& name : sample_names()) {
    INFO(name);
    std::string bytes = sample(name);
    Heard whole = hear(bytes);
    for (std::size_t piece : {1, 7, 4096}) {
      Heard cut = hear(bytes, {}, piece);
      CHECK(cut.lines == whole.lines);
      CHECK(cut.ending.usage == whole.ending.usage);
      CHECK(cut.ending.text == whole.ending.text);
    }
  }
}

TEST_CASE("the denials of a recorded run name the tool and what it was to do") {
  CHECK(hear(sample("25-permission-denied.jsonl")).ending.denied ==
        std::vector<std::string>{"Bash(mkdir -p newdir)", "Bash(touch afile)", "Bash(make --version)",
                                 "Bash(python3 -c 'print(1)')",
                                 "Bash(git -c user.name=u -c user.email=u@e.x commit --allow-emp…)",
                                 "Write(new.txt)",
                                 "Write(/ho"
                                 "me/user/bin/outside.txt)",
                                 "Write(.claude/settings.json)", "Write(.git/hooks/pre-commit)",
                                 "WebFetch(http://127.0.0.1:9/)", "mcp__toy__task_list"});
}

TEST_CASE("a subagent's words are apart from the main thread's") {
  auto lines = hear(sample("18-background-agent-two-results.jsonl")).lines;
  check_events(lines, {"text: main turn end 4", "  tool: running", "  text: subagent result",
                       "text: saw the notification"});
}

}  // namespace reeve::worker
