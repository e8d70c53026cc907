// What a restart makes of what it finds: records in each phase, and pushes of the dead engine that arrive
// late.
#include "support/catch.h"
#include "support/model_world.h"

using namespace reeve;
using board::Column;
using run::StopReason;
using test::kThree;
using test::ModelWorld;

namespace {

// A run of this host, left behind in `phase` by an engine that died.
run::RunState left_behind(ModelWorld& world, run::Phase phase, bool row_claimed) {
  run::RunState run;
  run.id = *RunId::parse("abcdefgh");
  run.task = {"docs/tasks.md", "A-1"};
  run.host = "host";
  run.agent = "worker/abcdefgh";
  run.phase = phase;
  run.attempt = phase == run::Phase::working ? 1 : 0;
  run.workspace.path = "/worktree";
  run.workspace.base = "base";
  if (row_claimed) world.rival_sets("A-1", board::StatusWord::in_progress, run.agent);
  return run;
}

}  // namespace

TEST_CASE("a restart finishes the task once, from every phase") {
  using run::Phase;
  for (Phase phase : {Phase::preparing, Phase::working, Phase::judging, Phase::pushing, Phase::waiting}) {
    INFO(run::name_of(phase));
    ModelWorld world(kThree);
    auto run = left_behind(world, phase, true);
    if (phase == Phase::pushing) run.verdict.tip = "tip", run.verdict.passed = true;
    world.start({run});
    world.run();
    CHECK(world.stop->reason == StopReason::all_done);
    CHECK(world.subjects.front() == "chore(tasks): A-1 done");
    CHECK(std::count(world.subjects.begin(), world.subjects.end(), "chore(tasks): A-1 done") == 1);
  }
}

TEST_CASE("a claim that was not published is made again by the same run") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::claiming, false);
  world.start({run});
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects.size() == 6);
  CHECK(world.cell("A-1", Column::agent) == run.agent);
}

TEST_CASE("a claim that was not published waits while its lane is paused, also to be put back by a signal") {
  for (bool resumes : {true, false}) {
    ModelWorld world(kThree);
    auto run = left_behind(world, run::Phase::claiming, false);
    world.paused_record = {"all"};
    world.start({run});
    world.run_until([&] { return world.state.snapshot.board && world.quiet(); });
    CHECK(world.subjects.empty());
    CHECK_FALSE(world.stop);
    if (resumes)
      world.ask({run::Request::Kind::resume, "all", ""});
    else
      world.feed(run::event::Interrupted{2});
    world.run();
    REQUIRE(world.stop);
    CHECK(world.stop->reason == (resumes ? StopReason::all_done : StopReason::interrupted));
    CHECK(world.subjects.size() == (resumes ? 6 : 2));
    CHECK(world.cell("A-1", Column::agent) == (resumes ? run.agent : ""));
  }
}

TEST_CASE("a claim that was not published is dropped if its task is no longer ready") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::claiming, false);
  world.rival_sets("A-1", board::StatusWord::done, "person");
  world.start({run});
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.cell("A-1", Column::agent) == "person");
  CHECK(world.subjects.size() == 4);
}

TEST_CASE("a claim of the dead engine that arrives after the restart's look is worked") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::claiming, false);
  world.rival_is_faster("A-1", board::StatusWord::in_progress, run.agent);
  world.start({run});
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.cell("A-1", Column::agent) == run.agent);
  CHECK(std::count(world.subjects.begin(), world.subjects.end(), "chore(tasks): A-1 in-progress") == 0);
}

TEST_CASE("a claim that an unreachable server took after all is worked, not left to nobody") {
  ModelWorld world(kThree);
  world.push_failures = {{Error{ErrorKind::unreachable, "connection lost", ""}}};
  int pushes = 0;
  world.before_push = [&](ModelWorld& w) {
    if (++pushes == 2) w.rival_sets("A-1", board::StatusWord::in_progress, w.state.runs.at(0).agent);
  };
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "done");
}

