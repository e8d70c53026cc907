// Edits: the named cells change, every other byte stays.
#include "support.h"

namespace reeve::board {
namespace {

const std::string kHead = "| id | status | description | agent |\n|---|---|---|---|\n";

Edit edit_of(std::string id, std::optional<StatusWord> status, std::vector<CellText> set = {}) {
  Edit edit;
  edit.id = std::move(id);
  edit.set_status = status;
  edit.set = std::move(set);
  return edit;
}

std::string applied(const std::string& text, const Edit& edit) {
  auto result = apply(read_board(text), edit);
  INFO((result ? std::string() : result.error().message));
  REQUIRE(result);
  return *result;
}

Error refusal(const std::string& text, const Edit& edit) {
  auto result = apply(read_board(text), edit);
  REQUIRE_FALSE(result);
  return result.error();
}

TEST_CASE("a status keeps its decoration and the text behind it") {
  struct Story {
    std::string before, after;
  };
  for (const Story& story : std::vector<Story>{{"done → see the log", "failed → see the log"},
                                               {"**done** at last", "**failed** at last"},
                                               {"`done`", "`failed`"},
                                               {"✅ done, twice", "failed, twice"},
                                               {"✅ **done** twice", "failed twice"},
                                               {"[x] oiled", "failed oiled"},
                                               {"✅perhaps", "failed"},
                                               {"unheard-of / later", "failed / later"},
                                               {"", "failed"},
                                               {"-", "failed"}}) {
    CAPTURE(story.before);
    std::string text = kHead + "| A | done | | |\n| B | " + story.before + " | x | |\n";
    CHECK(applied(text, edit_of("B", StatusWord::failed)) ==
          kHead + "| A | done | | |\n| B | " + story.after + " | x | |\n");
  }
}

TEST_CASE("a status is written as this file spells it") {
  std::string text = kHead +
                     "| A | 🔄 進行中 | | |\n| B | ⬜ 未着手 | | |\n| C | 完了 | | |\n| D | ✅ 完了 | | |\n" +
                     "| E | ✅ 完了 | | |\n| F | ⛔ blocked | | |\n";
  Board board = read_board(text);
  CHECK(spelling_of(board, StatusWord::in_progress) == "🔄 進行中");
  CHECK(spelling_of(board, StatusWord::done) == "✅ 完了");
  CHECK(spelling_of(board, StatusWord::blocked) == "⛔ blocked");
  CHECK(spelling_of(board, StatusWord::failed) == "failed");
  CHECK(applied(text, edit_of("B", StatusWord::in_progress)) == replaced(text, "⬜ 未着手", "🔄 進行中"));
}

TEST_CASE("without a word for blocked in the file, blocked is failed") {
  Board board = read_board(kHead + "| A | todo | | |\n| B | FAILED | | |\n");
  CHECK(spelling_of(board, StatusWord::blocked) == "FAILED");
}

TEST_CASE("a cell keeps its width where the author aligned the column, and only there") {
  std::string aligned =
      "| id | status      | agent |\n"
      "|----|-------------|-------|\n"
      "| A  | in-progress | crane |\n";
  CHECK(applied(aligned, edit_of("A", StatusWord::done, {{"agent", ""}})) ==
        replaced(aligned, "in-progress | crane |", "done        |       |"));
  CHECK(applied(aligned, edit_of("A", {}, {{"agent", "a longer name"}})) ==
        replaced(aligned, "crane", "a longer name"));
  std::string loose = "| id | status | agent |\n|--|--|--|\n| A | in-progress | crane |\n";
  CHECK(applied(loose, edit_of("A", StatusWord::done)) == replaced(loose, "in-progress", "done"));
  std::string tight = "|id|status|agent|\n|-|-|-|\n|A|todo||\n";
  CHECK(applied(tight, edit_of("A", StatusWord::done, {{"agent", "me"}})) ==
        replaced(tight, "todo||", "done| me |"));
  std::string wide =
      "| id | 状态   | agent |\n"
      "|----|--------|-------|\n"
      "| A  | 待开始 |       |\n";
  CHECK(applied(wide, edit_of("A", StatusWord::done)) == replaced(wide, "待开始 ", "done   "));
}

TEST_CASE("what would break the table is written so that it does not") {
  std::string text = kHead + "| A | todo | x | |\n";
  auto written = [&](const std::string& description) {
    std::string result = applied(text, edit_of("A", {}, {{"description", description}}));
    Board board = read_board(result);
    CHECK(result.find('\n', kHead.size()) == result.size() - 1);
    CHECK(board.tasks().size() == 1);
    CHECK(board.cell(board.tasks()[0], Column::agent).empty());
    return board.cell(board.tasks()[0], Column::description);
  };
  CHECK(written("this | that") == "this | that");
  CHECK(written("`a|b` \\| c") == "`a|b` \\| c");
  CHECK(written("two\nlines\r\nand\ttab") == "two lines  and tab");
  CHECK(written("ends in \\") == "ends in");
  CHECK(written("ends in \\ \\\\ ") == "ends in");
  CHECK(written("\x1b[31mred\x07") == "[31mred");
  CHECK(written("bad \xff byte") == "bad \xef\xbf\xbd byte");
  CHECK(written(std::string("a\0b", 3)) == "a b");
  CHECK(written("<!-- -->") == "<!-- -->");
}

TEST_CASE("a short row gets the cells that it lacks; excess cells stay") {
  std::string text = kHead + "| A | todo |\n| B | todo\n| C | todo | x | me | more | and more |  \n";
  CHECK(applied(text, edit_of("A", {}, {{"agent", "me"}})) ==
        replaced(text, "| A | todo |\n", "| A | todo | | me |\n"));
  CHECK(applied(text, edit_of("B", {}, {{"agent", "me"}})) ==
        replaced(text, "| B | todo\n", "| B | todo | | me \n"));
  CHECK(applied(text, edit_of("C", StatusWord::done)) == replaced(text, "| C | todo |", "| C | done |"));
}

TEST_CASE("odd blanks, tabs and line ends around the cells stay") {
  std::string text =
      "\xef\xbb\xbf| id\t|  status |\r\n|---|---|\r\n  |A|\ttodo\t |  \r\n   B | todo\r\n\r\nend";
  CHECK(applied(text, edit_of("A", StatusWord::done)) == replaced(text, "\ttodo\t ", "\tdone\t "));
  CHECK(applied(text, edit_of("B", StatusWord::done)) == replaced(text, "B | todo", "B | done"));
}

TEST_CASE("an expectation that fails says so and gives nothing") {
  std::string text = kHead + "| A | in-progress | x | crane/aaaabbbb |\n";
  Edit edit = edit_of("A", StatusWord::done);
  edit.expect_class = TaskClass::not_started;
  CHECK(refusal(text, edit).kind == ErrorKind::stale);
  edit.expect_class = TaskClass::in_progress;
  edit.expect_agent = "winch/ccccdddd";
  CHECK(refusal(text, edit).message.find("crane/aaaabbbb") != std::string::npos);
  edit.expect_agent = "crane/aaaabbbb";
  CHECK(applied(text, edit) == replaced(text, "in-progress", "done"));
  CHECK(refusal(text, edit_of("B", StatusWord::done)).kind == ErrorKind::stale);
  std::string twice = text + "| A | todo | y | |\n";
  CHECK(refusal(twice, edit_of("A", StatusWord::done)).kind == ErrorKind::conflict);
  std::string hidden = "| id | description | status |\n|---|---|---|\n| A | a|b | todo |\n| B | c | todo |\n";
  CHECK(refusal(hidden, edit_of("A", StatusWord::done)).kind == ErrorKind::conflict);
}

TEST_CASE("columns that the table does not have are not written") {
  std::string text = kHead + "| A | todo | x | |\n";
  CHECK(applied(text, edit_of("A", {}, {{"started_at", "2026-01-01T00:00:00Z"}, {"notes", "n"}})) == text);
  CHECK(applied(text, edit_of("A", {}, {{"Description", "y"}})) == replaced(text, "| x |", "| y |"));
}

TEST_CASE("a new row looks like the row above it") {
  std::string text = kHead + "| A | ⬜ open | x | |\n\ntext\n";
  Insert insert;
  insert.cells = {{"id", "B"}, {"description", "this | that"}, {"branch", "ignored"}};
  insert.set_status = StatusWord::not_started;
  auto result = apply(read_board(text), insert);
  REQUIRE(result);
  CHECK(*result == kHead + "| A | ⬜ open | x | |\n| B | ⬜ open | this \\| that | |\n\ntext\n");

  std::string aligned = "| id | status |\r\n|----|--------|\r\n| A  | todo   |\r\n| C  | todo   |";
  insert.after = "A";
  result = apply(read_board(aligned), insert);
  REQUIRE(result);
  CHECK(*result ==
        "| id | status |\r\n|----|--------|\r\n| A  | todo   |\r\n| B  | todo   |\r\n| C  | todo   |");
  insert.after = "C";
  result = apply(read_board(aligned), insert);
  REQUIRE(result);
  CHECK(*result == aligned + "\r\n| B  | todo   |");

  result = apply(read_board(kHead), {std::nullopt, {{"id", "B"}}, StatusWord::not_started});
  REQUIRE(result);
  CHECK(*result == kHead + "| B | not-started | | |\n");
}

TEST_CASE("without a column for it nobody is expected to be the agent") {
  std::string head = "| id | status |\n|---|---|\n";
  Edit edit = edit_of("A", StatusWord::done);
  edit.expect_agent = "worker/aaaaaaaa";
  CHECK(applied(head + "| A | todo |\n", edit) == head + "| A | done |\n");
}

TEST_CASE("the first column is written as any other") {
  std::string head = "| agent | id | status |\n|---|---|---|\n";
  CHECK(applied(head + "| | A | todo |\n", edit_of("A", {}, {{"agent", "me"}})) ==
        head + "| me | A | todo |\n");
}

TEST_CASE("a row without a closing pipe keeps the width of its cells") {
  std::string head = "| id | status | description |\n|---|---|---|\n";
  CHECK(applied(head + "| A | todo   | x\n", edit_of("A", StatusWord::failed)) ==
        head + "| A | failed | x\n");
}

TEST_CASE("a text that fills its cell keeps the width, and of its indentation what there is room for") {
  CHECK(applied(kHead + "| A | todo |  abcd  | |\n", edit_of("A", {}, {{"description", "vwxyz"}})) ==
        kHead + "| A | todo |  vwxyz | |\n");
  CHECK(applied(kHead + "| A | todo |  abcd  | |\n", edit_of("A", {}, {{"description", "uvwxyz"}})) ==
        kHead + "| A | todo | uvwxyz | |\n");
}

TEST_CASE("a new row of a table without outer pipes gets one where its first cell is empty") {
  std::string text = "note | id | status\n---|---|---\nx | A | todo\n";
  Insert insert;
  insert.cells = {{"id", "B"}};
  insert.set_status = StatusWord::not_started;
  auto result = apply(read_board(text), insert);
  REQUIRE(result);
  CHECK(result->starts_with(text + "|"));
  CHECK(ready_ids(read_board(*result)) == std::vector<std::string>{"A", "B"});
}

TEST_CASE("where one column has id and text, a new row has both there") {
  std::string text = "| Task | Status |\n|---|---|\n| T-1 paint the door | todo |\n";
  Insert insert;
  insert.cells = {{"id", "T-2"}, {"description", "oil the hinges"}};
  insert.set_status = StatusWord::not_started;
  auto result = apply(read_board(text), insert);
  REQUIRE(result);
  CHECK(*result == text + "| T-2 oil the hinges | todo |\n");
}

TEST_CASE("a new row needs an id that is not there yet") {
  Board board = read_board(kHead + "| A | todo | x | |\n");
  for (const std::string& id : std::vector<std::string>{"A", "**A**", "", "two words", "-"}) {
    CAPTURE(id);
    auto result = apply(board, Insert{std::nullopt, {{"id", id}}, std::nullopt});
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::usage);
  }
  auto result = apply(board, Insert{"Z", {{"id", "B"}}, std::nullopt});
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::stale);
}

