// What a hand asks for, told as stories: the same machine, with an order instead of the loop.
#include "support/catch.h"
#include "support/model_world.h"

using namespace reeve;
using board::Column;
using board::StatusWord;
using run::Order;
using run::OwnerKind;
using run::Phase;
using run::StopReason;
using test::Fate;
using test::kThree;
using test::ModelWorld;

namespace {

// Goes on with the board as it is, as the next command would.
void give(ModelWorld& world, Order order, std::vector<run::RunState> records = {}, run::Budget budget = {}) {
  world.state = run::LoopState{};
  world.state.host = "host";
  world.state.source = "docs/tasks.md";
  world.state.policy.gates = {run::Gate{"test", {"true"}}};
  world.state.policy.run_budget = budget;
  world.stop.reset();
  if (!records.empty()) order.run = records.front().id;
  order.change = *RunId::parse("orderaaa");
  world.state.order = std::move(order);
  world.start(std::move(records));
  world.run();
  REQUIRE(world.stop);
}

Order start(std::optional<std::string> id = {}) {
  return {run::order::Start{std::move(id)}, {}, {}, {}};
}
Order report(const std::string& id, std::optional<worker::WorkerResult> result = {}) {
  return {run::order::Report{id, std::move(result)}, {}, {}, {}};
}
Order reset(const std::string& id) {
  return {run::order::Reset{id, {}}, {}, {}, {}};
}
Order add(board::NewTask task) {
  std::string id = task.id.value_or("");
  return {run::order::Add{std::move(task), {}, id}, {}, {}, {}};
}

std::vector<run::RunState> started(ModelWorld& world) {
  give(world, start());
  REQUIRE(world.stop->reason == StopReason::all_done);
  return world.state.runs;
}

}  // namespace

TEST_CASE("start claims one task, makes it ready and stops; no worker is started") {
  ModelWorld world(kThree);
  auto runs = started(world);
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].owner == OwnerKind::hand);
  CHECK(runs[0].phase == Phase::working);
  CHECK(runs[0].workspace.path == "/worktree");
  CHECK(world.subjects == std::vector<std::string>{"chore(tasks): A-1 in-progress"});
  give(world, start("A-3"));
  CHECK(world.state.runs.at(0).task.id == "A-3");
}

TEST_CASE("start of a task that cannot start says why and changes nothing") {
  ModelWorld world(kThree);
  world.rival_sets("A-1", StatusWord::in_progress, "rival/aaaaaaaa");
  give(world, start("A-1"));
  CHECK(world.stop->reason == StopReason::waits);
  CHECK(world.stop->message == "A-1 is in-progress by rival/aaaaaaaa");
  give(world, start("A-2"));
  CHECK(world.stop->reason == StopReason::conflict);
  CHECK(world.stop->message == "A-2 cannot start: waits for A-1 (in-progress)");
  give(world, start("A-11"));
  CHECK(world.stop->reason == StopReason::config);
  CHECK(world.stop->hint == "did you mean 'A-1'?");
  CHECK(world.subjects.empty());
}

TEST_CASE("a start that lost the race takes the next task, or says who has the one that was named") {
  ModelWorld world(kThree);
  world.rival_is_faster("A-1", StatusWord::in_progress, "rival/aaaaaaaa");
  give(world, start());
  CHECK(world.state.runs.at(0).task.id == "A-3");
  ModelWorld named(kThree);
  named.rival_is_faster("A-1", StatusWord::in_progress, "rival/aaaaaaaa");
  give(named, start("A-1"));
  CHECK(named.stop->reason == StopReason::waits);
  CHECK(named.cell("A-1", Column::agent) == "rival/aaaaaaaa");
}

TEST_CASE("a start that was cut off goes on with its own claim") {
  ModelWorld world(kThree);
  auto runs = started(world);
  runs[0].phase = Phase::preparing;
  give(world, start(), runs);
  CHECK(world.state.runs.at(0).id == runs[0].id);
  CHECK(world.state.runs.at(0).phase == Phase::working);
  CHECK(world.subjects.size() == 1);
}

