// Who may change what: a hand the rows that nobody has begun, reeve the rest, and only in steps that it
// takes.
#include "reeve/board/ownership.h"

#include "support.h"

namespace reeve::board {
namespace {

const std::string kWideHead =
    "| id | status | description | agent | started_at | completed_at | used | owner |\n"
    "|---|---|---|---|---|---|---|---|\n";
const std::string kTodo = "| A | todo | oil the door | | | | | me |\n";
const std::string kRunning = "| B | in-progress | paint it | claude/abcd2345 | 2026-01-02 | | | you |\n";
const std::string kDone = "| C | done | sweep | claude/efgh2345 | 2026-01-01 | 2026-01-02 | 4K | |\n";
const std::string kFailed = "| D | failed | mow | claude/ijkl2345 | 2026-01-01 | 2026-01-02 | 4K | |\n";
const std::string kWideBoard = kWideHead + kTodo + kRunning + kDone + kFailed;

using Judge = std::vector<Violation> (*)(const Board& before, const Board& after);

// "RV023 A status" for each.
std::vector<std::string> found(Judge judge, const std::string& before, const std::string& after) {
  std::vector<std::string> words;
  for (const Violation& violation : judge(read_board(before), read_board(after)))
    words.push_back(violation.rule + " " + violation.id +
                    (violation.column.empty() ? "" : " " + violation.column));
  return words;
}

std::vector<std::string> by_hand(const std::string& from, const std::string& to) {
  return found(judge_hand, kWideBoard, replaced(kWideBoard, from, to));
}

std::vector<std::string> by_reeve(const std::string& from, const std::string& to) {
  return found(judge_steps, kWideBoard, replaced(kWideBoard, from, to));
}

using Words = std::vector<std::string>;

TEST_CASE("a hand edits, adds and removes rows that nobody has begun") {
  CHECK(by_hand("oil the door", "oil all doors").empty());
  CHECK(by_hand("| me |", "| her |").empty());
  CHECK(by_hand(kTodo, "").empty());
  CHECK(by_hand(kTodo, kTodo + "| E | | new | | | | | |\n").empty());
  CHECK(by_hand(kTodo + kRunning, kRunning + kTodo).empty());
  CHECK(by_hand("| todo |", "| deferred |").empty());
  CHECK(found(judge_hand, replaced(kWideBoard, "| todo |", "| on hold |"), kWideBoard).empty());
}

TEST_CASE("looks are nobody's business") {
  CHECK(by_hand("| todo |", "| ⬜ not-started |").empty());
  CHECK(by_hand("| B | in-progress |", "|   B   | 🚧 **wip** |").empty());
  CHECK(by_hand("| done | sweep | claude/efgh2345 |", "| ✅ done | sweep | `claude/efgh2345` |").empty());
  CHECK(by_hand("| todo | oil the door | |", "| todo | oil the door | - |").empty());
  // Columns in another order, under another of their names.
  CHECK(found(judge_hand, "| id | status | agent | x |\n|---|---|---|---|\n| A | wip | me | 1 |\n",
              "| x | state | id | agent |\n|---|---|---|---|\n| 1 | wip | A | me |\n")
            .empty());
}

TEST_CASE("what a done row says beside reeve's cells may be mended") {
  CHECK(by_hand("sweep", "sweep the yard").empty());
  CHECK(by_hand("| 4K | |\n| D", "| 4K | me |\n| D").empty());
}

TEST_CASE("a status is changed by reeve, and the message says how") {
  struct Story {
    std::string from, to, id, way;
  };
  for (const Story& story : std::vector<Story>{
           {"| todo |", "| wip |", "A", "`reeve start A` claims it"},
           {"| todo |", "| done |", "A", "`reeve start A`, then `reeve finish A` has it judged"},
           {"| todo |", "| failed |", "A", "`reeve start A`, then `reeve block A` records that"},
           {"| in-progress |", "| done |", "B", "`reeve finish B` has it judged"},
           {"| in-progress |", "| failed |", "B", "`reeve block B` notes why it is stuck"},
           {"| in-progress |", "| blocked |", "B", "`reeve block B` notes why it is stuck"},
           {"| in-progress |", "| todo |", "B", "`reeve reset B` puts it back"},
           {"| done |", "| todo |", "C", "`reeve add` a task that depends on it"},
           {"| failed |", "| todo |", "D", "`reeve reset D` puts it back"},
           {"| failed |", "| done |", "D",
            "`reeve reset D`, `reeve start D`, then `reeve finish D` has it judged"},
           {"| failed |", "| wip |", "D", "`reeve reset D`, then `reeve start D` claims it anew"}}) {
    CAPTURE(story.from, story.to);
    auto violations =
        judge_hand(read_board(kWideBoard), read_board(replaced(kWideBoard, story.from, story.to)));
    REQUIRE(violations.size() == 1);
    CHECK(violations[0].rule == "RV023");
    CHECK(violations[0].id == story.id);
    CHECK(violations[0].column == "status");
    CHECK(violations[0].line == 3u + static_cast<unsigned>(story.id[0] - 'A'));
    CHECK(violations[0].message.find(story.way) != std::string::npos);
  }
}

TEST_CASE("agent, times and used are reeve's in every row") {
  CHECK(by_hand("| oil the door | | |", "| oil the door | me | |") == Words{"RV024 A agent"});
  CHECK(by_hand("| oil the door | | |", "| oil the door | | now |") == Words{"RV024 A started_at"});
  CHECK(by_hand("| 4K | |\n| D", "| 4M | |\n| D") == Words{"RV024 C used"});
  CHECK(by_hand("claude/ijkl2345", "") == Words{"RV024 D agent"});
}

TEST_CASE("a row in-progress is reeve's, every cell of it") {
  CHECK(by_hand("paint it", "paint it green") == Words{"RV025 B description"});
  CHECK(by_hand("claude/abcd2345", "me") == Words{"RV025 B agent"});
  CHECK(by_hand("| you |", "| me |") == Words{"RV025 B owner"});
  CHECK(found(judge_hand, kWideBoard, replaced(kWideBoard, "| owner |", "| keeper |")) ==
        Words{"RV025 B owner", "RV025 B keeper"});
}

TEST_CASE("a row that was begun stays") {
  CHECK(by_hand(kRunning, "") == Words{"RV026 B"});
  CHECK(by_hand(kDone, "") == Words{"RV026 C"});
  CHECK(by_hand(kFailed, "") == Words{"RV026 D"});
  // Another id is another task.
  CHECK(by_hand("| C |", "| C-1 |") == Words{"RV027 C-1 status", "RV026 C"});
  // Nor does it go by being read no more.
  CHECK(found(judge_hand, kWideHead + kTodo + "\n" + kWideHead + kDone,
              "<!-- reeve:tasks -->\n" + kWideHead + kTodo + "\n" + kWideHead + kDone) == Words{"RV026 C"});
}

TEST_CASE("a new row is not-started, with reeve's cells empty") {
  CHECK(by_hand(kTodo, kTodo + "| E | done | | | | | | |\n") == Words{"RV027 E status"});
  CHECK(by_hand(kTodo, kTodo + "| E | todo | | me | | | 1K | |\n") == Words{"RV027 E agent", "RV027 E used"});
}

TEST_CASE("a row of an id that is there twice is compared once, and rows without an id never") {
  CHECK(found(judge_hand, kWideHead + kTodo + kTodo, kWideHead + kTodo + replaced(kTodo, "todo", "done"))
            .empty());
  CHECK(found(judge_hand, kWideHead + kTodo + "| | done | | | | | | |\n", kWideHead + kTodo).empty());
}

TEST_CASE("however much is wrong, so much is told") {
  std::string before = kWideHead, after = kWideHead;
  for (int i = 0; i < 1'000; ++i) {
    before += "| T-" + std::to_string(i) + " | todo | | | | | | |\n";
    after += "| T-" + std::to_string(i) + " | done | | | | | | |\n";
  }
  CHECK(judge_hand(read_board(before), read_board(after)).size() == kViolationsMax);
}

TEST_CASE("reeve's own steps are told from those that nobody takes") {
  CHECK(by_reeve("| todo | oil the door | |", "| in-progress | oil the door | claude/mnop2345 |").empty());
  for (const char* end : {"| done |", "| failed |", "| blocked |", "| todo |"})
    CHECK(by_reeve("| in-progress |", end).empty());
  CHECK(by_reeve("| failed |", "| todo |").empty());
  CHECK(by_reeve(kTodo, kTodo + "| E | not-started | | | | | | |\n").empty());

  CHECK(by_reeve("| todo |", "| done |") == Words{"RV028 A status"});
  CHECK(by_reeve("| todo |", "| failed |") == Words{"RV028 A status"});
  CHECK(by_reeve("| done |", "| todo |") == Words{"RV028 C status"});
  CHECK(by_reeve("| failed |", "| done |") == Words{"RV028 D status"});
  CHECK(by_reeve("| failed |", "| in-progress |") == Words{"RV028 D status"});
  CHECK(by_reeve("claude/abcd2345", "claude/mnop2345") == Words{"RV028 B agent"});
  CHECK(by_reeve(kDone, "") == Words{"RV028 C"});
  CHECK(by_reeve(kTodo, kTodo + "| E | done | | | | | | |\n") == Words{"RV028 E status"});
}

}  // namespace
}  // namespace reeve::board
