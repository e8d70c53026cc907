// Reading a board of the schema's own shape: what is ready, what is held and why.
#include "support/catch.h"

#include "reeve/board/board.h"
#include "reeve/board/edit.h"

namespace reeve::board {
namespace {

const std::string kBoard =
    "# Tasks\n\n"
    "| id | status | description | depends_on | blocks | agent |\n"
    "|----|--------|-------------|------------|--------|-------|\n"
    "| A-1 | done | first | | A-2 | |\n"
    "| A-2 | not-started | second | A-1 | | |\n"
    "| A-3 | not-started | third | A-2 | | |\n"
    "| A-4 | in-progress | fourth | - | | claude/abcdefgh |\n";

Board read(std::string text, const ReadOptions& options = {}) {
  auto board = Board::read(std::move(text), options);
  INFO((board ? "" : board.error().message));
  REQUIRE(board);
  return *board;
}

TEST_CASE("a board of the schema is read row by row") {
  Board board = read(kBoard);
  REQUIRE(board.tasks().size() == 4);
  CHECK(board.tasks()[1].id == "A-2");
  CHECK(board.tasks()[1].line == 6);
  CHECK(board.counts()[TaskClass::not_started] == 2);
  CHECK(board.counts()[TaskClass::done] == 1);
  CHECK(board.ready() == std::vector<std::uint32_t>{1});
  CHECK(board.waiting_on(board.tasks()[2]) == std::vector<std::uint32_t>{1});
  CHECK(board.cell(board.tasks()[3], Column::agent) == "claude/abcdefgh");
  CHECK(board.problems().empty());
}

TEST_CASE("a claim changes the cells it names and nothing else") {
  Board board = read(kBoard);
  Edit claim;
  claim.id = "A-2";
  claim.expect_class = TaskClass::not_started;
  claim.set_status = StatusWord::in_progress;
  claim.set = {{"agent", "claude/abcdefgh"}, {"started_at", "2026-01-01T00:00:00Z"}};
  auto text = apply(board, claim);
  REQUIRE(text);
  std::string expected = kBoard;
  std::string row = "| A-2 | not-started | second | A-1 | | |\n";
  expected.replace(expected.find(row), row.size(),
                   "| A-2 | in-progress | second | A-1 | | claude/abcdefgh |\n");
  CHECK(*text == expected);
}

}  // namespace
}  // namespace reeve::board
