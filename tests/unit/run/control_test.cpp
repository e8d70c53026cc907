// Lanes, and what a person asks of the loop while it runs.
#include "support/catch.h"
#include "support/model_world.h"
#include "support/text.h"

using namespace reeve;
using board::Column;
using run::LaneState;
using run::Request;
using run::StopReason;
using test::ModelWorld;

namespace {

const char* kFour =
    "| id | status | branch | depends_on | agent | notes |\n|---|---|---|---|---|---|\n"
    "| A-1 | not-started | | | | |\n"
    "| A-2 | not-started | | | | |\n"
    "| B-1 | not-started | | | | |\n"
    "| B-2 | not-started | | B-1 | | |\n";

std::size_t workers(const ModelWorld& world) {
  return static_cast<std::size_t>(
      std::count_if(world.state.runs.begin(), world.state.runs.end(),
                    [](const run::RunState& run) { return run.process.has_value(); }));
}

// Until nothing happens any more but timers.
void settle(ModelWorld& world) {
  world.run_until([&] { return world.quiet(); });
}

Request pausing(const std::string& lane = "all") {
  return {Request::Kind::pause, lane, ""};
}
Request resuming(const std::string& lane = "all") {
  return {Request::Kind::resume, lane, ""};
}
Request cancelling(const std::string& task) {
  return {Request::Kind::cancel, "", task};
}

}  // namespace

TEST_CASE("what waits while a push is under way goes out as a chain in the next one") {
  ModelWorld world(kFour);
  world.state.policy.lanes = run::numbered_lanes(3);
  int pushes = 0;
  world.before_push = [&](ModelWorld&) { ++pushes; };
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects.size() == 8);
  // Three claims; the first verdict; the other two; the claim and the verdict of what waited for one of them.
  CHECK(pushes == 5);
}

TEST_CASE("two rows that name one branch, the one by its cell, the other by its id, never run together") {
  ModelWorld world(
      "| id | status | branch | agent |\n|---|---|---|---|\n"
      "| A-1 | not-started | reeve/A-2 | |\n| A-2 | not-started | | |\n| A-3 | not-started | | |\n");
  world.state.policy.lanes = run::numbered_lanes(3);
  world.workers_hang = true;
  world.start();
  settle(world);
  CHECK(world.status_of("A-1") == "in-progress");
  CHECK(world.status_of("A-2") == "not-started");
  CHECK(world.status_of("A-3") == "in-progress");
}

TEST_CASE("a named lane takes the tasks that its globs name, one at a time") {
  ModelWorld world(kFour);
  world.state.policy.lanes = {{"back", {"B-*"}}, {"front", {"A-*"}}};
  world.workers_hang = true;
  world.start();
  settle(world);
  REQUIRE(workers(world) == 2);
  auto lanes = world.replies[world.ask({})].lanes;
  REQUIRE(lanes.size() == 2);
  CHECK(lanes[0].name == "back");
  CHECK(lanes[0].task == "B-1");
  CHECK(lanes[0].state == LaneState::running);
  CHECK(lanes[1].task == "A-1");
}

TEST_CASE("a task that no lane takes is reported, not waited for") {
  ModelWorld world(kFour);
  world.state.policy.lanes = {{"front", {"A-*"}}};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::deadlock);
  CHECK(mentions(world.stop->message, "B-1  fits no lane"));
  CHECK(world.status_of("A-2") == "done");
}

TEST_CASE("of many tasks that no lane takes twenty are named, and the rest is counted") {
  std::string rows;
  for (int i = 1; i <= 21; ++i) rows += "| B-" + std::to_string(i) + " | not-started | |\n";
  ModelWorld world("| id | status | agent |\n|---|---|---|\n" + rows);
  world.state.policy.lanes = {{"front", {"A-*"}}};
  world.start();
  world.run();
  CHECK(mentions(world.stop->message, "\n  B-20  fits no lane"));
  CHECK_FALSE(mentions(world.stop->message, "B-21"));
  CHECK(mentions(world.stop->message, "… and 1 more"));
  CHECK(mentions(world.stop->message, "21 tasks are left"));
}

