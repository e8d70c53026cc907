// Tasks of several repositories on one board.
#include "support/catch.h"
#include "support/model_world.h"

using namespace reeve;
using run::Selection;
using run::StopReason;
using test::ModelWorld;

namespace {

const run::Repositories kRepositories = {{"api", "/src/api"}, {"API", "/src/api"}, {"site", "/src/site"}};

board::Board read(const std::string& rows) {
  return *board::Board::read(
      "| id | status | repo | branch | depends_on | agent |\n|---|---|---|---|---|---|\n" + rows, {});
}

// The id of the task that would start; "" if none would.
std::string chosen(const board::Board& board, const std::vector<run::RunState>& active = {}) {
  Selection selection;
  selection.repositories = &kRepositories;
  auto choice = run::choose(board, active, selection);
  return choice ? std::string(board.tasks()[choice->task].id) : "";
}

run::RunState active_run(const std::string& id, const std::string& repository, const std::string& branch) {
  run::RunState run;
  run.id = *RunId::parse("aaaaaaaa");
  run.task = {"docs/tasks.md", id};
  run.repository = repository;
  run.branch_cell = branch;
  return run;
}

std::vector<std::string> base_of(const board::Board& board, const std::string& id) {
  const board::Task& task = board.tasks()[*board.find(id)];
  run::RunState run;
  run.repository = run::repository_of(kRepositories, board.plain(task, board::Column::repo));
  for (auto index : task.depends_on) run.depends_on.emplace_back(board.tasks()[index].id);
  return run::base_dependencies(board, run, kRepositories);
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a branch keeps other tasks away in its own repository only") {
  auto board = read(
      "| A-1 | in-progress | api | joint | | other/bbbbbbbb |\n"
      "| A-2 | not-started | API | joint | | |\n"
      "| A-3 | not-started | site | joint | | |\n");
  CHECK(chosen(board) == "A-3");
  CHECK(run::why_blocked(board, 1, kRepositories) == "waits for A-1, which is on the same branch");
  CHECK(run::why_blocked(board, 2, kRepositories).empty());
  CHECK(run::why_blocked(board, 2) == "waits for A-1, which is on the same branch");
}

TEST_CASE("cells that stand for no other repository are all of the board's own") {
  auto board = read(
      "| A-1 | in-progress | web | joint | | other/bbbbbbbb |\n"
      "| A-2 | not-started | docs | joint | | |\n");
  CHECK(chosen(board).empty());
  CHECK(run::waits_for_running(board, kRepositories));
}

TEST_CASE("what runs here keeps its branch of its repository to itself") {
  auto board = read(
      "| A-1 | not-started | api | joint | | |\n"
      "| A-2 | not-started | | joint | | |\n");
  CHECK(chosen(board, {active_run("X", "/src/api", "joint")}) == "A-2");
  CHECK(chosen(board, {active_run("X", "", "joint")}) == "A-1");
  CHECK(chosen(board, {active_run("X", "/src/site", "joint")}) == "A-1");
}

TEST_CASE("a base has to contain the dependencies of its own repository, also those behind others") {
  auto board = read(
      "| A-1 | done | | | | |\n"
      "| A-2 | done | | | | |\n"
      "| B-1 | done | api | | A-1, A-2 | |\n"
      "| B-2 | done | site | | B-1 | |\n"
      "| A-3 | not-started | | | B-2, A-2 | |\n"
      "| B-3 | not-started | API | | A-1, B-2 | |\n"
      "| C-1 | not-started | site | | A-1 | |\n");
  CHECK(base_of(board, "A-3") == Ids{"A-2", "A-1"});
  CHECK(base_of(board, "B-3") == Ids{"B-1"});
  CHECK(base_of(board, "B-1").empty());
  CHECK(base_of(board, "C-1").empty());
}

TEST_CASE("a dependency whose row is gone is looked for where the task is") {
  auto board = read("| A-1 | not-started | api | | | |\n");
  auto run = active_run("A-1", "/src/api", "");
  run.depends_on = {"A-0"};
  CHECK(run::base_dependencies(board, run, kRepositories) == Ids{"A-0"});
}

TEST_CASE("each repository has its gates, and its own last task") {
  ModelWorld world(
      "| id | status | repo | agent |\n|---|---|---|---|\n"
      "| A-1 | not-started | api | |\n| A-2 | not-started | | |\n| A-3 | not-started | api | |\n");
  world.state.policy.repositories = kRepositories;
  run::Gate at_end{"whole", {"true"}};
  at_end.when = run::GateWhen::end;
  world.state.policy.gates.push_back(at_end);
  world.state.policy.further_gates["api"] = {run::Gate{"api test", {"true"}}, at_end};
  world.start();
  world.run();
  REQUIRE(world.stop->reason == StopReason::all_done);
  auto gates = [&](std::size_t verdict) {
    const std::string& message = world.messages.at(verdict);
    auto at = message.find("Reeve-Gates: ");
    return message.substr(at, message.find('\n', at) - at);
  };
  CHECK(gates(1) == "Reeve-Gates: api test=pass 0ms");
  CHECK(gates(3) == "Reeve-Gates: test=pass 0ms; whole=pass 0ms");
  CHECK(gates(5) == "Reeve-Gates: api test=pass 0ms; whole=pass 0ms");
  CHECK(world.messages.at(1).find("Reeve-Repo: api\n") != std::string::npos);
  CHECK(world.messages.at(3).find("Reeve-Repo") == std::string::npos);
}

namespace {

const char* kTwoRepositories =
    "| id | status | repo | depends_on | agent |\n|---|---|---|---|---|\n"
    "| A-1 | not-started | api | | |\n| A-2 | not-started | API | | |\n| B-1 | not-started | | | |\n"
    "| B-2 | not-started | | B-1 | |\n| B-3 | not-started | | A-1 | |\n";
const Error kAway{ErrorKind::unreachable, "no answer from /src/api", "ask again later"};

ModelWorld two_repositories() {
  ModelWorld world(kTwoRepositories);
  world.state.policy.repositories = kRepositories;
  return world;
}

std::vector<std::string> statuses(const ModelWorld& world) {
  std::vector<std::string> all;
  for (const char* id : {"A-1", "A-2", "B-1", "B-2", "B-3"}) all.push_back(world.status_of(id));
  return all;
}

}  // namespace

TEST_CASE("where the remote of another repository is away, only its own tasks wait") {
  ModelWorld world = two_repositories();
  world.worktree_failures = {kAway};
  world.start();
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::unreachable);
  CHECK(world.stop->message == kAway.message);
  CHECK(world.stop->hint == kAway.hint);
  CHECK(statuses(world) == Ids{"not-started", "not-started", "done", "done", "not-started"});
  CHECK(world.subjects.size() == 6);
}

