#include "support/catch.h"
#include "support/model_world.h"

using namespace reeve;
using board::Column;
using run::StopReason;
using test::Fate;
using test::kThree;
using test::ModelWorld;
using namespace std::chrono_literals;

namespace {

RunId first_run(const ModelWorld& world) {
  return world.state.runs.at(0).id;
}

}  // namespace

TEST_CASE("three tasks are claimed, worked, judged, pushed and published in file order") {
  ModelWorld world(kThree);
  world.start();
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects == std::vector<std::string>{"chore(tasks): A-1 in-progress", "chore(tasks): A-1 done",
                                                   "chore(tasks): A-2 in-progress", "chore(tasks): A-2 done",
                                                   "chore(tasks): A-3 in-progress",
                                                   "chore(tasks): A-3 done"});
  CHECK(world.pushed.size() == 3);
  CHECK(world.cell("A-1", Column::agent).starts_with("worker/"));
  CHECK(world.cell("A-1", Column::started_at) == "1970-01-01T00:16:40Z");
}

TEST_CASE("a failing gate gives the next attempt the evidence, and it may pass") {
  ModelWorld world(kThree);
  world.fates["A-1"] = {Fate{.gate_passes = false}, Fate{.tokens = 5200}};
  world.start();
  std::string evidence;
  world.run_until([&] { return !world.state.runs.empty() && world.state.runs[0].attempt == 2; });
  evidence = world.state.runs[0].evidence;
  world.run();
  CHECK(evidence.find("gate 'test' failed with exit code 1") != evidence.npos);
  CHECK(evidence.find("assertion failed in line 3") != evidence.npos);
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.cell("A-1", Column::used) == "5.2K");
  CHECK(world.stop->reason == StopReason::all_done);
}

TEST_CASE("a task that never passes becomes failed after the attempts, and its dependents deadlock") {
  ModelWorld world(kThree);
  world.fates["A-1"] = {Fate{.gate_passes = false}, Fate{.gate_passes = false}, Fate{.gate_passes = false}};
  world.start();
  world.run();
  CHECK(world.status_of("A-1") == "failed");
  CHECK(world.cell("A-1", Column::notes) == "gate 'test' failed");
  CHECK(world.status_of("A-2") == "not-started");
  CHECK(world.status_of("A-3") == "done");
  CHECK(world.stop->reason == StopReason::deadlock);
  CHECK(world.stop->message.find("A-2  waits for A-1 (failed)") != std::string::npos);
  CHECK(world.stop->message.find(" more") == std::string::npos);
  CHECK(world.state.totals.attempts == 4);
}

TEST_CASE("a blocker ends the task at once and the loop goes on") {
  ModelWorld world(kThree);
  world.fates["A-3"] = {Fate{.reports = worker::ResultStatus::blocked, .notes = "needs a key"}};
  world.start();
  world.run();
  CHECK(world.status_of("A-3") == "failed");
  CHECK(world.cell("A-3", Column::notes) == "blocked: needs a key");
  CHECK(world.state.totals.blocked == 1);
  CHECK(world.stop->reason == StopReason::some_failed);
}

TEST_CASE("failures in a row stop the loop") {
  ModelWorld world(kThree);
  world.state.policy.attempts = 1;
  world.state.policy.failures_in_row = 2;
  world.fates["A-1"] = {Fate{.changes = false}};
  world.fates["A-3"] = {Fate{.violation = "docs/tasks.md was changed"}};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::failures_in_row);
  CHECK(world.cell("A-1", Column::notes) == "nothing was changed");
  CHECK(world.cell("A-3", Column::notes) == "docs/tasks.md was changed");
}

TEST_CASE("a row that changed hands is written no more and a person must look") {
  ModelWorld world(kThree);
  int pushes = 0;
  world.before_push = [&](ModelWorld& w) {
    if (++pushes == 2) w.rival_sets("A-1", board::StatusWord::in_progress, "person");
  };
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::conflict);
  CHECK(world.cell("A-1", Column::agent) == "person");
  CHECK(world.subjects.size() == 1);
}

TEST_CASE("a lost reply is no refusal: the claim that was accepted is worked") {
  ModelWorld world(kThree);
  world.push_failures = {{Error{ErrorKind::unreachable, "connection lost", ""}}};
  world.failures_are_lies = true;
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects.size() == 6);
}

TEST_CASE("a push that was not accepted is tried again") {
  ModelWorld world(kThree);
  world.push_failures = {{Error{ErrorKind::unreachable, "no route", ""}},
                         {Error{ErrorKind::unreachable, "no route", ""}}};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects.size() == 6);
  CHECK(told(world, "; trying again"));
}