TEST_CASE("a claim that may still arrive stays on record though the next push is refused") {
  for (bool restarted : {false, true}) {
    INFO("sent by the engine that died: " << restarted);
    ModelWorld world(kThree);
    const Error refused{ErrorKind::refused, "remote: branch is protected", "ask"};
    if (restarted)
      world.push_failures = {{refused}};
    else
      world.push_failures = {{Error{ErrorKind::unreachable, "no answer", ""}}, {refused}};
    std::vector<run::RunState> records;
    if (restarted) records.push_back(left_behind(world, run::Phase::claiming, false));
    world.start(records);
    world.run();
    CHECK(world.stop->reason == StopReason::refused);
    REQUIRE(world.state.runs.size() == 1);
    CHECK(world.state.runs[0].phase == run::Phase::claiming);
    world.rival_sets("A-1", board::StatusWord::in_progress, world.state.runs[0].agent);
    world.restart();
    world.run();
    CHECK(world.stop->reason == StopReason::all_done);
    CHECK(world.status_of("A-1") == "done");
  }
}

TEST_CASE(
    "a claim that may arrive is not chosen anew while the tip stays, though its next push lost a race") {
  ModelWorld world(kThree);
  world.push_failures = {{Error{ErrorKind::unreachable, "no answer", ""}}};
  world.locked = 1;
  int pushes = 0;
  std::string first;
  world.before_push = [&](ModelWorld& w) {
    ++pushes;
    if (pushes == 1) first = w.state.runs.at(0).agent;
    if (pushes == 3) w.rival_sets("A-1", board::StatusWord::in_progress, first);
  };
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.cell("A-1", Column::agent) == first);
}

TEST_CASE("without an agent column, too, an earlier push that arrives is known by its commit") {
  const char* kTwo = "| id | status |\n|---|---|\n| A | not-started |\n| B | not-started |\n";
  enum class Meets { next_push, push_after_restart, look };
  for (int number : {1, 2})  // the claim; the verdict of A with the claim of B
    for (Meets meets : {Meets::next_push, Meets::push_after_restart, Meets::look}) {
      INFO("push " << number << " meets " << static_cast<int>(meets));
      ModelWorld world(kTwo);
      int pushes = 0;
      world.before_push = [&](ModelWorld& w) {
        if (++pushes == number) w.push_failures = {{Error{ErrorKind::unreachable, "no answer", ""}}};
        if (pushes == number + 1 && meets != Meets::look) w.unanswered_push_arrives();
      };
      world.start();
      world.run_until([&] { return pushes == number && world.state.backing_off; });
      if (meets == Meets::push_after_restart) world.restart();
      if (meets == Meets::look) {
        world.unanswered_push_arrives();
        world.feed(run::event::TimerFired{{run::TimerId::Kind::refetch, {}}});
      }
      world.run();
      CHECK(world.stop->reason == StopReason::all_done);
      CHECK(world.subjects == std::vector<std::string>{"chore(tasks): A in-progress", "chore(tasks): A done",
                                                       "chore(tasks): B in-progress",
                                                       "chore(tasks): B done"});
    }
}

TEST_CASE("once the tip has moved, no earlier push of a claim can arrive: it is chosen anew, or dropped") {
  ModelWorld world(kThree);
  world.push_failures = {{Error{ErrorKind::unreachable, "no answer", ""}}};
  world.before_push = [&](ModelWorld& w) {
    w.before_push = nullptr;
    w.rival_sets("A-1", board::StatusWord::in_progress, "rival/aaaaaaaa");
    w.push_failures.push_back({Error{ErrorKind::refused, "remote: branch is protected", "ask"}});
  };
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::refused);
  CHECK(std::all_of(world.state.runs.begin(), world.state.runs.end(),
                    [](const auto& run) { return run.phase == run::Phase::finished; }));
}

TEST_CASE("a verdict of the dead engine that arrives after the restart's look is no conflict") {
  for (auto outcome : {run::Outcome::done, run::Outcome::failed, run::Outcome::released}) {
    INFO(run::name_of(outcome));
    ModelWorld world(kThree);
    auto run = left_behind(world, run::Phase::closing, true);
    run.outcome = outcome;
    world.before_push = [&](ModelWorld& w) {
      w.before_push = nullptr;
      if (outcome == run::Outcome::released) return w.rival_sets("A-1", board::StatusWord::not_started, "");
      w.rival_sets("A-1", outcome == run::Outcome::done ? board::StatusWord::done : board::StatusWord::failed,
                   run.agent);
    };
    world.start({run});
    world.run();
    CHECK(world.stop->reason != StopReason::conflict);
    CHECK(world.status_of("A-3") == "done");
    auto verdicts = std::count(world.subjects.begin(), world.subjects.end(), "chore(tasks): A-1 done");
    CHECK(verdicts == (outcome == run::Outcome::released ? 1 : 0));
  }
}

