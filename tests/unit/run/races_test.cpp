// Where others write too.
#include "support/catch.h"
#include "support/model_world.h"

using namespace reeve;
using namespace std::chrono_literals;
using board::Column;
using run::StopReason;
using test::Fate;
using test::kThree;
using test::ModelWorld;

TEST_CASE("a lost claim is chosen anew on the new board") {
  ModelWorld world(kThree);
  world.rival_is_faster("A-1", board::StatusWord::in_progress, "rival/aaaaaaaa");
  world.start();
  world.run_until([&] { return world.subjects.size() == 1; });
  CHECK(world.subjects.at(0) == "chore(tasks): A-3 in-progress");
  world.run();
  CHECK(world.stop->reason == StopReason::waits);
  CHECK(world.cell("A-1", Column::agent) == "rival/aaaaaaaa");
  CHECK(world.stop->message.find("A-1 is in-progress by rival/aaaaaaaa") != std::string::npos);
}

TEST_CASE("a verdict that lost the race is applied again if the row is still ours") {
  ModelWorld world(kThree);
  int pushes = 0;
  world.before_push = [&](ModelWorld& w) {
    if (++pushes == 2) w.rival_sets("A-3", board::StatusWord::done, "");
  };
  world.start();
  world.run();
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.status_of("A-2") == "done");
  CHECK(world.stop->reason == StopReason::all_done);
}

TEST_CASE("a look that was due during a push is made up for, also when that push lost its race") {
  ModelWorld world(
      "| id | status | agent |\n|---|---|---|\n| A-1 | not-started | |\n| A-2 | in-progress | x |\n");
  world.before_push = [](ModelWorld& w) {
    w.before_push = nullptr;
    w.fire_next_timer();
    w.rival_sets("A-1", board::StatusWord::in_progress, "rival/aaaaaaaa");
  };
  world.start();
  world.run_until([&] { return told(world, "waiting for another hand"); });
  world.rival_sets("A-1", board::StatusWord::done, "rival/aaaaaaaa");
  world.rival_sets("A-2", board::StatusWord::done, "x");
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
}

TEST_CASE("where many write, races lost one after another are no reason to give up") {
  ModelWorld world(kThree);
  int pushes = 0;
  world.before_push = [&](ModelWorld& w) {
    if (++pushes < 40) w.rival_sets("A-3", board::StatusWord::not_started, std::to_string(pushes));
  };
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.subjects.size() == 6);
}

TEST_CASE("a verdict that loses every race for minutes stays on record, and the loop ends at once") {
  ModelWorld world(kThree);
  Instant last_push;
  world.before_push = [&](ModelWorld& w) {
    last_push = w.now;
    if (!w.subjects.empty()) w.rival_sets("A-3", board::StatusWord::done, to_rfc3339(w.now));
  };
  world.start();
  world.run(20000);
  REQUIRE(world.stop);
  CHECK(world.stop->reason == StopReason::conflict);
  CHECK(world.stop->message.find("times in a row, for 10m") != std::string::npos);
  CHECK(world.subjects.size() == 1);
  CHECK(world.state.runs.at(0).phase == run::Phase::closing);
  CHECK(world.now - last_push < std::chrono::seconds(1));
  CHECK(world.now < Instant{1'000'000} + std::chrono::minutes(12));
}

TEST_CASE("who has won after a lost race lets the others go first") {
  ModelWorld world(kThree);
  world.rival_is_faster("A-3", board::StatusWord::done, "");
  world.start();
  world.run_until([&] { return world.state.races_lost == 1; });
  world.run_until([&] { return world.subjects.size() == 1; });
  world.run_until([&] { return !world.state.publishing; });
  CHECK(world.state.races_lost == 0);
  CHECK(world.state.backing_off);
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
}

TEST_CASE("a pause after a lost race that ends during a look does not end the loop") {
  ModelWorld world(kThree);
  world.rival_is_faster("A-3", board::StatusWord::done, "");
  world.start();
  world.run_until([&] { return world.state.backing_off; });
  world.feed(test::event::TimerFired{{run::TimerId::Kind::refetch, {}}});
  world.feed(test::event::TimerFired{{run::TimerId::Kind::retry_publish, {}}});
  CHECK_FALSE(world.stop);
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
}
