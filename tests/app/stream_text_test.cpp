// What `reeve log` makes of a worker's events.
#include "app/stream_text.h"

#include <fstream>
#include <iterator>

#include "support/catch.h"

namespace reeve::app {
namespace {

std::string sample(const std::string& name) {
  std::ifstream file(REEVE_SOURCE_DIR "/fixtures/claude/stream/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string told(std::string_view bytes, std::size_t piece = std::string::npos) {
  std::string text;
  StreamText lines([&](std::string_view part) { text += part; });
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at))
    lines.feed(bytes.substr(at, piece));
  lines.finish();
  return text;
}

}  // namespace

TEST_CASE("words are as they were said, what was done stands between them") {
  CHECK(told(sample("02-tools.jsonl")) ==
        "· session d9a33cc1-e41f-42c0-b075-93e91d4212d2, claude-opus-4-8[1m]\n"
        "I will run a command.\n"
        "· running echo hi && ls docs\n"
        "Now the file.\n"
        "· writing hello.txt\n"
        "Done.\n\n```json\n{\"status\":\"done\",\"summary\":\"wrote hello.txt\"}\n```\n"
        "· ended: 3 turns, 16K tokens, $0.12\n");
}

TEST_CASE("failures are told with what they cost, subagents to the right") {
  CHECK_THAT(told(sample("07-usage-limit-mid-run.jsonl")),
             contains_text("· session limit reached\n· failed: You've hit your session limit"));
  CHECK_THAT(told(sample("18-background-agent-two-results.jsonl")),
             contains_text("\n  · running sleep 8; echo subdone\n  subagent result\n"));
}

TEST_CASE("lines that are no events stay, wherever the stream is cut") {
  std::string mixed =
      "Warning: no stdin\n" + sample("01-success.jsonl") + "{\"ty\n\n{\"task_id\": 1}\nlast {";
  std::string whole = told(mixed);
  CHECK(whole ==
        "Warning: no stdin\n· session 56d8a70a-8006-42e2-b80e-c55b0632cf0b, claude-opus-4-8[1m]\n"
        "Hello from the fake API.\n· ended: 1 turn, 2.1K tokens, $0.0148\n{\"ty\n\n{\"task_id\": 1}\nlast {");
  for (std::size_t piece : {1, 2, 5, 100}) CHECK(told(mixed, piece) == whole);
}

}  // namespace reeve::app
