// Usage limits, overload, accounts that cannot be used: what is no fault of the task.
#include <algorithm>

#include "support/catch.h"
#include "support/model_world.h"

namespace reeve {
namespace {

using run::StopReason;
using test::Fate;
using test::ModelWorld;
using test::with_sessions;
using worker::EndKind;
using namespace std::chrono_literals;

const std::string kTwo =
    "| id | status | description | depends_on | agent | used | notes |\n|---|---|---|---|---|---|---|\n"
    "| A-1 | not-started | one | | | | |\n| A-2 | not-started | two | | | | |\n";

Fate limited(Instant until) {
  Fate fate;
  fate.reports.reset();
  fate.ending.kind = EndKind::usage_limit;
  fate.ending.text = "You've hit your session limit";
  fate.ending.until = until;
  return fate;
}

Fate overloaded() {
  Fate fate;
  fate.reports.reset();
  fate.ending.kind = EndKind::overloaded;
  fate.ending.text = "529 Overloaded";
  return fate;
}

TEST_CASE("a usage limit is waited out, in the same session, and is no failed attempt") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.attempts = 1;
  Instant reset = world.now + 2h;
  world.fates["A-1"] = {limited(reset)};
  world.start();
  world.run_until([&] { return told(world, "waits until"); });
  CHECK(world.state.runs.at(0).phase == run::Phase::waiting);
  CHECK(world.state.runs.at(0).until >= reset);
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.now > reset);
  CHECK(world.now < reset + 5min);
  CHECK(world.status_of("A-1") == "done");
  REQUIRE(world.sessions.size() == 3);
  CHECK(world.sessions[1].id == world.sessions[0].id);
  CHECK(world.sessions[1].begun);
  CHECK(world.sessions[2].id != world.sessions[0].id);
}

TEST_CASE("a usage limit holds every lane") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.lanes = run::numbered_lanes(2);
  Instant reset = world.now + 2h;
  world.fates["A-1"] = {limited(reset)};
  world.fates["A-2"] = {limited(reset)};
  world.start();
  world.run_until([&] { return world.now + 1min > reset; });
  CHECK(world.sessions.size() == 2);
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.sessions.size() == 4);
}

TEST_CASE("a limit that may not be waited for puts the row back and ends the loop") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.limit_wait = 0s;
  world.fates["A-1"] = {limited(world.now + 2h)};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::limited);
  CHECK(world.stop->message.find("limits.wait is 0") != std::string::npos);
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.status_of("A-2") == "not-started");
}

TEST_CASE("limits.wait bounds all waits together") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.limit_wait = 3h;
  world.fates["A-1"] = {limited(world.now + 2h), limited(world.now + 4h)};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::limited);
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.sessions.size() == 2);
}

TEST_CASE("a limit whose end is not told is tried again after a while") {
  ModelWorld world = with_sessions(kTwo);
  world.fates["A-1"] = {limited({})};
  Instant begun = world.now;
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.now >= begun + 15min);
}

TEST_CASE("a limit survives a restart") {
  ModelWorld world = with_sessions(kTwo);
  Instant reset = world.now + 2h;
  world.fates["A-1"] = {limited(reset)};
  world.start();
  world.run_until([&] { return told(world, "waits until") && world.quiet(); });
  world.restart();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.now > reset);
  REQUIRE(world.sessions.size() == 3);
  CHECK(world.sessions[1].id == world.sessions[0].id);
  CHECK(world.sessions[1].begun);
}

TEST_CASE("a waiting task can be cancelled, and interrupted") {
  SECTION("cancelled") {
    ModelWorld world = with_sessions(kTwo);
    world.fates["A-1"] = {limited(world.now + 2h)};
    world.start();
    world.run_until([&] { return told(world, "waits until"); });
    world.ask({run::Request::Kind::cancel, "", "A-1"});
    world.run();
    CHECK(world.status_of("A-1") == "not-started");
    CHECK(world.status_of("A-2") == "done");
  }
  SECTION("interrupted once") {
    ModelWorld world = with_sessions(kTwo);
    Instant reset = world.now + 2h;
    world.fates["A-1"] = {limited(reset)};
    world.start();
    world.run_until([&] { return told(world, "waits until"); });
    world.feed(run::event::Interrupted{2});
    world.run();
    CHECK(world.stop->reason == StopReason::interrupted);
    CHECK(world.now < reset);
    CHECK(world.status_of("A-1") == "not-started");
  }
}

TEST_CASE("an overloaded service is tried again, later each time, and not for ever") {
  SECTION("it recovers") {
    ModelWorld world = with_sessions(kTwo);
    world.state.policy.attempts = 1;
    world.fates["A-1"] = {overloaded(), overloaded()};
    world.start();
    world.run();
    CHECK(world.stop->reason == StopReason::all_done);
    CHECK(world.state.overloads == 0);
  }
  SECTION("it does not") {
    ModelWorld world = with_sessions(kTwo);
    world.fates["A-1"] = {9, overloaded()};
    world.start();
    world.run();
    CHECK(world.stop->reason == StopReason::limited);
    CHECK(world.status_of("A-1") == "not-started");
    CHECK(world.sessions.size() == 9);
  }
}

TEST_CASE("what no attempt can mend stops the loop at once, with the way out") {
  ModelWorld world = with_sessions(kTwo);
  Fate fate;
  fate.reports.reset();
  fate.ending.kind = EndKind::unusable;
  fate.ending.text = "Credit balance is too low";
  fate.ending.hint = "add credit";
  world.fates["A-1"] = {fate};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::config);
  CHECK(world.stop->message == "A-1: Credit balance is too low");
  CHECK(world.stop->hint == "add credit");
  CHECK(world.status_of("A-1") == "not-started");
  CHECK(world.sessions.size() == 1);
}