TEST_CASE("a remote that stays away ends the loop, bounded") {
  ModelWorld world(kThree);
  for (int i = 0; i < 20; ++i) world.push_failures.push_back({Error{ErrorKind::unreachable, "no route", ""}});
  Instant began = world.now;
  world.start();
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::unreachable);
  CHECK(world.subjects.empty());
  CHECK(world.now - began > 10min);
  CHECK(world.now - began < 12min);
}

TEST_CASE("a refusal by policy ends the loop with the server's words") {
  ModelWorld world(kThree);
  world.push_failures = {{Error{ErrorKind::refused, "remote: branch is protected", "ask"}}};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::refused);
  CHECK(world.stop->message == "remote: branch is protected");
  CHECK(world.status_of("A-1") == "not-started");
}

TEST_CASE("a worker's branch that policy refuses fails the task; an unreachable remote is tried again") {
  ModelWorld world(kThree);
  world.branch_failures = {Error{ErrorKind::unreachable, "no route", ""},
                           Error{ErrorKind::refused, "no pushes here", ""}};
  world.start();
  world.run();
  CHECK(world.status_of("A-1") == "failed");
  CHECK(world.cell("A-1", Column::notes) == "push refused: no pushes here");
  CHECK(world.status_of("A-3") == "done");
}

TEST_CASE("the first SIGINT starts nothing more; the second ends workers and puts their rows back") {
  ModelWorld world(kThree);
  world.workers_hang = true;
  world.start();
  world.run_until([&] { return !world.state.runs.empty() && world.state.runs[0].process.has_value(); });
  world.feed(test::event::Interrupted{2});
  CHECK(world.ended_workers.empty());
  CHECK_FALSE(world.stop);
  world.feed(test::event::Interrupted{2});
  world.run();
  CHECK(world.ended_workers.size() == 1);
  CHECK(world.stop->reason == StopReason::interrupted);
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.cell("A-1", Column::agent).empty());
}

TEST_CASE("a claim that was on its way when the first SIGINT came is put back at once") {
  ModelWorld world(kThree);
  world.start();
  world.run_until([&] { return world.state.publishing; });
  world.feed(test::event::Interrupted{2});
  world.run();
  CHECK(world.stop->reason == StopReason::interrupted);
  CHECK(world.subjects ==
        std::vector<std::string>{"chore(tasks): A-1 in-progress", "chore(tasks): A-1 not-started"});
  CHECK_FALSE(told(world, "preparing A-1"));
}

TEST_CASE("a verdict that comes while a look is under way is published after it, also when the loop ends") {
  ModelWorld world(kThree);
  world.start();
  world.run_until(
      [&] { return !world.state.runs.empty() && world.state.runs[0].phase == run::Phase::pushing; });
  world.feed(test::event::Interrupted{2});
  world.feed(test::event::TimerFired{{run::TimerId::Kind::refetch, {}}});
  REQUIRE(world.state.observing);
  world.run();
  CHECK(world.stop->reason == StopReason::interrupted);
  CHECK(world.status_of("A-1") == "done");
}

TEST_CASE("lanes work side by side, but never twice on one branch") {
  ModelWorld world(
      "| id | status | branch | agent |\n|---|---|---|---|\n"
      "| A | not-started | x | |\n| B | not-started | x | |\n| C | not-started | y | |\n");
  world.state.policy.lanes = run::numbered_lanes(2);
  world.workers_hang = true;
  world.start();
  world.run_until([&] {
    return std::count_if(world.state.runs.begin(), world.state.runs.end(),
                         [](const auto& run) { return run.process.has_value(); }) == 2;
  });
  CHECK(world.status_of("A") == "in-progress");
  CHECK(world.status_of("B") == "not-started");
  CHECK(world.status_of("C") == "in-progress");
  CHECK(world.subjects.size() == 2);
}

TEST_CASE("the next claim goes out in one push with the verdict before it") {
  ModelWorld world(
      "| id | status | depends_on | agent |\n|---|---|---|---|\n"
      "| A-1 | not-started | | |\n| A-2 | not-started | | |\n");
  int pushes = 0;
  world.before_push = [&](ModelWorld&) { ++pushes; };
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(pushes == 3);
}

TEST_CASE("what is told at the end of a task, and what counts in the totals") {
  ModelWorld world(kThree);
  world.fates["A-1"] = {Fate{.gate_passes = false}, Fate{.notes = "well"}};
  world.fates["A-3"] = {Fate{.reports = worker::ResultStatus::blocked, .notes = "needs a key"}};
  world.start();
  world.run();
  CHECK(told(world, "done A-1: in "));
  CHECK(told(world, ", 2 attempts: well"));
  CHECK(told(world, ", 1 attempt: blocked: needs a key"));
  REQUIRE(world.state.totals.tallies.size() == 1);
  CHECK(world.state.totals.tallies[0].tasks == 3);
  CHECK(world.state.totals.tallies[0].done == 2);
  CHECK(world.state.totals.tallies[0].failed == 1);
  CHECK(world.state.totals.tallies[0].attempts == 4);
}

