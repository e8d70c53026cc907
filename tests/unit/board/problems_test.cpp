// Findings: each with its rule, line and text; the list of rules is closed.
#include <set>

#include "support.h"

#include "reeve/board/rules.h"

namespace reeve::board {
namespace {

const std::string kDependingHead = "| id | status | depends_on |\n|---|---|---|\n";

Problem only_problem(const std::string& text) {
  Board board = read_board(text);
  REQUIRE(board.problems().size() == 1);
  return board.problems()[0];
}

TEST_CASE("every rule has a number of its own and one line of text") {
  std::set<std::string_view> ids;
  for (const Rule& rule : rules()) {
    CHECK(rule.id.size() == 5);
    CHECK(rule.text.find('\n') == rule.text.npos);
    CHECK(ids.insert(rule.id).second);
  }
  CHECK(rules()[11].id == "RV012");
}

TEST_CASE("an unknown dependency is told with line, column and what may be meant") {
  Problem problem = only_problem(kDependingHead + "| MS-A-1 | todo | MS-A-9 |\n| MS-B-1 | todo | |\n");
  CHECK(problem.rule == "RV012");
  CHECK(problem.level == Level::error);
  CHECK(problem.line == 3);
  CHECK(problem.column == 19);
  CHECK(problem.id == "MS-A-1");
  CHECK(problem.message == "unknown dependency 'MS-A-9' of MS-A-1; is 'MS-A-1' meant?");
}

TEST_CASE("an unknown dependency of a finished task is only a warning") {
  const std::string text = kDependingHead + "| A | done | something from last year |\n";
  CHECK(only_problem(text).level == Level::warning);
  CHECK(read_board(text).tasks()[0].held.empty());
}

TEST_CASE("a cycle is named in full, from its first task in the file") {
  Problem problem = only_problem(kDependingHead +
                                 "| A | todo | B |\n| B | todo | C |\n| C | todo | A |\n| D | todo | A |\n");
  CHECK(problem.rule == "RV013");
  CHECK(problem.line == 3);
  CHECK(problem.message == "tasks wait for each other in a cycle: A → B → C → A");
  CHECK(only_problem(kDependingHead + "| A | todo | A |\n").message ==
        "tasks wait for each other in a cycle: A → A");
}

TEST_CASE("a finished task breaks the cycle") {
  Board board = read_board(kDependingHead + "| A | todo | B |\n| B | done | A |\n");
  CHECK(board.problems().empty());
  CHECK(ready_ids(board) == std::vector<std::string>{"A"});
}

TEST_CASE("of two cycles through one task the first is named, and that alone") {
  Problem problem =
      only_problem(kDependingHead + "| A | todo | B, C |\n| B | todo | A |\n| C | todo | A |\n");
  CHECK(problem.message == "tasks wait for each other in a cycle: A → B → A");
}

TEST_CASE("a cell of very many words is not taken for a list of ids") {
  std::string words;
  for (int i = 0; i < 250; ++i) words += " A";
  Board board = read_board(kDependingHead + "| A | done | |\n| B | todo |" + words + " |\n");
  CHECK(board.tasks()[1].depends_on.empty());
  CHECK(rules_of(board) == std::vector<std::string>{"RV012"});
}

TEST_CASE("of the unknown parts of one cell a hundred are told") {
  std::string parts = "A + A0";
  for (int i = 1; i < 120; ++i) parts += ", A + A0" + std::to_string(i);
  CHECK(read_board(kDependingHead + "| A | done | |\n| B | todo | " + parts + " |\n").problems().size() ==
        100);
}

TEST_CASE("each row of a repeated id names another one") {
  Board board = read_board("| id | status |\n|---|---|\n| A | todo |\n| A | todo |\n");
  REQUIRE(board.problems().size() == 2);
  CHECK(board.problems()[0].message == "A is also the id in line 4");
  CHECK(board.problems()[1].message == "A is also the id in line 3");
}

TEST_CASE("ids that differ only by what nobody sees are told") {
  Board board = read_board(
      "| id | status |\n|---|---|\n| A\u200b-1 | todo |\n| A-\u200b1 | todo |\n| B\u200b-1 | todo |\n");
  std::vector<std::string> alike;
  for (const Problem& problem : board.problems())
    if (problem.message.find("only by invisible characters") != std::string::npos)
      alike.push_back(problem.message);
  CHECK(alike ==
        std::vector<std::string>{"the id differs from the one in line 3 only by invisible characters"});
}

TEST_CASE("underlines around an id are none of its letters") {
  Board board = read_board("| id | status |\n|---|---|\n| _A-1_ | todo |\n| B_ | todo |\n");
  CHECK(ready_ids(board) == std::vector<std::string>{"A-1", "B_"});
}

TEST_CASE("a branch that git would not take holds its task") {
  for (const char* name : {"a\x7f"
                           "b",
                           "a..b", "-a", "a.lock", "a:b"})
    CHECK(read_board("| id | status | branch |\n|---|---|---|\n| A | todo | " + std::string(name) + " |\n")
              .ready()
              .empty());
}

TEST_CASE("a mark of a merge names a side; a line that is too long may be the first") {
  const std::string table = kDependingHead + "| A | todo | |\n";
  CHECK(read_board("<<<<<<< \n\n" + table).tasks().size() == 1);
  CHECK(refusal_of("<<<<<<< a\n\n" + table).find("conflict marker") != std::string::npos);
  CHECK(refusal_of(std::string((8u << 20) + 1, 'x') + "\n\n" + table).find("longer than 8 MiB") !=
        std::string::npos);
}

TEST_CASE("two columns of one meaning in a task table are told") {
  CHECK_FALSE(read_board("| id | status | description | title | depends_on | depends on |\n"
                         "|---|---|---|---|---|---|\n| A | todo | x | y | | |\n")
                  .problems()
                  .empty());
}

TEST_CASE("a very long cycle is named up to a bound") {
  std::string text = kDependingHead;
  for (int i = 0; i < 3'000; ++i)
    text += "| T" + std::to_string(i) + " | todo | T" + std::to_string((i + 1) % 3'000) + " |\n";
  Problem problem = only_problem(text);
  CHECK(problem.message.find("T0 → T1 → ") != problem.message.npos);
  CHECK(problem.message.find("(2980 more) → T0") != problem.message.npos);
}

TEST_CASE("blocks and depends_on that disagree are both followed, and that is told") {
  Board board = read_board(
      "| id | status | depends_on | blocks |\n|---|---|---|---|\n"
      "| A | todo | | B |\n| B | todo | | |\n| C | todo | B | |\n| D | todo | A | |\n");
  CHECK(board.tasks()[1].depends_on == std::vector<std::uint32_t>{0});
  CHECK(board.tasks()[3].depends_on == std::vector<std::uint32_t>{0});
  // B's depends_on lacks A; A's blocks lacks D. B says nothing of blocking, so C is no contradiction.
  REQUIRE(rules_of(board) == std::vector<std::string>{"RV009", "RV009"});
  CHECK(board.problems()[0].message == "B waits for A by blocks, not by depends_on");
  CHECK(board.problems()[1].message == "D waits for A by depends_on, not by blocks");
}

TEST_CASE("a repeated id holds its tasks, and a task that needs it waits for all of them") {
  Board board = read_board(kDependingHead + "| A | done | |\n| A | todo | |\n| B | todo | A |\n");
  CHECK(board.ready().empty());
  CHECK(board.waiting_on(board.tasks()[2]) == std::vector<std::uint32_t>{1});
}

TEST_CASE("all tables are told, with what they are") {
  auto board = read_any(
      "| a | b |\n|---|---|\n| 1 \\| 2 | `x` |\n\n- | id | status |\n  |---|---|\n  | A | todo |\n", {});
  REQUIRE(board);
  REQUIRE(board->tables().size() == 2);
  CHECK(board->tables()[0].line == 1);
  CHECK(board->tables()[0].columns == std::vector<std::string>{"a", "b"});
  CHECK(board->tables()[0].reason == "no id and no status column");
  CHECK(board->rows(0) == std::vector<std::vector<std::string>>{{"a", "b"}, {"1 | 2", "`x`"}});
  CHECK(board->tables()[1].nested);
  CHECK(board->tables()[1].line == 5);
  CHECK(board->rows(1) == std::vector<std::vector<std::string>>{{"id", "status"}, {"A", "todo"}});
  CHECK(board->tasks().empty());
  REQUIRE(rules_of(*board) == std::vector<std::string>{"RV016"});
  CHECK(board->problems()[0].line == 5);
  CHECK(board->problems()[0].column == 0);
}

TEST_CASE("what reads as a table and is none is told with the line of its header") {
  const std::string table = kDependingHead + "| A | todo | |\n";
  auto missed_in = [](const std::string& text) {
    Problem problem = only_problem(text);
    CHECK(problem.rule == "RV017");
    return problem.line;
  };
  CHECK(missed_in("| id | status |\n|---|---|---|\n| A | todo |\n\n" + table) == 1);
  CHECK(missed_in("# | id | status |\n|---|---|\n| A | todo |\n\n" + table) == 1);
  CHECK(missed_in(table + "\n| id | status |\n|---|---|---|") == 5);
}

TEST_CASE("the config may not name what does not exist") {
  ReadOptions options;
  options.columns = {{"Karte", "identity"}};
  auto board = Board::read(kDependingHead, options);
  REQUIRE_FALSE(board);
  CHECK(board.error().kind == ErrorKind::config);
  options = {};
  options.statuses = {{"finished", {"baked"}}};
  board = Board::read(kDependingHead, options);
  REQUIRE_FALSE(board);
  CHECK(board.error().message == "statuses: there is no class 'finished'");
}

TEST_CASE("plain text is a cell without its decoration") {
  Board board = read_board(
      "| id | status | branch | repo | agent |\n|---|---|---|---|---|\n| A | todo | `x_` | - | **crane** "
      "|\n");
  const Task& task = board.tasks()[0];
  CHECK(board.plain(task, Column::branch) == "x_");
  CHECK(board.plain(task, Column::repo).empty());
  CHECK(board.plain(task, Column::agent) == "crane");
  CHECK(board.cell(task, Column::agent) == "**crane**");
  CHECK(board.cell(task, Column::used).empty());
}

TEST_CASE("all cells of a row are those that are asked for one by one") {
  Board board = read_board(
      "| notes | id | status | agent |\n|---|---|---|---|\n| a \\| b | A | todo |\n| | B | done | me | x "
      "|\n");
  for (const Task& task : board.tasks()) {
    auto cells = board.cells(task);
    for (int i = 0; i < kColumnCount; ++i)
      CHECK(cells[static_cast<std::size_t>(i)] == board.cell(task, static_cast<Column>(i)));
  }
  CHECK(board.cells(board.tasks()[0])[static_cast<std::size_t>(Column::notes)] == "a | b");
  CHECK(board.cells(board.tasks()[1])[static_cast<std::size_t>(Column::agent)] == "me");
}

}  // namespace
}  // namespace reeve::board