TEST_CASE("what a worker had reported before the crash is judged, and the worker not started again") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::working, true);
  run.result = worker::WorkerResult{"A-1", worker::ResultStatus::success, 5200, "", ""};
  world.start({run});
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.state.totals.attempts == 2);
  CHECK(world.cell("A-1", Column::used) == "5.2K");
}

TEST_CASE("a blocker reported before the crash ends the task") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::working, true);
  run.result = worker::WorkerResult{"A-1", worker::ResultStatus::blocked, std::nullopt, "", "needs a key"};
  world.start({run});
  world.run();
  CHECK(world.cell("A-1", Column::notes) == "blocked: needs a key");
}

TEST_CASE("a verdict that was published before the crash is not published again") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::closing, true);
  run.outcome = run::Outcome::done;
  world.rival_sets("A-1", board::StatusWord::done, run.agent);
  world.start({run});
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(std::count(world.subjects.begin(), world.subjects.end(), "chore(tasks): A-1 done") == 0);
  CHECK(told(world, "its verdict had been published"));
}

TEST_CASE("a row that was reset while reeve was dead is left to whoever has it now") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::working, true);
  world.rival_sets("A-1", board::StatusWord::not_started, "");
  world.start({run});
  world.run();
  CHECK(told(world, "its row is not this run's any more"));
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.cell("A-1", Column::agent) != run.agent);
}

TEST_CASE("a run of another host or of a hand is never touched") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::working, true);
  run.owner = run::OwnerKind::hand;
  world.start({run});
  world.run();
  CHECK(world.cell("A-1", Column::agent) == run.agent);
  CHECK(world.status_of("A-1") == "in-progress");
  CHECK(world.stop->reason == StopReason::waits);
}

TEST_CASE("of many runs that hands have begun twenty are named") {
  ModelWorld world(kThree);
  auto run = left_behind(world, run::Phase::working, false);
  run.owner = run::OwnerKind::hand;
  world.start(std::vector<run::RunState>(21, run));
  world.run();
  CHECK(std::count_if(world.told.begin(), world.told.end(), [](const std::string& line) {
          return line.find("was started by hand") != line.npos;
        }) == 20);
}

TEST_CASE("a worker that had started may have begun its session, which the next attempt goes on with") {
  for (bool started : {true, false}) {
    ModelWorld world(kThree);
    world.state.policy.sessions = true;
    auto run = left_behind(world, run::Phase::working, true);
    run.session = "11111111-2222-3333-4444-555555555555";
    if (started) run.process = {1, 1, "boot"};
    world.start({run});
    world.run_until([&] { return !world.sessions.empty(); });
    CHECK(world.sessions.at(0).begun == started);
  }
}

TEST_CASE("what a worker had spent when it was cut off is spent") {
  ModelWorld world(kThree);
  world.state.policy.sessions = true;
  auto run = left_behind(world, run::Phase::working, true);
  run.spending.output = 700;
  world.start({run});
  world.run();
  CHECK(world.cell("A-1", Column::used) == "700");
}

TEST_CASE("a verdict that drops out of its push since the row says so already is published") {
  ModelWorld world(kThree);
  world.start();
  world.run_until([&] {
    return !world.state.runs.empty() && world.state.runs[0].phase == run::Phase::closing &&
           world.state.publishing;
  });
  run::RunState& closing = world.state.runs[0];
  world.rival_sets("A-1", board::StatusWord::done, closing.agent);
  world.state.snapshot.board = std::make_shared<board::Board>(*board::Board::read(world.bytes(), {}));
  world.feed(test::event::Stale{closing.id, Error{ErrorKind::conflict, "A-1 is done", ""}});
  CHECK(told(world, "done A-1: in "));
  CHECK_FALSE(world.state.stop);
}

TEST_CASE("a row that was to be put back, and was taken by another before that, is not ours to speak of") {
  ModelWorld world(kThree);
  world.worktree_failures = {{ErrorKind::unreachable, "no route", ""}};
  world.start();
  world.run();
  auto records = world.state.runs;
  REQUIRE(records.at(0).outcome == run::Outcome::released);
  world.rival_sets("A-1", board::StatusWord::in_progress, "rival/aaaaaaaa");
  world.restart();
  world.run_until([&] { return told(world, "A-1: its "); });
  CHECK(told(world, "its row is not this run's any more"));
  CHECK(world.cell("A-1", Column::agent) == "rival/aaaaaaaa");
}