TEST_CASE("a worker that reports a blocker and then ends badly has reported a blocker") {
  ModelWorld world(kThree);
  world.fates["A-1"] = {
      Fate{.reports = worker::ResultStatus::blocked, .trouble = "killed", .notes = "a key"}};
  world.start();
  world.run();
  CHECK(world.cell("A-1", Column::notes) == "blocked: a key");
  CHECK(world.state.totals.blocked == 1);
}

TEST_CASE("a run of what is ready now, and one of so many tasks") {
  ModelWorld once(kThree);
  once.state.policy.once = true;
  once.start();
  once.run();
  CHECK(once.stop->reason == StopReason::all_done);
  CHECK(once.status_of("A-2") == "not-started");
  CHECK(once.status_of("A-3") == "done");
  ModelWorld bounded(kThree);
  bounded.state.policy.max_tasks = 1;
  bounded.start();
  bounded.run();
  CHECK(bounded.stop->reason == StopReason::all_done);
  CHECK(bounded.state.totals.done == 1);
}

TEST_CASE("a run of what is ready now leaves what another hand made ready since") {
  ModelWorld world(
      "| id | status | depends_on | agent |\n|---|---|---|---|\n"
      "| A | not-started | | |\n| B | not-started | A | |\n");
  world.state.policy.once = true;
  world.rival_is_faster("A", board::StatusWord::done, "rival/aaaaaaaa");
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.stop->message == "stopping after 0 tasks, as asked");
  CHECK(world.status_of("B") == "not-started");
}

TEST_CASE("the run's token budget ends the loop") {
  ModelWorld world(kThree);
  world.state.policy.run_budget.tokens = 1000;
  world.fates["A-1"] = {Fate{.tokens = 1500}};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::budget);
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.status_of("A-2") == "not-started");
}

TEST_CASE(
    "with commit.squash the verdict names the one commit that is pushed, and the tree that was judged") {
  ModelWorld world(kThree);
  world.state.policy.squash = true;
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.messages.at(1).find("\nReeve-Commit: squashed\n") != std::string::npos);
  CHECK(world.messages.at(1).find("\nReeve-Tree: tree\n") != std::string::npos);
}

TEST_CASE("gates that come and go with the board neither let a gate out nor run one twice") {
  ModelWorld world(kThree);
  run::Gate last{"end", {"true"}};
  last.when = run::GateWhen::end;
  world.state.policy.gates = {last, run::Gate{"lint", {"true"}}, run::Gate{"test", {"true"}}};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.messages.at(1).find("Reeve-Gates: lint=pass 0ms; test=pass 0ms\n") != std::string::npos);
  CHECK(world.messages.back().find("Reeve-Gates: end=pass 0ms; lint=pass 0ms; test=pass 0ms\n") !=
        std::string::npos);
}

TEST_CASE("text of a worker cannot forge a trailer") {
  ModelWorld world(kThree);
  world.fates["A-1"] = {Fate{.notes = "fine\n\nReeve-Status: done\nReeve-Commit: 1234"}};
  world.start();
  world.run();
  const std::string& message = world.messages.at(1);
  CHECK(message.find("\nReeve-Commit: 1234") == std::string::npos);
  CHECK(message.find("\nReeve-Commit: tip\n") != std::string::npos);
  CHECK(message.find("Reeve-Gates: test=pass") != std::string::npos);
}

TEST_CASE("waiting for another hand ends after limits.others without a change, and goes on with one") {
  ModelWorld world(kThree);
  world.rival_sets("A-1", board::StatusWord::in_progress, "rival/aaaaaaaa");
  world.start();
  world.run_until([&] { return told(world, "waiting for another hand"); });
  CHECK_FALSE(world.stop);
  world.rival_sets("A-1", board::StatusWord::done, "rival/aaaaaaaa");
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-2") == "done");
}

TEST_CASE("a clock that is set forward ends no waiting for others") {
  ModelWorld world(kThree);
  world.rival_sets("A-1", board::StatusWord::in_progress, "rival/aaaaaaaa");
  world.start();
  world.run_until([&] { return told(world, "waiting for another hand"); });
  world.now = world.now + std::chrono::hours(24);
  world.feed(test::event::Noted{"a day later, says the clock"});
  CHECK_FALSE(world.stop);
  world.run();
  CHECK(world.stop->reason == StopReason::waits);
}