TEST_CASE("an auditor that meets a limit is asked again after it, about the same work") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.attempts = 1;
  world.state.policy.gates = {run::Gate{"review", {}}};
  world.state.policy.gates[0].auditor = run::Auditor{};
  Fate fate;
  fate.audit = limited(world.now + 2h).ending;
  world.fates["A-1"] = {fate};
  world.default_fate.audit = worker::Ending{};
  world.start();
  world.run_until([&] { return told(world, "waits until"); });
  CHECK(world.state.runs.at(0).judge_next);
  world.accept_audits();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.sessions.size() == 2);  // one attempt each
  CHECK(world.audits == 3);
}

TEST_CASE("work that only waits for its auditor is not done anew: the next start judges it") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.limit_wait = 0s;
  world.state.policy.gates = {run::Gate{"review", {}}};
  world.state.policy.gates[0].auditor = run::Auditor{};
  Fate fate;
  fate.audit = limited(world.now + 2h).ending;
  world.fates["A-1"] = {fate};
  world.default_fate.audit = worker::Ending{};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::limited);
  CHECK(world.status_of("A-1") == "in-progress");
  REQUIRE(world.state.runs.size() == 1);
  CHECK(world.state.runs[0].phase == run::Phase::waiting);
  world.accept_audits();
  world.restart();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
  CHECK(world.sessions.size() == 2);
}

TEST_CASE("an auditor that says nothing that counts is asked again; the work is not sent back for it") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.gates = {run::Gate{"review", {}}};
  world.state.policy.gates[0].auditor = run::Auditor{};
  world.default_fate.audit = worker::Ending{};
  SECTION("and then it does") {
    world.unanswered_audits = 2;
    world.start();
    world.run();
    CHECK(world.stop->reason == StopReason::all_done);
    CHECK(world.sessions.size() == 2);
    CHECK(world.audits == 4);
  }
  SECTION("and never does: a person must look, the work stays on record") {
    world.unanswered_audits = 100;
    world.start();
    world.run();
    CHECK(world.stop->reason == StopReason::config);
    CHECK(world.stop->message == "A-1: the auditor 'review' gave no verdict, 3 times");
    CHECK(world.status_of("A-1") == "in-progress");
    CHECK(world.sessions.size() == 1);
  }
}

TEST_CASE("an auditor that says nothing that counts is not asked again by a loop that is ending") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.gates = {run::Gate{"review", {}}};
  world.state.policy.gates[0].auditor = run::Auditor{};
  world.default_fate.audit = worker::Ending{};
  world.unanswered_audits = 100;
  world.state.policy.lanes = run::numbered_lanes(2);
  world.fates["A-2"] = {Fate{}};
  world.fates["A-2"].front().spends_slowly = true;
  world.start();
  world.run_until([&] { return world.audits == 1; });
  world.feed(run::event::Interrupted{15});
  world.run();
  CHECK(world.stop->reason == StopReason::interrupted);
  CHECK(world.audits == 1);
  CHECK(world.status_of("A-1") == "in-progress");
}

TEST_CASE("a limit that by our clock is over is no reason to ask every second") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.limit_wait = 5min;
  world.fates["A-1"] = {100, limited({world.now.ms - 1})};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::limited);
  CHECK(world.sessions.size() == 6);
}

TEST_CASE("an outage that all lanes meet is one") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.lanes = run::numbered_lanes(2);
  world.fates["A-1"] = {5, overloaded()};
  world.fates["A-2"] = {5, overloaded()};
  world.start();
  world.run();
  CHECK(world.stop->reason == StopReason::all_done);
}

TEST_CASE("an auditor's refusals send the work back with its findings, and not for ever") {
  ModelWorld world = with_sessions(kTwo);
  world.state.policy.attempts = 10;
  world.state.policy.gates = {run::Gate{"review", {}}};
  world.state.policy.gates[0].auditor = run::Auditor{};
  Fate refused{.gate_passes = false};
  refused.audit = worker::Ending{};
  world.fates["A-1"] = {10, refused};
  world.default_fate.audit = worker::Ending{};
  world.start();
  world.run_until([&] { return world.sessions.size() == 2; });
  CHECK(world.state.runs.at(0).evidence.find("did not accept the work. Its findings:\nassertion failed") !=
        std::string::npos);
  world.run();
  CHECK(world.status_of("A-1") == "failed");
  CHECK(world.audits == 4);
  CHECK(told(world, "'review' did not accept it, 3 times"));
}

TEST_CASE("the next attempt goes on in the session, unless that is gone, ended badly or is too full") {
  ModelWorld world = with_sessions(kTwo);
  Fate refused{.gate_passes = false};
  Fate gone{.reports = std::nullopt};
  gone.ending.kind = EndKind::no_session;
  Fate full{.gate_passes = false};
  full.ending.context = {130'000, 200'000};
  world.state.policy.attempts = 4;
  world.fates["A-1"] = {refused, gone, full, Fate{.trouble = "killed by signal 9"}, Fate{}};
  world.start();
  world.run_until([&] { return world.status_of("A-1") == "done"; });
  REQUIRE(world.sessions.size() >= 5);
  const auto& at = world.sessions;
  CHECK((at[1].id == at[0].id && at[1].begun));   // after a gate failed
  CHECK((at[2].id != at[1].id && !at[2].begun));  // the session was gone
  CHECK((at[3].id != at[2].id && !at[3].begun));  // 65 %
  CHECK((at[4].id != at[3].id && !at[4].begun));  // after a crash
}

}  // namespace
}  // namespace reeve
