// What a hostile or broken file may not do: take long, take much memory, be read wrongly.
#include "board/dependencies.h"
#include "board/outline.h"
#include "support.h"

namespace reeve::board {
namespace {

const std::string kTable = "| id | status | depends_on |\n|---|---|---|\n| A | todo | |\n";

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

std::string reason(std::string text) {
  return refusal_of(std::move(text));
}

bool says(const std::string& message, const std::string& part) {
  INFO(message);
  return message.find(part) != message.npos;
}

TEST_CASE("deep quotes and a row of 5 MB are read") {
  CHECK(read_board(std::string(50'000, '>') + " x\n\n" + kTable).tasks().size() == 1);
  Board board = read_board(kTable + "| B | todo | A" + std::string(5'000'000, ' ') + "|\n");
  REQUIRE(board.tasks().size() == 2);
  CHECK(board.waiting_on(board.tasks()[1]) == std::vector<std::uint32_t>{0});
}

TEST_CASE("tables that would cost cmark-gfm too much are refused with their line") {
  CHECK(says(reason("|" + repeated("a|", 65'537) + "\n|" + repeated("-|", 65'537) + "\n"),
             "line 1: more than 1000 columns"));
  std::string wide = "|" + repeated("a|", 900) + "\n|" + repeated("-|", 900) + "\n";
  CHECK(says(reason(wide + repeated("1\n", 12'000)), "too much markup up to here"));
  CHECK(says(reason(repeated("- ", 300'000) + "\n\n" + kTable), "line 1: too much markup"));
  CHECK(says(reason(repeated("- ", 3'000) + "a\n" + repeated("\n", 1'000) + kTable), "too much markup"));
  std::string deeper, indent;
  for (int i = 0; i < 1'000; ++i, indent += "  ") deeper += indent + "- a\n";
  CHECK(says(reason(deeper + repeated("\n", 1'000) + kTable), "too much markup"));
  CHECK(says(reason(repeated(std::string(100, 'x') + "\n", 90'000) + "\n" + kTable),
             "more than 8 MiB of text"));
}

TEST_CASE("words that only resemble the markers of lists open none, however many blank lines follow") {
  for (const char* word : {"a ", "1234567890. ", "+"}) {
    CAPTURE(word);
    CHECK(read_board(repeated(word, 1'000) + repeated("\n", 1'000) + kTable).tasks().size() == 1);
  }
}

TEST_CASE("a row of very many cells is held, not refused") {
  Board board = read_board("| id | text | status |\n|---|---|---|\n| A | x | todo |" +
                           repeated(" todo |", 70'000) + "\n| B | x | todo |\n");
  CHECK(ready_ids(board) == std::vector<std::string>{"B"});
}

TEST_CASE("markup inside lines is nobody's concern, however much there is") {
  for (const char* flood : {"<?", "<!A ", "[", "![[]()", "[a](<b ", "`", "*a_ ", "&amp;"})
    CHECK(read_board(kTable + "\n" + repeated(flood, 300'000) + "\n").tasks().size() == 1);
  std::string target = "[a]: <" + std::string(1 << 20, 'x') + ">\n\n";
  CHECK(read_board(kTable + "\n" + target + repeated("[a] ", 100'000)).tasks().size() == 1);
}

TEST_CASE("lines that end in lone CRs, and delimiter rows that do not fit, are gone through once") {
  CHECK(says(reason(repeated("a\r", 450'000)), "too much markup"));
  CHECK(says(reason(repeated("|-|\n|-|-|\n", 100'000)), "too many rows of dashes in one paragraph"));
  CHECK(says(reason("> a\n" + repeated("> |-|\n> |-|-|\n", 20'000)),
             "too many rows of dashes in one paragraph"));
}

TEST_CASE(
    "conflict markers in code behind very many blocks, and brackets behind an id, cost no more than "
    "elsewhere") {
  read_board(kTable + "\n" + repeated("# a\n", 30'000) + "```\n" + repeated("<<<<<<< a\n", 30'000) + "```\n");
  Board board = read_board(kTable + "| B1" + repeated("]", 400'000) + " | todo | |\n");
  CHECK(board.find("B1"));
}

TEST_CASE("sizes past the bounds are refused") {
  CHECK(says(reason(kTable + repeated("\n", static_cast<int>(kLinesMax))),
             "line 2000001: more than 2 million lines"));
  CHECK(says(reason(kTable + repeated("|", 1'000'002) + "\n"),
             "line 4: the line has more than a million cells"));
  CHECK(says(reason(kTable + repeated("| B | todo |\n", 300'000)), "line 300003: more than 300 000 tasks"));
  // So many are gone through, up to what is wrong in the last of them.
  CHECK(says(reason(kTable + repeated("| B | todo |\n", 299'998) + "| \xff | todo |\n"),
             "line 300002: the text in a task table is not UTF-8"));
  CHECK(says(reason(kTable + std::string(kLineBytesMax + 1, 'x')), "line 4: the line is longer than 8 MiB"));
  CHECK(says(reason(kTable + repeated(std::string(1 << 20, 'x') + "\n", 33)), "larger than 32 MiB"));
}

TEST_CASE("a dependency on very many tasks, and very many of them, stays cheap") {
  std::string rows;
  for (int i = 1; i <= 1'500; ++i) rows += "| T" + std::to_string(i) + " | todo | T1–T1500 |\n";
  Board board = read_board("| id | status | depends_on |\n|---|---|---|\n" + rows);
  CHECK(board.ready().empty());
  std::size_t edges = 0;
  for (const Task& task : board.tasks()) edges += task.depends_on.size();
  CHECK(edges <= kLookupsMax + 1'500 * kLookupsPerTask);
  Board unknown = read_board(kTable + "| B | todo | " + repeated("x,", 50'000) + " |\n");
  CHECK(unknown.tasks()[1].held.size() <= 5);
  CHECK(unknown.problems().size() <= 1001);
}

TEST_CASE("tasks of a late phase wait for the first open ones of earlier phases") {
  auto task = [](const std::string& id) { return "| " + id + " | todo | |\n"; };
  std::string text = "# one\n\n" + kTable + "\n# two\n\n| id | status | depends_on |\n|---|---|---|\n";
  for (int i = 1; i <= 30; ++i) text += task("B" + std::to_string(i));
  text += "\n# three\n\n| id | status | depends_on |\n|---|---|---|\n" + task("C");
  ReadOptions options;
  options.phases_by_heading = true;
  auto board = Board::read(text, options);
  REQUIRE(board);
  CHECK(board->waiting_on(board->tasks()[1]) == std::vector<std::uint32_t>{0});
  auto waits = board->waiting_on(board->tasks()[31]);
  CHECK(waits.size() == 20);
  CHECK(waits.front() == 0);
  CHECK(waits.back() == 19);
}

TEST_CASE("tasks of a late phase wait for no more where earlier phases stand in the file in another order") {
  std::string text = kTable;
  for (const char* id : {"C", "B"})
    for (int i = 1; i <= 30; ++i) text += "| " + (id + std::to_string(i)) + " | todo | |\n";
  ReadOptions options;
  options.phases = {{"A", "B*"}, {"C*"}, {"D"}};
  Board board = read_board(text + "| D | todo | |\n", options);
  auto waits = board.waiting_on(board.tasks()[61]);
  CHECK(waits.size() == 20);
  CHECK(waits.back() == 19);
}

TEST_CASE("problems are bounded and the rest is counted") {
  std::string rows;
  for (int i = 0; i < 3'000; ++i) rows += "| T" + std::to_string(i) + " | | ghost |\n";
  Board board = read_board(kTable + "| OK | done | |\n" + rows);
  CHECK(board.problems().size() == 1001);
  CHECK(board.problems().back().rule == "RV022");
}

TEST_CASE("conflict markers are refused, but not as an example in a code block") {
  CHECK(says(reason("<<<<<<< HEAD\n" + kTable), "line 1"));
  CHECK(says(reason(kTable + "=======\n| A | done | |\n>>>>>>> theirs\n"), "line 6"));
  read_board("```\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n```\n\n" + kTable);
  read_board("Heading\n=======\n\n>> quote\n\n" + kTable);
}

TEST_CASE("bytes that are no text matter only in a task table") {
  read_board(std::string("caf\xe9 \0 x\n\n", 10) + kTable);
  CHECK(says(reason(kTable + "| B\xff | todo | |\n"), "line 4: the text in a task table is not UTF-8"));
  CHECK(says(reason(std::string("\xfe\xff\0|", 4)), "UTF-16"));
  auto board = read_any("| a |\n|---|\n| caf\xe9 |\n", {});
  REQUIRE(board);
  CHECK(board->rows(0).at(1).at(0) == "caf\xef\xbf\xbd");
}

TEST_CASE("messages carry long or strange text only in short") {
  Board board = read_board(kTable + "| B | todo | " + std::string(10'000, 'x') + " |\n| C | " +
                           std::string(10'000, 'y') + " | |\n");
  for (const Problem& problem : board.problems()) CHECK(problem.message.size() < 400);
  for (const Task& task : board.tasks())
    for (const Held& held : task.held) CHECK(held.detail.size() < 200);
}

}  // namespace
}  // namespace reeve::board