TEST_CASE("a lane with nothing left to start is done, one whose tasks have to wait is idle") {
  ModelWorld world(kFour);
  world.state.policy.lanes = {{"first", {"B-1"}}, {"waits", {"B-2"}}, {"front", {"A-1"}}};
  world.workers_hang = true;
  auto state_of = [&](std::size_t lane) { return world.replies[world.ask({})].lanes.at(lane).state; };
  SECTION("what waits for another lane may still start") {
    world.start();
    settle(world);
    CHECK(state_of(1) == LaneState::idle);
  }
  SECTION("what was cancelled is not started any more") {
    world.start();
    settle(world);
    world.ask(cancelling("A-1"));
    settle(world);
    CHECK(state_of(0) == LaneState::running);
    CHECK(state_of(2) == LaneState::done);
  }
  SECTION("nor is what was not ready when a single round began") {
    world.state.policy.once = true;
    world.start();
    settle(world);
    CHECK(state_of(1) == LaneState::done);
  }
}

TEST_CASE("paused, nothing new starts, what runs goes on, and resume starts the rest") {
  ModelWorld world(kFour);
  world.start();
  world.run_until([&] { return workers(world) == 1; });
  auto reply = world.replies[world.ask(pausing())];
  REQUIRE_FALSE(reply.error);
  CHECK(reply.lanes.at(0).task == "A-1");
  CHECK(reply.lanes.at(0).state == LaneState::running);
  CHECK(reply.lanes.at(0).paused);
  CHECK(world.paused_record.contains("all"));
  settle(world);
  CHECK_FALSE(world.stop);
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.status_of("A-2") == "not-started");
  CHECK(world.replies[world.ask({})].lanes.at(0).state == LaneState::paused);
  world.ask(resuming());
  CHECK(world.paused_record.empty());
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
}

TEST_CASE("a loop that was paused before starts paused, ends when nothing is left, and heeds a signal") {
  ModelWorld world(kFour);
  world.paused_record = {"all"};
  world.start();
  settle(world);
  CHECK_FALSE(world.stop);
  CHECK(world.subjects.empty());
  world.feed(run::event::Interrupted{2});
  CHECK(world.stop->reason == StopReason::interrupted);

  ModelWorld done("| id | status |\n|---|---|\n| A-1 | done |\n");
  done.paused_record = {"all"};
  done.start();
  done.run();
  CHECK(done.stop->reason == StopReason::all_done);
}

TEST_CASE("one lane is paused while the other works") {
  ModelWorld world(kFour);
  world.state.policy.lanes = {{"back", {"B-*"}}, {"front", {"A-*"}}};
  world.paused_record = {"back"};
  world.start();
  settle(world);
  CHECK(world.status_of("A-2") == "done");
  CHECK(world.status_of("B-1") == "not-started");
  auto lanes = world.replies[world.ask({})].lanes;
  CHECK(lanes.at(0).state == LaneState::paused);
  CHECK(lanes.at(1).state == LaneState::done);
  CHECK(world.replies[world.ask(pausing("side"))].error->hint == "the lanes are: back, front");
  world.ask(pausing());
  CHECK(mentions(world.replies[world.ask(resuming("back"))].error->message, "every lane is"));
  world.ask(resuming());
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
}

TEST_CASE(
    "cancel ends the worker, puts the row back and answers when it is; the loop leaves the task alone") {
  ModelWorld world(kFour);
  world.workers_hang = true;
  world.start();
  world.run_until([&] { return workers(world) == 1; });
  world.workers_hang = false;
  auto caller = world.ask(cancelling("A-1"));
  CHECK_FALSE(world.replies.contains(caller));
  world.run_until([&] { return world.replies.contains(caller); });
  REQUIRE_FALSE(world.replies[caller].error);
  CHECK(mentions(world.replies[caller].text, "A-1 is back at not-started"));
  CHECK(world.ended_workers.size() == 1);
  CHECK(world.cell("A-1", Column::agent).empty());
  world.run();
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.status_of("B-2") == "done");
  CHECK(world.stop->reason == StopReason::deadlock);
  CHECK(mentions(world.stop->message, "A-1  was cancelled"));
  CHECK(mentions(world.stop->hint, "`reeve run` again"));
}

