// worker.session "continue": the next task of a lane goes on in the session of the one before it.
#include <algorithm>

#include "support/catch.h"
#include "support/model_world.h"

namespace reeve {
namespace {

using run::StopReason;
using test::Fate;
using test::kApart;
using test::ModelWorld;

ModelWorld continuing() {
  ModelWorld world(kApart);
  world.state.policy.sessions = true;
  world.state.policy.session_continues = true;
  return world;
}

Fate filling(std::int64_t tokens) {
  Fate fate;
  fate.ending.context = {tokens, 200'000};
  fate.ending.usage.output = 1000;
  fate.ending.usage.usd = 0.5;
  return fate;
}

TEST_CASE("tasks of one lane share a session while its context has room") {
  ModelWorld world = continuing();
  world.default_fate = filling(50'000);
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  REQUIRE(world.sessions.size() == 3);
  CHECK_FALSE(world.sessions[0].begun);
  CHECK((world.sessions[1].id == world.sessions[0].id && world.sessions[1].begun));
  CHECK(world.sessions[2].id == world.sessions[0].id);
  CHECK(world.compacted.empty());
}

TEST_CASE("a session that is too full is compacted before the next task, with what was done as instruction") {
  ModelWorld world = continuing();
  world.fates["A-1"] = {filling(120'000)};
  world.compacted_to = {{9000, 200'000}};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.sessions[1].id == world.sessions[0].id);
  REQUIRE(world.compacted.size() == 1);
  const std::string& summary = world.compacted[0];
  CHECK(summary.find("- A-1 done, 1K tokens, $0.50\n") != std::string::npos);
  CHECK(summary.find("The last gates: test passed") != std::string::npos);
  CHECK(summary.find("Remaining: 1 not started, 1 in progress") != std::string::npos);
  CHECK(summary.find("Next: A-2.") != std::string::npos);
  CHECK(world.state.totals.usage.usd > 0.5);  // compacting costs, too
}

TEST_CASE("or a new one begins from the summary") {
  ModelWorld world = continuing();
  world.state.policy.compact_by_program = false;
  world.fates["A-1"] = {filling(120'000)};
  world.start();
  world.run_until([&] { return world.sessions.size() == 2; });
  CHECK(world.sessions[1].id != world.sessions[0].id);
  CHECK_FALSE(world.sessions[1].begun);
  CHECK(world.compacted.empty());
  CHECK(world.state.runs.at(0).summary.find("- A-1 done") != std::string::npos);
}

TEST_CASE("a context that cannot be brought below its budget ends the loop, and says so") {
  ModelWorld world = continuing();
  world.fates["A-1"] = {filling(120'000)};
  world.compacted_to = {{130'000, 200'000}};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::budget);
  CHECK(world.stop->message.find("cannot be brought below budget.context (60 %): it is at 65 %") !=
        std::string::npos);
  CHECK(world.status_of("A-1") == "done");
  CHECK(world.status_of("A-2") == "not-started");
}

TEST_CASE("without it every task has a session of its own") {
  ModelWorld world = continuing();
  world.state.policy.session_continues = false;
  world.start();
  world.run();
  CHECK(world.sessions[1].id != world.sessions[0].id);
  CHECK_FALSE(world.sessions[1].begun);
}

}  // namespace
}  // namespace reeve
