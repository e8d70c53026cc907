#include "reeve/worker/result.h"

#include "support/catch.h"

#include "reeve/base/text.h"

using namespace std::string_literals;

namespace reeve::worker {
namespace {

std::optional<WorkerResult> result_in(std::string_view text, std::string task = "A-1") {
  ResultScanner scanner(std::move(task));
  scanner.feed(text);
  return scanner.result();
}

std::string block(std::string_view status, std::string_view more = "", std::string_view id = "A-1") {
  return "{\"task_id\":\"" + std::string(id) + "\",\"status\":\"" + std::string(status) + "\"" +
         std::string(more) + "}";
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += part;
  return text;
}

}  // namespace

TEST_CASE("the block of a well-behaved worker is read whole") {
  auto result = result_in(
      R"({"task_id":"A-1","status":"success","used":"5.2K","commit_sha":"4f2a","notes":"all good"})");
  REQUIRE(result);
  CHECK(result->task_id == "A-1");
  CHECK(result->status == ResultStatus::success);
  CHECK(result->tokens == 5'200);
  CHECK(result->commit == "4f2a");
  CHECK(result->notes == "all good");
}

TEST_CASE("statuses have the names that the contract gives them") {
  CHECK(result_in(block("success"))->status == ResultStatus::success);
  CHECK(result_in(block("failed"))->status == ResultStatus::failed);
  CHECK(result_in(block("blocked"))->status == ResultStatus::blocked);
  CHECK(result_in(block(" Success"))->status == ResultStatus::success);
  // A worker that repeats its instructions reports nothing.
  CHECK_FALSE(result_in(block("success|failed|blocked")));
  CHECK_FALSE(result_in(block("done")));
}

TEST_CASE("the block is found in whatever surrounds it") {
  for (const auto& text : std::vector<std::string>{
           "I did {it}. Here:\n```json\n" + block("success") + "\n```\nBye {now}.",
           "```json\r\n{\r\n  \"task_id\": \"A-1\",\r\n  \"status\": \"success\"\r\n}\r\n```\r\n",
           "\x1b[32m" + block("success") + "\x1b[0m\n",
           "an open brace { and then " + block("success"),
           "{ \"half\": " + block("success"),
           "\"quoted { \" " + block("success") + " and } more",
           "\xff\xfe" + block("success") + "\xc3",
           "{\"log: " + block("success"),
           "[" + block("success") + "]",
       }) {
    INFO(text);
    auto result = result_in(text);
    REQUIRE(result);
    CHECK(result->status == ResultStatus::success);
  }
}

TEST_CASE("the last valid block for this task counts") {
  CHECK(result_in(block("failed") + "\n" + block("success"))->status == ResultStatus::success);
  CHECK(result_in(block("success") + "\n" + block("failed", "", "B-2"))->status == ResultStatus::success);
  CHECK(result_in(block("success") + "\n{\"task_id\":\"A-1\",\"status\":")->status == ResultStatus::success);
  CHECK(result_in(block("success") + block("failed", ",\"notes\":7"))->status == ResultStatus::success);
}

TEST_CASE("a block that is part of other JSON is no report") {
  CHECK_FALSE(result_in(R"({"example":"{\"task_id\":\"A-1\",\"status\":\"success\"}"})"));
  CHECK_FALSE(result_in(R"({"text":"{'task_id'}", "inner":)" + block("success") + "}"));
  CHECK_FALSE(result_in(R"({"quoted":"{","then":[)" + block("success") + R"(,"}"]})"));
}

TEST_CASE("known keys of a wrong type make a block invalid, unknown keys do not") {
  CHECK(result_in(block("success", ",\"extra\":{\"a\":[1,{}]}")));
  CHECK(result_in(block("success", ",\"used\":null,\"commit_sha\":null,\"notes\":null")));
  for (auto more : {",\"used\":true", ",\"used\":[]", ",\"commit_sha\":1", ",\"notes\":[\"a\"]"})
    CHECK_FALSE(result_in(block("success", more)));
  CHECK_FALSE(result_in(R"({"task_id":"A-1","status":1})"));
  CHECK_FALSE(result_in(R"({"task_id":["A-1"],"status":"success"})"));
  CHECK_FALSE(result_in(R"({"task_id":"A-1"})"));
  CHECK_FALSE(result_in("{\"task_id\":\"A-1\",\"status\":\"success\",}"));
}

TEST_CASE("a numeric id may be reported as a number") {
  CHECK(result_in(R"({"task_id":7,"status":"success"})", "7"));
  CHECK_FALSE(result_in(R"({"task_id":7.5,"status":"success"})", "7.5"));
}

TEST_CASE("used is a count of tokens however it is written, or nothing") {
  CHECK(result_in(block("success", ",\"used\":5200"))->tokens == 5'200);
  CHECK(result_in(block("success", ",\"used\":\"5200\""))->tokens == 5'200);
  CHECK(result_in(block("success", ",\"used\":\"1.2M\""))->tokens == 1'200'000);
  CHECK(result_in(block("success", ",\"used\":5200.7"))->tokens == 5'200);
  for (auto used : {"-1", "1e300", "99999999999999999999999", "\"lots\"", "\"\"", "\"-5K\""})
    CHECK_FALSE(result_in(block("success", ",\"used\":"s + used))->tokens);
}

TEST_CASE("texts in a block are bounded and fit on one line") {
  auto result =
      result_in(block("failed", ",\"commit_sha\":\"" + repeated("f", 10'000) +
                                    "\",\"notes\":\"a\\nb\\u001b[2K" + repeated("日", 100'000) + "\""));
  REQUIRE(result);
  CHECK(result->commit.size() <= 64);
  CHECK(result->notes.size() <= 4'096);
  CHECK(result->notes.starts_with("a b\\x1b[2K日"));
  CHECK_FALSE(invalid_utf8_at(result->notes));
  CHECK(result_in(block("success", ",\"notes\":\"bad \xff byte\""))->notes == "bad \ufffd byte");
}

TEST_CASE("the block may come in any pieces") {
  std::string text = "so {\n" + block("success") + "\n";
  ResultScanner scanner("A-1");
  for (char c : text) scanner.feed(std::string_view(&c, 1));
  CHECK(scanner.result());
}

TEST_CASE("reports on other tasks are named") {
  ResultScanner scanner("A-1");
  CHECK_FALSE(scanner.other_task());
  for (int i = 2; i < 20; ++i)
    scanner.feed(block("success", "", "B-" + std::to_string(i)) + block("failed", "", "B-2"));
  CHECK(scanner.other_task() == "B-2, B-3, B-4, B-5, B-6");
  CHECK_FALSE(scanner.result());
  scanner.feed(block("success"));
  CHECK(scanner.result());
}

TEST_CASE("a gigabyte of output leaves the end, and the report in it") {
  ResultScanner scanner("A-1");
  std::string chunk = repeated("chatter {\"a\": [1, 2] and \"so on\n", 1 << 16);
  for (std::size_t fed = 0; fed < (std::size_t{1} << 30); fed += chunk.size()) scanner.feed(chunk);
  CHECK_FALSE(scanner.result());
  scanner.feed(block("success"));
  for (int i = 0; i < 7; ++i) scanner.feed(chunk);  // less than half of what is kept
  CHECK(scanner.result());
  for (int i = 0; i < 17; ++i) scanner.feed(chunk);
  CHECK_FALSE(scanner.result());
}

TEST_CASE("one huge piece counts like many small ones") {
  ResultScanner scanner("A-1");
  scanner.feed(repeated("x", 5 << 20) + block("success"));
  CHECK(scanner.result());
}

TEST_CASE("no text is slow to search, and the report behind it is found") {
  constexpr std::size_t kHalf = ResultScanner::kTextMax / 2 - 200;
  for (auto part : {"{", "{\"", "{\"a\":", "{\"a\":[", "[", "{\"a\":[{\"b\":\"", "{\"{\":\",\",\":\",",
                    "{\"a\":\"{\",\"b\":\"{\",", "{}", "{\"task_id\":\"A-1\",\"status\":", "\\{\"\\", "{ \n",
                    "{\"a\":1,", "{\"a\":{}"}) {
    INFO(part);
    auto result = result_in(repeated(part, kHalf) + "\n" + block("success"));
    REQUIRE(result);
    CHECK(result->status == ResultStatus::success);
  }
}

TEST_CASE("deep nesting in a valid block is no danger") {
  std::string deep = repeated("[", 100'000) + repeated("]", 100'000);
  CHECK(result_in(block("success", ",\"x\":" + deep)));
  std::string objects;
  for (int i = 0; i < 30'000; ++i) objects += "{\"a\":";
  objects += "1" + repeated("}", 30'000);
  CHECK(result_in(block("success", ",\"x\":" + objects)));
  // Past the bound on one block.
  CHECK_FALSE(result_in(block("success", ",\"x\":\"" + repeated("x", 300 << 10) + "\"")));
}

}  // namespace reeve::worker