TEST_CASE("a report is judged, pushed and published; the tokens it names count once") {
  ModelWorld world(kThree);
  auto runs = started(world);
  give(world, report("A-1", worker::WorkerResult{"A-1", worker::ResultStatus::success, 2000, "", "well"}),
       runs);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.cell("A-1", Column::used) == "2K");
  CHECK(world.cell("A-1", Column::notes) == "well");
  CHECK(world.pushed.size() == 1);
}

TEST_CASE("a hand need not tell what it took, whatever budget the loop has") {
  ModelWorld world(kThree);
  auto runs = started(world);
  run::Budget budget;
  budget.tokens = 1000;
  give(world, report("A-1", worker::WorkerResult{"A-1", worker::ResultStatus::success, {}, "", "well"}), runs,
       budget);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "done");
}

TEST_CASE("a report that is not accepted leaves the row in-progress; after the last the task has failed") {
  ModelWorld world(kThree);
  auto runs = started(world);
  world.default_fate.gate_passes = false;
  for (int i = 1; i < 3; ++i) {
    give(world, report("A-1"), runs);
    runs = world.state.runs;
    CHECK(world.stop->reason == StopReason::some_failed);
    CHECK(runs.at(0).phase == Phase::working);
    CHECK(runs.at(0).failed_attempts == i);
    CHECK(runs.at(0).evidence.find("assertion failed in line 3") != std::string::npos);
    CHECK(world.status_of("A-1") == "in-progress");
  }
  give(world, report("A-1"), runs);
  CHECK(world.stop->reason == StopReason::some_failed);
  CHECK(world.status_of("A-1") == "failed");
}

TEST_CASE("a hand that reports failure or a blocker has decided") {
  ModelWorld world(kThree);
  auto runs = started(world);
  give(world, report("A-1", worker::WorkerResult{"A-1", worker::ResultStatus::failed, {}, "", "too hard"}),
       runs);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "failed");
  ModelWorld other(kThree);
  runs = started(other);
  give(other, report("A-1", worker::WorkerResult{"A-1", worker::ResultStatus::blocked, {}, "", "a key"}),
       runs);
  CHECK(other.cell("A-1", Column::notes) == "blocked: a key");
}

TEST_CASE("a judge that died is followed by one that judges again") {
  ModelWorld world(kThree);
  auto runs = started(world);
  runs[0].phase = Phase::judging;
  runs[0].usage.input = 2000;
  runs[0].result = worker::WorkerResult{"A-1", worker::ResultStatus::success, 2000, "", "told before"};
  give(world, report("A-1"), runs);
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.cell("A-1", Column::used) == "2K");
  CHECK(world.cell("A-1", Column::notes) == "told before");
}

TEST_CASE("a report on a row that changed hands is published nowhere") {
  ModelWorld world(kThree);
  auto runs = started(world);
  world.rival_sets("A-1", StatusWord::in_progress, "person");
  give(world, report("A-1"), runs);
  CHECK(world.stop->reason == StopReason::conflict);
  CHECK(world.cell("A-1", Column::agent) == "person");
  CHECK(world.subjects.size() == 1);
}

TEST_CASE("the loop leaves a hand's row alone, waits for it, and does not use its branch") {
  ModelWorld world(
      "| id | status | branch | agent |\n|---|---|---|---|\n"
      "| A-1 | not-started | one | |\n| A-2 | not-started | one | |\n");
  auto runs = started(world);
  world.state = run::LoopState{};
  world.state.host = "host";
  world.stop.reset();
  world.start(runs);
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::waits);
  CHECK(world.stop->hint.find("`reeve reset A-1`") != std::string::npos);
  CHECK(std::any_of(world.told.begin(), world.told.end(), [](const std::string& line) {
    return line.find("A-1 was started by hand and is left alone") != line.npos;
  }));
  CHECK(world.status_of("A-2") == "not-started");
  CHECK(world.subjects.size() == 1);
}