TEST_CASE("work that is judged waits for its push on record, beside a lane that goes on") {
  ModelWorld world = two_repositories();
  world.state.policy.push_attempts = 2;
  world.branch_failures = {kAway, kAway};
  world.start();
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::unreachable);
  CHECK(statuses(world) == Ids{"in-progress", "not-started", "done", "done", "not-started"});
  const run::RunState& record = world.state.runs.front();
  CHECK(record.task.id == "A-1");
  CHECK(record.phase == run::Phase::pushing);

  ModelWorld later(world.bytes());
  later.state.policy = world.state.policy;
  later.seed = world.seed + 1;
  later.start({record});
  later.run();
  REQUIRE(later.stop);
  CHECK(later.stop->reason == StopReason::all_done);
  CHECK(later.subjects.front() == "chore(tasks): A-1 done");
}

TEST_CASE("a push that is still to be tried again is waited for, also where another has given up") {
  ModelWorld world = two_repositories();
  world.state.policy.lanes = run::numbered_lanes(2);
  world.state.policy.push_attempts = 2;
  world.rival_sets("B-1", board::StatusWord::done, "");
  world.rival_sets("B-2", board::StatusWord::done, "");
  // Both of the first pushes fail, and the second one of whoever is first; then the remote is back.
  world.branch_failures = {kAway, kAway, kAway};
  world.start();
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(statuses(world) == Ids{"done", "done", "done", "done", "done"});
}

TEST_CASE("the board's own remote is everything's") {
  ModelWorld world = two_repositories();
  world.rival_sets("A-1", board::StatusWord::done, "");
  world.rival_sets("A-2", board::StatusWord::done, "");
  world.worktree_failures = {kAway};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::unreachable);
  CHECK(world.status_of("B-2") == "not-started");
}
