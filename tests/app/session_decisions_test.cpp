// When a session that works off the board may stop, and when it is told of its context.
#include "app/session_decisions.h"

#include "support/catch.h"
#include "support/text.h"

namespace reeve::app {
namespace {

using board::TaskClass;

// Ten tasks, three done, two ready; the session has started some.
StopFacts at_work() {
  StopFacts facts;
  facts.orchestrates = true;
  facts.counts.of[static_cast<int>(TaskClass::done)] = 3;
  facts.counts.of[static_cast<int>(TaskClass::not_started)] = 7;
  facts.ready = 2;
  facts.threshold = 0.6;
  return facts;
}

void set(StopFacts& facts, TaskClass task_class, std::uint32_t count) {
  facts.counts.of[static_cast<int>(task_class)] = count;
}

StopDecision decide(const StopFacts& facts) {
  HoldProgress progress;
  return decide_stop(facts, progress);
}

}  // namespace

TEST_CASE("a session that started nothing is never held") {
  StopFacts facts = at_work();
  facts.orchestrates = false;
  CHECK(decide(facts).go_on.empty());
  CHECK(decide(facts).message.empty());
}

TEST_CASE("while something is ready it is told the next step, in few words") {
  StopFacts facts = at_work();
  std::string next = decide(facts).go_on;
  CHECK(mentions(next, "`reeve start`"));
  CHECK(mentions(next, "3 of 10 done"));
  facts.judging = {"A-1"};
  facts.ready = 0;
  CHECK(mentions(decide(facts).go_on, "1 being judged"));
  facts.unreported = {"a task with an id that goes on and on and on", "B", "C", "D"};
  CHECK(mentions(decide(facts).go_on, "`reeve finish ID`"));
  CHECK(decide(facts).go_on.size() <= 240);
  facts.unreported = {"A-2"};
  CHECK(mentions(decide(facts).go_on, "`reeve finish A-2`"));
}

TEST_CASE("it may stop when nothing is left, and says how it ended") {
  StopFacts facts = at_work();
  facts.ready = 0;
  facts.blocked = "A-4 waits for A-3 (failed)";
  CHECK(mentions(decide(facts).message,
                 "nothing can start any more (3 of 10 done): A-4 waits for A-3 (failed)"));
  set(facts, TaskClass::in_progress, 1);
  CHECK(mentions(decide(facts).message, "1 in other hands"));
  set(facts, TaskClass::in_progress, 0);
  set(facts, TaskClass::not_started, 0);
  CHECK(decide(facts).message == "reeve: all 3 tasks are done");
  set(facts, TaskClass::failed, 2);
  CHECK(mentions(decide(facts).message, "3 of 5 done, 2 failed"));
  CHECK(decide(facts).go_on.empty());
}

TEST_CASE("it may stop when somebody else will wake it, or wants it to stop") {
  StopFacts facts = at_work();
  facts.background_work = true;
  CHECK(decide(facts).go_on.empty());
  CHECK(decide(facts).message.empty());
  facts = at_work();
  facts.paused = true;
  CHECK(mentions(decide(facts).message, "`reeve resume`"));
  facts.judging = {"A-1"};
  CHECK(!decide(facts).go_on.empty());
  facts.limit = "the 5h limit is used up";
  CHECK(mentions(decide(facts).message, "the 5h limit is used up"));
}

TEST_CASE("it may stop when the context is full, unless that mends itself") {
  StopFacts facts = at_work();
  facts.context = 0.59;
  CHECK(!decide(facts).go_on.empty());
  facts.context = 0.6;
  CHECK(mentions(decide(facts).message, "the context is at 60 %"));
  facts.compacts_itself = true;
  CHECK(!decide(facts).go_on.empty());
}

TEST_CASE("held three times while nothing moves, then no more until something does") {
  StopFacts facts = at_work();
  HoldProgress progress;
  for (int i = 0; i < 3; ++i) CHECK(!decide_stop(facts, progress).go_on.empty());
  StopDecision let_go = decide_stop(facts, progress);
  CHECK(let_go.go_on.empty());
  CHECK(mentions(let_go.message, "nothing moved"));
  // Said once.
  let_go = decide_stop(facts, progress);
  CHECK(let_go.go_on.empty());
  CHECK(let_go.message.empty());
  facts.unreported = {"A-1"};
  facts.ready = 1;
  CHECK(!decide_stop(facts, progress).go_on.empty());
  CHECK(progress.holds == 1);
}

TEST_CASE("while a verdict is due it is held as long as that takes") {
  StopFacts facts = at_work();
  facts.judging = {"A-1"};
  HoldProgress progress;
  for (int i = 0; i < 20; ++i) CHECK(!decide_stop(facts, progress).go_on.empty());
  facts.judging.clear();
  facts.refused = {"A-1"};
  CHECK(mentions(decide_stop(facts, progress).go_on,
                 "not accepted: A-1. If its worker has ended, give `reeve prompt A-1`"));
  facts.refused = {"a task with an id that goes on and on and on", "another with such an id, on and on", "C",
                   "D"};
  CHECK(decide(facts).go_on.size() <= 240);
}

TEST_CASE("the context is spoken of at the threshold and each ten points more, once") {
  double told = 0;
  CHECK(!is_worth_a_warning(0.59, 0.6, told));
  CHECK(is_worth_a_warning(0.6, 0.6, told));
  CHECK(!is_worth_a_warning(0.69, 0.6, told));
  CHECK(is_worth_a_warning(0.7, 0.6, told));
  CHECK(!is_worth_a_warning(0.7, 0.6, told));
  CHECK(is_worth_a_warning(0.95, 0.6, told));
  CHECK(!is_worth_a_warning(0.85, 0.6, told));
  // Compacted: it begins anew.
  CHECK(!is_worth_a_warning(0.1, 0.6, told));
  CHECK(is_worth_a_warning(0.65, 0.6, told));
}

}  // namespace reeve::app