TEST_CASE("reset puts back whoever's row it was, and expects the owner it saw") {
  ModelWorld world(kThree);
  world.rival_sets("A-1", StatusWord::in_progress, "rival/aaaaaaaa");
  give(world, reset("A-1"));
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.cell("A-1", Column::agent).empty());
  CHECK(world.messages.at(0).find("Reeve-Run: aaaaaaaa") != std::string::npos);

  world.rival_sets("A-1", StatusWord::in_progress, "rival/aaaaaaaa");
  world.rival_is_faster("A-1", StatusWord::in_progress, "another/bbbbbbbb");
  give(world, reset("A-1"));
  CHECK(world.stop->reason == StopReason::conflict);
  CHECK(world.cell("A-1", Column::agent) == "another/bbbbbbbb");
}

TEST_CASE("a reset that did not reach the remote is pushed again") {
  ModelWorld world(kThree);
  world.rival_sets("A-1", StatusWord::in_progress, "rival/aaaaaaaa");
  world.push_failures = {run::event::PublishFailed{{ErrorKind::unreachable, "no answer", ""}}};
  give(world, reset("A-1"));
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "not-started");
}

TEST_CASE("reset of a run of ours ends it; of a done row it is refused") {
  ModelWorld world(kThree);
  auto runs = started(world);
  give(world, reset("A-1"), runs);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.subjects.size() == 2);
  world.rival_sets("A-1", StatusWord::done, "");
  give(world, reset("A-1"));
  CHECK(world.stop->reason == StopReason::conflict);
  CHECK(world.status_of("A-1") == "done");
}

TEST_CASE("reset puts a row back although the run on record here is over, or has lost it") {
  ModelWorld world(kThree);
  auto runs = started(world);
  world.rival_sets("A-1", StatusWord::in_progress, "rival/aaaaaaaa");
  give(world, reset("A-1"), runs);
  CHECK(world.status_of("A-1") == "not-started");

  world.rival_sets("A-1", StatusWord::failed, runs[0].agent);
  runs[0].phase = Phase::closing;
  runs[0].outcome = run::Outcome::failed;
  give(world, reset("A-1"), runs);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "not-started");
}

TEST_CASE("a reset leaves the record of a claim that may still arrive to the next start") {
  ModelWorld dead(kThree);
  auto runs = started(dead);
  runs[0].phase = Phase::claiming;
  ModelWorld world(kThree);
  give(world, reset("A-1"), runs);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects.empty());
  CHECK(world.state.runs.empty());
  CHECK(told(world, "its claim may still arrive"));

  world.set_bytes(dead.bytes());
  give(world, reset("A-1"), runs);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.state.runs.at(0).phase == Phase::finished);
}

TEST_CASE("add takes the next id on the board as it then is, and a lost reply adds nothing twice") {
  ModelWorld world(kThree);
  world.before_push = [](ModelWorld& w) {
    w.before_push = nullptr;
    w.set_bytes(w.bytes() + "| A-4 | not-started | a rival's | | | | | | | |\n");
  };
  give(world, add({{}, {}, {"A-3"}, "mine"}));
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.cell("A-5", Column::description) == "mine");
  CHECK(world.cell("A-5", Column::depends_on) == "A-3");

  world.push_failures = {{Error{ErrorKind::unreachable, "connection lost", ""}}};
  world.failures_are_lies = true;
  give(world, add({{}, {}, {}, "and one more"}));
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.cell("A-6", Column::description) == "and one more");
  CHECK(world.status_of("A-7") == "(no row)");
  // Asked for by name, and asked again.
  give(world, add({"A-6", {}, {}, "and one more"}));
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.state.order->published);
  give(world, add({"A-6", {}, {}, "something else"}));
  CHECK(world.stop->reason == StopReason::config);
  CHECK(world.subjects.size() == 2);
}
