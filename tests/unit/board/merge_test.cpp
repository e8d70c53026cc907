// Three versions of a tracking file made one, by id and cell. Here the merge by lines that does the rest
// of the text is the simplest there is: a version that one side left alone gives way to the other.
#include "reeve/board/merge.h"

#include <random>

#include "support.h"

namespace reeve::board {
namespace {

const std::string kBase =
    "# Tasks\n"
    "\n"
    "| id | status | description | notes |\n"
    "| --- | --- | --- | --- |\n"
    "| A-1 | done | model | |\n"
    "| A-2 | todo | endpoint | |\n"
    "| A-3 | todo | client | |\n"
    "\n"
    "The end.\n";

std::string merged(const std::string& base, const std::string& ours, const std::string& theirs,
                   std::size_t conflicts = 0) {
  auto tables = merge_tables({base, ours, theirs}, {}, {});
  INFO((tables ? std::string() : tables.error().message));
  REQUIRE(tables);
  CHECK(tables->conflicts == conflicts);
  const Versions& text = tables->text;
  REQUIRE((text.ours == text.base || text.theirs == text.base || text.ours == text.theirs));
  auto whole = with_tables(*tables, text.ours == text.base ? text.theirs : text.ours);
  REQUIRE(whole);
  return *whole;
}

std::string without(const std::string& text, const std::string& row) {
  return replaced(text, row, "");
}

std::string no_answer(const std::string& base, const std::string& ours, const std::string& theirs) {
  auto tables = merge_tables({base, ours, theirs}, {}, {});
  REQUIRE_FALSE(tables);
  return tables.error().message;
}

}  // namespace

TEST_CASE("adjacent rows changed on both sides go together") {
  auto ours = replaced(kBase, "| A-2 | todo |", "| A-2 | done |");
  auto theirs = replaced(kBase, "| A-3 | todo |", "| A-3 | failed |");
  CHECK(merged(kBase, ours, theirs) == replaced(ours, "| A-3 | todo |", "| A-3 | failed |"));
}

TEST_CASE("two cells of one row go together") {
  auto ours = replaced(kBase, "| A-2 | todo | endpoint | |", "| A-2 | in-progress | endpoint | |");
  auto theirs = replaced(kBase, "| A-2 | todo | endpoint | |", "| A-2 | todo | the endpoint | soon |");
  CHECK(merged(kBase, ours, theirs) ==
        replaced(kBase, "| A-2 | todo | endpoint | |", "| A-2 | in-progress | the endpoint | soon |"));
}

TEST_CASE("the same cell changed differently is a conflict of that row alone, with all else in it merged") {
  auto ours = replaced(kBase, "| A-2 | todo | endpoint | |", "| A-2 | done | endpoint | ours |");
  auto theirs = replaced(kBase, "| A-2 | todo | endpoint | |", "| A-2 | failed | endpoints | |");
  CHECK(merged(kBase, ours, theirs, 1) == replaced(kBase, "| A-2 | todo | endpoint | |\n",
                                                   "<<<<<<< ours\n"
                                                   "| A-2 | done | endpoints | ours |\n"
                                                   "=======\n"
                                                   "| A-2 | failed | endpoints | ours |\n"
                                                   ">>>>>>> theirs\n"));
}

TEST_CASE("conflicts in neighbouring rows share their marks") {
  auto change = [](const std::string& word) {
    auto text = replaced(kBase, "| A-2 | todo |", "| A-2 | " + word + " |");
    return replaced(text, "| A-3 | todo |", "| A-3 | " + word + " |");
  };
  CHECK(
      merged(kBase, change("done"), change("failed"), 1).find("done | client | |\n=======\n| A-2 | failed") !=
      std::string::npos);
}

TEST_CASE("rows added at the same place: ours first") {
  auto ours = replaced(kBase, "client | |\n", "client | |\n| B-1 | todo | ours | |\n");
  auto theirs = replaced(kBase, "client | |\n", "client | |\n| C-1 | todo | theirs | |\n");
  CHECK(merged(kBase, ours, theirs) ==
        replaced(ours, "| ours | |\n", "| ours | |\n| C-1 | todo | theirs | |\n"));
}

TEST_CASE("the same new id: equal rows are one, different ones a conflict") {
  auto with = [](const std::string& text) {
    return replaced(kBase, "client | |\n", "client | |\n| B-1 | todo | " + text + " | |\n");
  };
  CHECK(merged(kBase, with("one"), with("one")) == with("one"));
  merged(kBase, with("one"), with("two"), 1);
}

TEST_CASE("a row removed on one side goes, unless the other changed it") {
  const std::string row = "| A-2 | todo | endpoint | |\n";
  auto ours = without(kBase, row);
  auto elsewhere = replaced(kBase, "| A-1 | done |", "| A-1 | failed |");
  CHECK(merged(kBase, ours, elsewhere) == without(elsewhere, row));
  CHECK(merged(kBase, elsewhere, ours) == without(elsewhere, row));
  auto changed = replaced(kBase, row, "| A-2 | done | endpoint | |\n");
  CHECK(merged(kBase, ours, changed, 1) ==
        replaced(kBase, row, "<<<<<<< ours\n=======\n| A-2 | done | endpoint | |\n>>>>>>> theirs\n"));
  CHECK(merged(kBase, changed, ours, 1) ==
        replaced(kBase, row, "<<<<<<< ours\n| A-2 | done | endpoint | |\n=======\n>>>>>>> theirs\n"));
}

TEST_CASE("the order is that of the side that changed it") {
  const std::string first = "| A-1 | done | model | |\n", second = "| A-2 | todo | endpoint | |\n";
  auto turned = replaced(kBase, first + second, second + first);
  auto changed = replaced(kBase, "| A-1 | done |", "| A-1 | failed |");
  auto both = replaced(turned, "| A-1 | done |", "| A-1 | failed |");
  CHECK(merged(kBase, turned, changed) == both);
  CHECK(merged(kBase, changed, turned) == both);
}

TEST_CASE("a column that one side adds stands in the rows of both") {
  const std::string base = "| id | status |\n|---|---|\n| A-1 | todo |\n";
  const std::string ours = "| id | status | used |\n|---|---|---|\n| A-1 | todo | 4K |\n";
  const std::string theirs = "| id | status |\n|---|---|\n| A-1 | done |\n| A-2 | todo |\n";
  CHECK(merged(base, ours, theirs) ==
        "| id | status | used |\n|---|---|---|\n| A-1 | done | 4K |\n| A-2 | todo | |\n");
  const std::string also = "| id | status | agent |\n|---|---|---|\n| A-1 | todo | me |\n";
  CHECK(merged(base, ours, also) ==
        "| id | status | used | agent |\n|---|---|---|---|\n| A-1 | todo | 4K | me |\n");
}

TEST_CASE("a column that one side removes goes, unless the other filled it") {
  const std::string base = "| id | status | used |\n|---|---|---|\n| A-1 | todo | |\n";
  const std::string ours = "| id | status |\n|---|---|\n| A-1 | todo |\n";
  CHECK(merged(base, ours, replaced(base, "todo", "done")) == replaced(ours, "todo", "done"));
  CHECK(no_answer(base, ours, replaced(base, "todo | |", "todo | 4K |")).find("column") != std::string::npos);
}

TEST_CASE("a header with another name is still the same column") {
  const std::string base = "| id | status |\n|---|---|\n| A-1 | todo |\n";
  CHECK(merged(base, replaced(base, "status", "State"), replaced(base, "todo", "done")) ==
        "| id | State |\n|---|---|\n| A-1 | done |\n");
}

TEST_CASE("a row that one side moves to another table takes the other's cells with it") {
  auto two = [](const std::string& open, const std::string& closed) {
    return "## Open\n\n| id | status |\n|---|---|\n| A-1 | todo |\n" + open +
           "\n## Closed\n\n| id | status |\n|---|---|\n| B-1 | done |\n" + closed;
  };
  CHECK(merged(two("| A-2 | todo |\n", ""), two("", "| A-2 | todo |\n"), two("| A-2 | done |\n", "")) ==
        two("", "| A-2 | done |\n"));
}

TEST_CASE("a row that both sides move, each to another table, has no answer") {
  auto three = [](const std::string& open, const std::string& closed, const std::string& later) {
    return "| id | status |\n|---|---|\n| A-1 | todo |\n" + open +
           "\n## Closed\n\n| id | status |\n|---|---|\n| B-1 | done |\n" + closed +
           "\n## Later\n\n| id | status |\n|---|---|\n| C-1 | todo |\n" + later;
  };
  const std::string row = "| A-2 | todo |\n";
  CHECK(no_answer(three(row, "", ""), three("", row, ""), three("", "", row)) ==
        "both sides put task A-2 elsewhere");
  const std::string nameless = "| | todo |\n";
  CHECK(no_answer(three(nameless, "", ""), three("", nameless, ""), three("", "", nameless)) ==
        "both sides put a row without id elsewhere");
}

TEST_CASE("a table reformatted on one side keeps its new width") {
  const std::string base = "| id | status |\n|---|---|\n| A-1 | todo |\n| A-2 | todo |\n";
  const std::string wide =
      "| id  | status      |\n|-----|-------------|\n| A-1 | todo        |\n| A-2 | todo        |\n";
  auto done = replaced(base, "| A-2 | todo |", "| A-2 | done |");
  auto both = replaced(wide, "| A-2 | todo        |", "| A-2 | done        |");
  CHECK(merged(base, wide, done) == both);
  CHECK(merged(base, done, wide) == both);
}

TEST_CASE("marks are as long as asked for") {
  auto tables = merge_tables({kBase, replaced(kBase, "| A-2 | todo", "| A-2 | done"),
                              replaced(kBase, "| A-2 | todo", "| A-2 | failed")},
                             {}, {.size = 12, .ours = "HEAD", .theirs = "topic"});
  REQUIRE(tables);
  CHECK(tables->tables.at(0).find("\n<<<<<<<<<<<< HEAD\n") != std::string::npos);
  CHECK(tables->tables.at(0).find("\n>>>>>>>>>>>> topic\n") != std::string::npos);
}

TEST_CASE("what has no answer by id and cell is said") {
  CHECK_FALSE(merge_tables({kBase, "no table\n", kBase}, {}, {}));
  CHECK_FALSE(merge_tables({"", kBase, kBase}, {}, {}));
  CHECK(no_answer(kBase, replaced(kBase, "| A-3 |", "| A-2 |"), kBase).find("several rows") !=
        std::string::npos);
  CHECK(no_answer(kBase, replaced(kBase, "# Tasks", "# Tas\rks"), kBase).find("lone CR") !=
        std::string::npos);
}

TEST_CASE("a block that the merge by lines tore is an error") {
  auto tables = merge_tables({kBase, kBase, kBase}, {}, {});
  REQUIRE(tables);
  const std::string& text = tables->text.ours;
  CHECK(with_tables(*tables, text));
  CHECK_FALSE(with_tables(*tables, text + text));
  CHECK_FALSE(with_tables(*tables, "nothing left\n"));
  CHECK_FALSE(with_tables(*tables, "<<<<<<< ours\n" + text + "=======\n>>>>>>> theirs\n"));
}

// merge(b, x, b) = x, merge(b, b, x) = x, merge(b, x, x) = x, byte for byte.
TEST_CASE("a change of one side, or the same on both, is the result") {
  const std::vector<std::string> changes = {
      kBase,
      replaced(kBase, "| A-2 | todo | endpoint | |", "|A-2|done|  endpoint|\\||"),
      replaced(kBase, "| A-2 | todo | endpoint | |", "| A-2 | todo"),
      replaced(kBase, "| A-2 | todo | endpoint | |", "A-2 | todo | endpoint | x | y | z"),
      replaced(kBase, "| A-2 | todo | endpoint | |\n", ""),
      replaced(kBase, "# Tasks\n", "# Tasks\n\nSome words.\n"),
      replaced(kBase, "\nThe end.\n", ""),
      replaced(kBase, "| |\n\nThe end.\n", "| |"),
      replaced(kBase, "| --- | --- | --- | --- |", "| :-- | --: | :-: | - |"),
      "\xef\xbb\xbf" + kBase.substr(kBase.find('|')),
      "| status | id |\n|---|---|\n| todo | A-2 |\n| | |\n| done | A-1 |\n",
      kBase + "\n| id | status |\n|---|---|\n| B-1 | todo |\n",
  };
  for (const std::string& base : changes)
    for (const std::string& x : changes) {
      INFO("base:\n" + base + "\nx:\n" + x);
      CHECK(merged(base, base, base) == base);
      // A column that goes with its texts, or one that was never there, is a question for the lines.
      if (!merge_tables({base, x, base}, {}, {})) continue;
      CHECK(merged(base, x, base) == x);
      CHECK(merged(base, base, x) == x);
      CHECK(merged(base, x, x) == x);
    }
}

TEST_CASE("line ends are those of the side that changed them") {
  std::string windows;
  for (char c : kBase) windows += c == '\n' ? "\r\n" : std::string(1, c);
  auto tables = merge_tables({kBase, windows, kBase}, {}, {});
  REQUIRE(tables);
  auto whole = with_tables(*tables, tables->text.ours);
  REQUIRE(whole);
  CHECK(*whole == windows);
}

// Random edits of cells and rows on both sides: every changed text is in the result, and what neither
// changed is there once.
TEST_CASE("nothing that a side wrote is lost") {
  std::mt19937 random(7);
  auto number = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> texts(3, "| id | status | description |\n|---|---|---|\n");
    std::vector<std::string> written;
    for (unsigned row = 0; row < 6; ++row) {
      std::string id = "T-" + std::to_string(row);
      for (std::size_t side = 0; side < 3; ++side) {
        std::string word = "word" + id;
        if (side > 0 && number(3) == 0) written.push_back(word = "side" + std::to_string(side) + id);
        texts[side] += "| " + id + " | todo | " + word + " |\n";
        if (side == 0 || number(6) > 0) continue;
        written.push_back("new" + std::to_string(side) + id);
        texts[side] +=
            "| N" + std::to_string(side) + "-" + std::to_string(row) + " | todo | " + written.back() + " |\n";
      }
    }
    auto tables = merge_tables({texts[0], texts[1], texts[2]}, {}, {});
    REQUIRE(tables);
    auto whole = with_tables(*tables, tables->text.ours);
    REQUIRE(whole);
    CAPTURE(texts[1], texts[2], *whole);
    for (const std::string& word : written) CHECK(whole->find("| " + word + " |") != std::string::npos);
    bool marked = whole->find("<<<<<<<") != std::string::npos;
    CHECK(marked == (tables->conflicts > 0));
    if (!marked) CHECK(read_board(*whole).problems().empty());
  }
}

}  // namespace reeve::board
