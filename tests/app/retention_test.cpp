// Which runs are past their time, and what stays all the same.
#include "app/retention.h"

#include "support/catch.h"

namespace reeve::app {
namespace {

const Instant kNow{1'800'000'000'000};
constexpr Duration kKeep = std::chrono::hours(24 * 30);
constexpr Duration kDay = std::chrono::hours(24);
const Retain kRetain{kKeep, "docs/tasks.md"};

board::Board board_with(const std::string& status, const std::string& agent) {
  auto board = board::Board::read(
      "| id | status | agent |\n|---|---|---|\n| A-1 | " + status + " | " + agent + " |\n", {});
  REQUIRE(board);
  return *std::move(board);
}

run::RunState ended(const std::string& id, Duration ago, const std::string& task = "A-1") {
  run::RunState run;
  run.id = *RunId::parse(id);
  run.task = {"docs/tasks.md", task};
  run.agent = "fake/" + id;
  run.phase = run::Phase::finished;
  run.outcome = run::Outcome::failed;
  run.ended_at = kNow + -ago;
  run.workspace.path = "/trees/" + task;
  return run;
}

using Fates = std::vector<Fate>;

}  // namespace

TEST_CASE("runs of a task that is done go when their time is over, not a moment before") {
  auto board = board_with("done", "fake/aaaaaaaa");
  Runs runs = {ended("aaaaaaaa", kKeep - Duration(1)), ended("bbbbbbbb", kKeep),
               ended("cccccccc", 2 * kKeep)};
  CHECK(fates_of(runs, &board, kRetain, kNow) == Fates{Fate::stays, Fate::goes, Fate::goes});
}

TEST_CASE("the newest run of a task that is not done tells why: only its worktree goes") {
  Runs runs = {ended("aaaaaaaa", 2 * kKeep), ended("bbbbbbbb", 3 * kKeep)};
  for (const char* status : {"failed", "blocked by the weather"}) {
    auto board = board_with(status, "");
    CHECK(fates_of(runs, &board, kRetain, kNow) == Fates{Fate::loses_worktree, Fate::goes});
  }
  for (const char* status : {"done", "not-started"}) {
    auto board = board_with(status, "");
    CHECK(fates_of(runs, &board, kRetain, kNow) == Fates{Fate::goes, Fate::goes});
  }
  CHECK(fates_of(runs, nullptr, kRetain, kNow) == Fates{Fate::loses_worktree, Fate::goes});
}

TEST_CASE("a row that is not there, or in another file, needs no explanation") {
  auto board = board_with("failed", "");
  Runs runs = {ended("aaaaaaaa", 2 * kKeep, "B-1"), ended("bbbbbbbb", 2 * kKeep)};
  runs[1].task.source = "docs/older.md";
  CHECK(fates_of(runs, &board, kRetain, kNow) == Fates{Fate::goes, Fate::goes});
}

TEST_CASE("what is not finished stays, however old, and what its row still names") {
  auto board = board_with("in-progress", "fake/bbbbbbbb");
  Runs runs = {ended("aaaaaaaa", 2 * kKeep), ended("bbbbbbbb", 3 * kKeep), ended("cccccccc", 4 * kKeep)};
  runs[2].phase = run::Phase::working;
  CHECK(fates_of(runs, &board, kRetain, kNow) == Fates{Fate::loses_worktree, Fate::stays, Fate::stays});
}

TEST_CASE("of runs that are done the newest have room; failures keep their time") {
  auto board = board_with("done", "");
  Runs runs = {ended("aaaaaaaa", kDay), ended("bbbbbbbb", kDay), ended("cccccccc", kDay),
               ended("dddddddd", kDay), ended("eeeeeeee", 2 * kKeep)};
  for (std::size_t i : {0u, 1u, 3u}) runs[i].outcome = run::Outcome::done;
  Retain narrow = kRetain;
  narrow.room = 1;
  CHECK(fates_of(runs, &board, narrow, kNow) ==
        Fates{Fate::stays, Fate::goes, Fate::stays, Fate::goes, Fate::goes});
  narrow.room = 4;
  CHECK(fates_of(runs, &board, narrow, kNow) ==
        Fates{Fate::stays, Fate::stays, Fate::stays, Fate::stays, Fate::goes});
}

TEST_CASE("a run that is under way takes no room") {
  auto board = board_with("in-progress", "fake/aaaaaaaa");
  Runs runs = {ended("aaaaaaaa", kDay), ended("bbbbbbbb", kDay), ended("cccccccc", kDay)};
  runs[0].phase = run::Phase::working;
  for (std::size_t i : {1u, 2u}) runs[i].outcome = run::Outcome::done;
  Retain narrow = kRetain;
  narrow.room = 1;
  CHECK(fates_of(runs, &board, narrow, kNow) == Fates{Fate::stays, Fate::stays, Fate::goes});
}

TEST_CASE("what lies in another repository goes like the rest") {
  auto board = board_with("done", "");
  Runs runs = {ended("aaaaaaaa", kKeep), ended("bbbbbbbb", kKeep)};
  runs[0].repository = "/elsewhere";
  CHECK(fates_of(runs, &board, kRetain, kNow) == Fates{Fate::goes, Fate::goes});
}

TEST_CASE("a worktree is shared with a later run of the same task") {
  auto board = board_with("done", "");
  Runs runs = {ended("aaaaaaaa", kDay), ended("bbbbbbbb", 2 * kKeep), ended("cccccccc", 2 * kKeep, "B-1")};
  auto fates = fates_of(runs, &board, kRetain, kNow);
  CHECK(shares_worktree(runs, fates, runs[1]));
  CHECK_FALSE(shares_worktree(runs, fates, runs[2]));
}

}  // namespace reeve::app