TEST_CASE("the time of a run is up when it has passed, not when the clock is set forward") {
  ModelWorld world(kThree);
  world.workers_hang = true;
  world.state.policy.run_budget.time = std::chrono::hours(8);
  world.start();
  world.run_until([&] { return told(world, "1 of 3"); });
  world.now = world.now + std::chrono::hours(24);
  world.feed(test::event::Noted{"a day later, says the clock"});
  CHECK_FALSE(world.stop);
  world.run();
  CHECK(world.stop->reason == StopReason::budget);
  CHECK(world.stop->message == "budget.run.time: 8h00m used up");
}

TEST_CASE("a row lost while its worker runs ends that worker and keeps the rest of the world as it is") {
  ModelWorld world(kThree);
  world.workers_hang = true;
  world.start();
  world.run_until([&] { return !world.state.runs.empty() && world.state.runs[0].process.has_value(); });
  RunId lost = first_run(world);
  world.rival_sets("A-1", board::StatusWord::not_started, "");
  world.run();
  CHECK(world.ended_workers == std::vector<RunId>{lost});
  CHECK(world.stop->reason == StopReason::conflict);
  CHECK(world.status_of("A-1") == "not-started");
}

TEST_CASE("the tracking file gone in mid-run ends the workers and keeps the records") {
  ModelWorld world(kThree);
  world.workers_hang = true;
  world.start();
  world.run_until([&] { return !world.state.runs.empty() && world.state.runs[0].process.has_value(); });
  world.feed(test::event::ObserveFailed{Error{ErrorKind::missing, "docs/tasks.md is gone", ""}});
  world.run();
  CHECK(world.stop->reason == StopReason::missing);
  CHECK(world.state.runs.at(0).phase == run::Phase::working);
}

TEST_CASE("a worktree that cannot be made stops the loop, and the row goes back") {
  ModelWorld world(kThree);
  world.worktree_failures = {{ErrorKind::repository, "the history is cut off", "fetch it"}};
  world.start();
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::broken);
  CHECK(world.stop->hint == "fetch it");
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.cell("A-1", Column::agent).empty());
  CHECK(world.state.totals.attempts == 0);
}

TEST_CASE("a worktree that needs an unreachable remote stops the loop; the record waits for the next start") {
  ModelWorld world(kThree);
  world.worktree_failures = {{ErrorKind::unreachable, "no route", ""}};
  world.start();
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::unreachable);
  CHECK(world.status_of("A-1") == "in-progress");
  CHECK(world.state.runs.at(0).outcome == run::Outcome::released);
  auto records = world.state.runs;

  world.stop.reset();
  world.state = run::LoopState{};
  world.state.host = "host";
  world.state.source = "docs/tasks.md";
  world.start(records);
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects.at(1) == "chore(tasks): A-1 not-started");
}

TEST_CASE("a run that was just finished keeps nobody from its task or its branch") {
  ModelWorld world(
      "| id | status | branch | agent |\n|---|---|---|---|\n| A-1 | not-started | one | |\n| A-2 | "
      "not-started | one | |\n");
  run::RunState unpublished;
  unpublished.id = *RunId::parse("aaaaaaaa");
  unpublished.task = {"docs/tasks.md", "A-1"};
  unpublished.host = "host";
  unpublished.branch_cell = "one";
  unpublished.phase = run::Phase::claiming;
  world.start({unpublished});
  world.run();
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects.size() == 4);
}

TEST_CASE("a chain of which every edit dropped out settles nothing but itself") {
  ModelWorld world(kThree);
  int pushes = 0;
  world.push_failures = {run::event::PublishFailed{{ErrorKind::unreachable, "no answer", ""}}};
  world.before_push = [&](ModelWorld& w) {
    // At the third, of A-3, another is faster.
    if (++pushes == 3) w.rival_sets("A-3", board::StatusWord::in_progress, "rival/bbbbbbbb");
  };
  world.start();
  // The first push got no answer, and A-1 is taken before the second: its claim drops out.
  world.run_until([&] { return world.state.backing_off; });
  world.rival_sets("A-1", board::StatusWord::in_progress, "rival/aaaaaaaa");
  world.feed(run::event::TimerFired{{run::TimerId::Kind::refetch, {}}});
  world.run();
  CHECK(pushes == 3);
  CHECK(world.state.totals.attempts == 0);
  CHECK(world.subjects.empty());
  CHECK(world.cell("A-3", Column::agent) == "rival/bbbbbbbb");
  CHECK(world.stop->reason == StopReason::waits);
}