TEST_CASE("cancel at any moment before the verdict puts the row back; after it, it is too late") {
  for (auto phase : {run::Phase::claiming, run::Phase::preparing, run::Phase::working, run::Phase::judging,
                     run::Phase::pushing, run::Phase::closing}) {
    ModelWorld world(kFour);
    world.start();
    world.run_until([&] { return !world.state.runs.empty() && world.state.runs[0].phase == phase; });
    auto caller = world.ask(cancelling("A-1"));
    world.run();
    INFO(run::name_of(phase));
    REQUIRE(world.replies.contains(caller));
    bool too_late = phase == run::Phase::pushing || phase == run::Phase::closing;
    CHECK(world.replies[caller].error.has_value() == too_late);
    CHECK(world.status_of("A-1") == (too_late ? "done" : "not-started"));
    CHECK(world.status_of("A-2") == "done");
    if (too_late) CHECK(world.replies[caller].error->kind == ErrorKind::conflict);
  }
}

TEST_CASE("cancel of what this loop does not work on says who does") {
  ModelWorld world(kFour);
  world.rival_sets("B-1", board::StatusWord::in_progress, "rival/aaaaaaaa");
  world.start();
  world.run_until([&] { return workers(world) == 1; });
  auto others = *world.replies[world.ask(cancelling("B-1"))].error;
  CHECK(others.kind == ErrorKind::conflict);
  CHECK(mentions(others.message, "rival/aaaaaaaa"));
  CHECK(mentions(others.hint, "reeve reset B-1"));
  CHECK(mentions(world.replies[world.ask(cancelling("A-2"))].error->message, "nothing to cancel"));
  CHECK(mentions(world.replies[world.ask(cancelling("Z-9"))].error->message, "no task 'Z-9'"));
}

TEST_CASE("a claim that was cancelled while its push had no answer is put back should it have arrived") {
  ModelWorld world(kFour);
  world.push_failures = {run::event::PublishFailed{{ErrorKind::unreachable, "no answer", ""}}};
  world.failures_are_lies = true;
  world.start();
  world.run_until([&] { return world.state.uncertain; });
  auto caller = world.ask(cancelling("A-1"));
  world.run_until([&] { return world.replies.contains(caller); });
  CHECK(mentions(world.replies[caller].text, "back at not-started"));
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.state.totals.attempts == 0);
}

TEST_CASE("after a restart with fewer lanes all runs go on, and nothing new starts before there is room") {
  ModelWorld world(kFour);
  world.state.policy.lanes = run::numbered_lanes(2);
  world.workers_hang = true;
  world.start();
  world.run_until([&] { return workers(world) == 2; });
  auto records = world.state.runs;

  ModelWorld again(world.bytes());
  again.workers_hang = true;
  again.start(records);
  settle(again);
  CHECK(workers(again) == 2);
  CHECK(again.status_of("B-1") == "not-started");
  auto lanes = again.replies[again.ask({})].lanes;
  REQUIRE(lanes.size() == 2);
  CHECK(lanes[0].name == "1");
  CHECK(lanes[0].task == "A-1");
  CHECK(lanes[1].name.empty());
  CHECK(lanes[1].task == "A-2");
}

TEST_CASE("the run that has no lane counts as long as it lasts") {
  ModelWorld world(kFour);
  world.state.policy.lanes = run::numbered_lanes(2);
  world.workers_hang = true;
  world.start();
  world.run_until([&] { return workers(world) == 2; });
  auto records = world.state.runs;

  ModelWorld again(world.bytes());
  again.workers_hang = true;
  again.start(records);
  settle(again);
  run::event::WorkerEnded ended{records[0].id};
  ended.result = worker::WorkerResult{"A-1", worker::ResultStatus::success, 0, "", ""};
  again.feed(ended);
  settle(again);
  CHECK(again.status_of("A-1") == "done");
  CHECK(workers(again) == 1);
  CHECK(again.status_of("B-1") == "not-started");
}
