// `status` as a page: what runs, what comes next, what is wrong.
#include <algorithm>

#include "cli/completion.h"
#include "cli/status_view.h"
#include "support/catch.h"
#include "support/text.h"

namespace reeve::cli {
namespace {

const std::string kHeader =
    "| id | status | description | depends_on | agent | started_at |\n|---|---|---|---|---|---|\n";

app::StatusResponse response_of(const std::string& rows) {
  app::StatusResponse response;
  response.file = "docs/tasks.md";
  response.board = std::make_shared<const board::Board>(*board::Board::read(kHeader + rows, {}));
  response.at = *parse_rfc3339("2026-03-04T12:00:00Z");
  return response;
}

std::string page(const app::StatusResponse& response, std::size_t rows = kNotCut) {
  std::string text;
  for (const Line& line : status_lines(response, rows)) text += line.text(100, Paint::plain) + "\n";
  return text;
}

}  // namespace

TEST_CASE("each task stands in the part that tells what becomes of it") {
  auto text = page(
      response_of("| A | done | | | | |\n| B | in-progress | by another | | bob | 2026-03-04T11:58:30Z |\n"
                  "| C | not-started | next one | A | | |\n| D | not-started | later | B | | |\n"
                  "| E | failed | broke | | | |\n| F | not-started | never | E | | |\n| G | not-started | "
                  "odd | NOPE | | |\n"));
  CHECK(mentions(text, "1 done  1 failed  1 held  1 stuck  5 left"));
  CHECK(mentions(text, "running  1\n  B  in progress            1m30s  bob  by another\n"));
  CHECK(mentions(text, "ready  1\n  C  next one\n"));
  CHECK(mentions(text, "failed  1\n  E  broke\n"));
  CHECK(mentions(text, "held (never started)  1\n  G  unknown-dependency: "));
  CHECK(mentions(text, "stuck (cannot start as things are)  1\n  F  waits for E (failed)\n"));
  CHECK(mentions(text, "waiting  1\n  D  on B\n"));
}

TEST_CASE("a run of this repository tells its phase, also before its claim is in the file") {
  auto response = response_of("| A | not-started | first | | | |\n| B | not-started | second | | | |\n");
  run::RunState run;
  run.task = {"docs/tasks.md", "A"};
  run.phase = run::Phase::working;
  run.attempt = 2;
  run.started_at = response.at + std::chrono::seconds(-5);
  response.runs = {run};
  auto text = page(response);
  CHECK(mentions(text, "running  1\n  A  working, attempt 2        5s  first\n"));
  CHECK(mentions(text, "ready  1\n  B  second\n"));
}

TEST_CASE("a page that is too long says what is missing") {
  auto response = response_of("| A | not-started | | | | |\n| B | not-started | | | | |\n");
  auto text = page(response, 5);
  CHECK(std::count(text.begin(), text.end(), '\n') == 5);
  CHECK(mentions(text, "… 2 more lines"));
}

TEST_CASE("only ids that a shell takes as they are can be completed") {
  CHECK(can_be_completed("API-1.2_x"));
  CHECK(can_be_completed("任务-3"));
  for (const char* id :
       {"",   "--help", "$(touch x)", "`x`",  "a b", "a;b", "a'b", "a\"b", "a\\b",  "*",   "~x",
        "#1", "a\x1b",  "a\u202e",    "\xff", "a|b", "a&b", "a>b", "!x",   "{a,b}", "a\tb"})
    CHECK_FALSE(can_be_completed(id));
}

}  // namespace reeve::cli
