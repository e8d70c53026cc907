// Budgets: what ends an attempt, what ends the loop, and what counts when something is not told.
#include <algorithm>

#include "support/catch.h"
#include "support/model_world.h"

namespace reeve {
namespace {

using run::StopReason;
using test::Fate;
using test::kApart;
using test::ModelWorld;
using test::with_sessions;
using namespace std::chrono_literals;

Fate costing(std::int64_t tokens, double usd, int turns = 1) {
  Fate fate;
  fate.ending.usage.output = tokens;
  fate.ending.usage.usd = usd;
  fate.ending.usage.turns = turns;
  return fate;
}

Fate unpriced(std::int64_t tokens) {
  Fate fate = costing(tokens, 0);
  fate.ending.usage.unpriced = 1;
  return fate;
}

TEST_CASE("what a program tells of itself is the row's `used`, over all attempts") {
  ModelWorld world = with_sessions();
  Fate first = costing(4000, 0.25);
  first.ending.usage.cache_read = 900'000;
  first.gate_passes = false;
  world.fates["A-1"] = {first, costing(1200, 0.05)};
  world.start();
  world.run_until([&] { return world.status_of("A-1") == "done"; });
  CHECK(world.cell("A-1", board::Column::used) == "5.2K");
  CHECK(world.messages.at(1).find("Reeve-Cost-USD: 0.30") != std::string::npos);
  CHECK(world.state.totals.usage.usd == 0.30);
}

TEST_CASE("money and turns end the loop as tokens do, after the task that used them up") {
  SECTION("money") {
    ModelWorld world = with_sessions();
    world.state.policy.run_budget.usd = 0.5;
    world.default_fate = costing(1000, 0.3);
    world.start();
    world.run();
    CHECK(world.stop->reason == StopReason::budget);
    CHECK(world.stop->message == "budget.run.usd: $0.60 used of $0.50");
    CHECK(world.status_of("A-2") == "done");
    CHECK(world.status_of("A-3") == "not-started");
  }
  SECTION("turns, of the day") {
    ModelWorld world = with_sessions();
    world.state.policy.day_budget.turns = 10;
    world.default_fate = costing(1000, 0.3, 6);
    world.start();
    world.run();
    CHECK(world.stop->message == "budget.day.turns: 12 used of 10");
  }
}

TEST_CASE("a budget that ends in the middle of an attempt ends it and puts its row back") {
  ModelWorld world = with_sessions();
  world.state.policy.run_budget.tokens = 10'000;
  world.fates["A-1"] = {costing(6000, 0.1)};
  Fate slow = costing(5000, 0);
  slow.spends_slowly = true;
  world.fates["A-2"] = {slow};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::budget);
  CHECK(world.stop->message == "budget.run.tokens: 11K used of 10K");
  CHECK(world.ended_workers.size() == 1);
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.status_of("A-2") == "not-started");
}

TEST_CASE("an attempt's own budget ends that attempt, and the next one is told") {
  ModelWorld world = with_sessions();
  world.state.policy.attempt_budget.tokens = 4000;
  Fate slow = costing(5000, 0);
  slow.spends_slowly = true;
  world.fates["A-1"] = {slow, Fate{}};
  world.start();
  world.run_until([&] { return world.sessions.size() == 2; });
  CHECK(told(world, "budget.attempt.tokens: 5K used of 4K: the attempt was ended"));
  CHECK(world.state.runs.at(0).evidence.find("its budget was used up") != std::string::npos);
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
}

TEST_CASE("a program is told the least that is left of all budgets") {
  ModelWorld world = with_sessions();
  CHECK_FALSE(run::usd_left(world.state));
  world.state.policy.attempt_budget.usd = 2;
  CHECK(run::usd_left(world.state) == 2.0);
  world.state.policy.run_budget.usd = 5;
  world.state.totals.usage.usd = 3.5;
  CHECK(run::usd_left(world.state) == 1.5);
  world.state.policy.day_budget.usd = 10;
  world.state.day_usage.usd = 7;
  CHECK(run::usd_left(world.state) == 0.01);
}

TEST_CASE("a price that is not told is taken as the dearest so far") {
  ModelWorld world = with_sessions();
  world.state.policy.run_budget.usd = 1;
  world.fates["A-1"] = {costing(1000, 0.4)};
  world.fates["A-2"] = {unpriced(2000)};
  world.start();
  world.run();
  CHECK(told(world, "did not tell its price: counted as $0.80, by the dearest so far"));
  CHECK(world.stop->reason == StopReason::budget);
  CHECK(world.status_of("A-3") == "not-started");
}

TEST_CASE("with nothing to go by, a budget that cannot be kept stops the loop") {
  SECTION("money") {
    ModelWorld world = with_sessions();
    world.state.policy.day_budget.usd = 100;
    world.fates["A-1"] = {unpriced(2000)};
    world.start();
    world.run();
    CHECK(world.stop->reason == StopReason::budget);
    CHECK(world.stop->message ==
          "what an attempt on A-1 took was not told, so budget.day.usd cannot be kept");
    CHECK(world.status_of("A-1") == "done");
    CHECK(world.status_of("A-2") == "not-started");
  }
  SECTION("tokens of a command that does not name them") {
    ModelWorld world(kApart);
    world.state.policy.run_budget.tokens = 1'000'000;
    Fate mute;
    mute.reports.reset();
    world.fates["A-1"] = {mute};
    world.default_fate.tokens = 0;
    world.start();
    world.run();
    CHECK(world.stop->reason == StopReason::budget);
    CHECK(world.stop->message.find("budget.run.tokens cannot be kept") != std::string::npos);
  }
}

TEST_CASE("what was spent today before counts for the day") {
  ModelWorld world = with_sessions();
  world.state.policy.day_budget.usd = 1;
  world.default_fate = costing(1000, 0.3);
  world.day_usage.usd = 0.9;
  world.start();
  world.run();
  CHECK(world.stop->message == "budget.day.usd: $1.20 used of $1.00");
  CHECK(world.status_of("A-2") == "not-started");
}

TEST_CASE("a day ends with its last moment") {
  ModelWorld world = with_sessions();
  world.state.policy.day_budget.tokens = 1500;
  world.day_usage.input = 400;
  world.day_ends = world.now + 1h;
  world.workers_hang = true;
  world.start();
  world.run_until([&] { return world.quiet(); });
  run::step(world.state, {world.day_ends + Duration(-1), run::event::Noted{"a word"}});
  CHECK(world.state.day_usage.used() == 400);
  run::step(world.state, {world.day_ends, run::event::Noted{"a word"}});
  CHECK(world.state.day_usage.used() == 0);
  CHECK(world.state.day_ends == world.day_ends + 24h);
}

TEST_CASE("a new day has a budget of its own") {
  ModelWorld world = with_sessions();
  world.state.policy.day_budget.tokens = 1500;
  world.default_fate = costing(1000, 0.1);
  world.day_usage.input = 400;
  world.day_ends = world.now + 1h;
  world.start();
  world.run_until([&] { return world.status_of("A-1") == "done"; });
  world.now = world.now + 2h;  // the night passes
  world.run();
  CHECK(world.stop->message == "budget.day.tokens: 2K used of 1.5K");
  CHECK(world.status_of("A-2") == "done");
  CHECK(world.status_of("A-3") == "done");
}

}  // namespace
}  // namespace reeve
