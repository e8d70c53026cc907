// A commit that says it is reeve's is held to what reeve does: this row, these cells, this step, with
// evidence.
#include "app/record.h"

#include "support/catch.h"

namespace reeve::app {
namespace {

const std::string kHead =
    "# Tasks\n\n| id | status | description | agent | started_at | completed_at | used | notes |\n"
    "|---|---|---|---|---|---|---|---|\n";
const std::string kOther = "| B | not-started | sweep | | | | | |\n";
const std::string kTodo = "| A | not-started | paint | | | | | |\n";
const std::string kClaimed = "| A | in-progress | paint | claude/abcd2345 | 2026-01-01 | | | |\n";
const std::string kDone = "| A | done | paint | claude/abcd2345 | 2026-01-01 | 2026-01-02 | 4K | well |\n";

board::Board read(const std::string& rows) {
  auto board = board::Board::read(kHead + rows, {});
  REQUIRE(board);
  return *board;
}

using Words = std::vector<std::string>;

// "RV029 description" for each.
Words found(const Record& record, const std::string& before, const std::string& after) {
  Words words;
  for (const board::Violation& violation : judge_record(record, read(before), read(after)))
    words.push_back(violation.rule + (violation.column.empty() ? "" : " " + violation.column));
  return words;
}

Record of(const std::string& status, const std::string& run = "abcd2345") {
  return {"A", run, status, "", "", "", ""};
}

Record verdict() {
  return {"A", "abcd2345", "done", "", std::string(40, '1'), std::string(40, '2'), "none"};
}

}  // namespace

TEST_CASE("what reeve does is sound") {
  CHECK(found(of("in-progress"), kTodo + kOther, kClaimed + kOther).empty());
  CHECK(found(verdict(), kClaimed + kOther, kDone + kOther).empty());
  CHECK(found(of("not-started"), kClaimed + kOther, kTodo + kOther).empty());
  std::string failed = "| A | failed | paint | claude/abcd2345 | 2026-01-01 | 2026-01-02 | 4K | |\n";
  CHECK(found(of("failed"), kClaimed, failed).empty());
  CHECK(found(of("blocked"), kClaimed, failed).empty());
  CHECK(found(of("not-started"), failed, kTodo).empty());
}

TEST_CASE("a row that was added, and one of nobody that is put back, name no run") {
  CHECK(found({"B", "", "not-started", "", "", "", ""}, kTodo, kTodo + kOther).empty());
  std::string nobodys = "| A | in-progress | paint | | | | | |\n";
  CHECK(found(of("not-started", ""), nobodys, kTodo).empty());
  CHECK(found(of("not-started"), nobodys, kTodo) == Words{"RV030 agent"});
}

TEST_CASE("done needs evidence, all of it") {
  CHECK(found(of("done"), kClaimed, kDone) == Words{"RV031 status", "RV031 status", "RV031 status"});
  Record without_gates = verdict();
  without_gates.gates.clear();
  CHECK(found(without_gates, kClaimed, kDone) == Words{"RV031 status"});
}

TEST_CASE("trailers fit the row") {
  CHECK(found(of("failed"), kClaimed, kTodo) == Words{"RV030 status", "RV029 agent"});
  CHECK(found(of("paused"), kClaimed, kTodo) == Words{"RV030"});
  CHECK(found({"X", "abcd2345", "done", "", "", "", ""}, kClaimed, kDone) == Words{"RV030"});
  CHECK(found(of("in-progress", "zzzz2345"), kTodo, kClaimed) == Words{"RV030 agent"});
  CHECK(found(of("in-progress", ""), kTodo, kClaimed) == Words{"RV030 agent"});
}

TEST_CASE("nothing but the row changes, and of it only what the step is about") {
  CHECK(found(of("in-progress"), kTodo + kOther, kClaimed) == Words{"RV028", "RV029"});
  CHECK(found(of("in-progress"), kTodo + kOther, kClaimed + "| B | not-started | mop | | | | | |\n") ==
        Words{"RV029"});
  CHECK(found(of("in-progress"), kTodo + kOther, kOther + kClaimed) == Words{"RV029"});
  std::string other_work = "| A | in-progress | mow | claude/abcd2345 | 2026-01-01 | | | |\n";
  CHECK(found(of("in-progress"), kTodo, other_work) == Words{"RV029 description"});
  std::string other_hand = "| A | done | paint | me/abcd2345 | 2026-01-01 | 2026-01-02 | | |\n";
  CHECK(found(verdict(), kClaimed, other_hand) == Words{"RV029 agent"});
}

TEST_CASE("only a commit that names task and status says that it is reeve's") {
  CHECK_FALSE(record_of({}));
  CHECK_FALSE(record_of({{"Reeve-Task", "A"}, {"Reeve-Run", "abcd2345"}}));
  auto record = record_of({{"Reeve-Task", "A"}, {"Reeve-Status", "done"}, {"Reeve-Task", "B"}});
  REQUIRE(record);
  CHECK(record->task == "A");
  CHECK(record->run.empty());
}

}  // namespace reeve::app