TEST_CASE("rows of any table are edited by line") {
  std::string text = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n> | c |\n> |---|\n> | 5 |\n";
  auto board = read_any(text, {});
  REQUIRE(board);
  auto result = remove_row(*board, 3);
  REQUIRE(result);
  CHECK(*result == replaced(text, "| 1 | 2 |\n", ""));
  result = insert_row(*board, 2, {"0"});
  REQUIRE(result);
  CHECK(*result == replaced(text, "| 1 |", "| 0 |   |\n| 1 |"));
  for (std::uint32_t line : {1u, 2u, 5u, 8u, 99u}) {
    CAPTURE(line);
    CHECK_FALSE(remove_row(*board, line));
    CHECK_FALSE(set_cells(*board, line, {{0, "x"}}));
  }
  CHECK_FALSE(insert_row(*board, 3, {"1", "2", "3"}));
  CHECK_FALSE(insert_row(*board, 1, {"1"}));
}

TEST_CASE("a row without outer pipes stays a row") {
  std::string text = "id | status\n---|---\nA | todo\n";
  Board board = read_board(text);
  CHECK(set_cells(board, 3, {{0, "B"}}));
  for (const std::string& id : std::vector<std::string>{"- B", "", "> B", "# B", "1. B"}) {
    CAPTURE(id);
    auto result = set_cells(board, 3, {{0, id}});
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::usage);
  }
  auto shifted = set_cells(board, 3, {{0, ""}});
  REQUIRE_FALSE(shifted);
  CHECK(shifted.error().message == "cannot write the row at line 3: cell 1 would not read back");
}

}  // namespace
}  // namespace reeve::board
