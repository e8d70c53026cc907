// What an auditor answers.
#include "reeve/worker/audit.h"

#include "support/catch.h"

namespace reeve::worker {
namespace {

TEST_CASE("the last valid block for the task is the verdict") {
  auto verdict = find_audit_verdict(
      "First {\"task_id\": \"A-1\", \"verdict\": \"accepted\"}, but then\n```json\n"
      "{\"task_id\": \"A-1\", \"verdict\": \"Rejected\", \"findings\": [\"a.c:3: off by one\", \"no "
      "test\\n\"]}\n```\n"
      "{\"task_id\": \"A-2\", \"verdict\": \"accepted\"}",
      "A-1");
  REQUIRE(verdict);
  CHECK_FALSE(verdict->accepted);
  CHECK(verdict->findings == "- a.c:3: off by one\n- no test");
  CHECK(find_audit_verdict("{\"task_id\": 7, \"verdict\": \"accepted\"}", "7")->accepted);
}

TEST_CASE("what is no verdict accepts nothing") {
  for (const char* text :
       {"", "accepted", "{\"task_id\": \"A-1\"}", "{\"verdict\": \"accepted\"}",
        "{\"task_id\": \"A-1\", \"verdict\": \"accepted|rejected\", \"findings\": []}",
        "{\"task_id\": \"A-1\", \"verdict\": true}", "{\"task_id\": \"A-1\", \"verdict\": \"accepted\"",
        "{\"task_id\": \"A-1\", \"verdict\": \"accepted\", \"findings\": 3}",
        "{\"task_id\": \"A-1 \", \"verdict\": \"accepted\"}",
        "{\"a\": {\"task_id\": \"A-1\", \"verdict\": \"accepted\"}}"}) {
    INFO(text);
    CHECK_FALSE(find_audit_verdict(text, "A-1"));
  }
}

TEST_CASE("findings are bounded, and cannot move the cursor") {
  std::string many(100'000, 'x');
  auto verdict = find_audit_verdict(
      "{\"task_id\": \"A-1\", \"verdict\": \"rejected\", \"findings\": \"a\\u001b[2J\\nb" + many + "\"}",
      "A-1");
  REQUIRE(verdict);
  CHECK(verdict->findings.size() <= 8 << 10);
  CHECK(verdict->findings.find('\x1b') == std::string::npos);
  CHECK(verdict->findings.find("\nb") != std::string::npos);
}

}  // namespace
}  // namespace reeve::worker
