// Pictures of the loop: when they are taken, and what a worker's output becomes in them.
#include <deque>

#include "app/progress_teller.h"
#include "support/catch.h"

namespace reeve::app {
namespace {

// An inbox of which only the clock and the calls are used.
class Clock final : public port::Inbox {
 public:
  run::Event wait() override { return {now_, run::event::Noted{}}; }
  void post(run::EventBody) override {}
  void arm(run::TimerId, Instant) override {}
  void disarm(const run::TimerId&) override {}
  Instant now() const override { return now_; }
  void call_at(Instant at, std::function<void()> callback) override {
    calls_.emplace(at, std::move(callback));
  }

  void set_back(Duration by) { now_ = now_ + -by; }
  void pass(Duration by) {
    Instant until = now_ + by;
    while (!calls_.empty() && calls_.begin()->first <= until) {
      now_ = std::max(now_, calls_.begin()->first);
      auto callback = std::move(calls_.begin()->second);
      calls_.erase(calls_.begin());
      callback();
    }
    now_ = until;
  }
  bool idle() const { return calls_.empty(); }

 private:
  Instant now_{1'000'000};
  std::multimap<Instant, std::function<void()>> calls_;
};

run::LoopState one_running() {
  run::LoopState state;
  run::RunState run;
  run.id = *RunId::parse("abcdefgh");
  run.task.id = "A-1";
  run.phase = run::Phase::working;
  run.attempt = 1;
  state.runs = {run};
  return state;
}

}  // namespace

TEST_CASE("pictures are at least 100 ms apart, and a second at most while nothing happens") {
  Clock clock;
  run::LoopState state = one_running();
  std::vector<Instant> taken;
  ProgressTeller teller(clock, state, [&](const Progress&, Instant now) { taken.push_back(now); });
  teller.stepped();
  for (int i = 0; i < 1000; ++i) {
    teller.output(state.runs[0].id, "line\n");
    clock.pass(Duration(1));
  }
  CHECK(taken.size() >= 9);
  CHECK(taken.size() <= 11);
  taken.clear();
  clock.pass(std::chrono::seconds(10));
  CHECK(taken.size() >= 9);
  CHECK(taken.size() <= 11);
}

TEST_CASE("a clock that is set back does not stop the pictures") {
  Clock clock;
  run::LoopState state = one_running();
  int taken = 0;
  ProgressTeller teller(clock, state, [&](const Progress&, Instant) { ++taken; });
  teller.stepped();
  clock.pass(Duration(200));
  clock.set_back(std::chrono::seconds(900));
  taken = 0;
  teller.stepped();
  clock.pass(Duration(500));
  CHECK(taken >= 1);
}

TEST_CASE("without a listener nobody is woken") {
  Clock clock;
  run::LoopState state = one_running();
  ProgressTeller teller(clock, state, {});
  teller.stepped();
  teller.output(state.runs[0].id, "line\n");
  CHECK(clock.idle());
}

TEST_CASE("a picture has the phase since when, and the last line; a new phase starts anew") {
  Clock clock;
  run::LoopState state = one_running();
  Progress last;
  ProgressTeller teller(clock, state, [&](const Progress& progress, Instant) { last = progress; });
  teller.stepped();
  Instant began = clock.now();
  clock.pass(std::chrono::seconds(5));
  teller.output(state.runs[0].id, "first\nsecond");
  clock.pass(std::chrono::seconds(1));
  REQUIRE(last.running.size() == 1);
  CHECK(last.running[0].since == began);
  CHECK(last.running[0].last_line == "second");
  state.runs[0].phase = run::Phase::judging;
  teller.stepped();
  teller.gate_started(state.runs[0].id, "lint");
  clock.pass(std::chrono::seconds(1));
  CHECK(last.running[0].gate == "lint");
  CHECK(last.running[0].since > began);
  CHECK(last.running[0].last_line.empty());
  state.runs[0].phase = run::Phase::finished;
  state.runs[0].outcome = run::Outcome::done;
  teller.stepped();
  clock.pass(std::chrono::seconds(1));
  CHECK(last.running.empty());
  CHECK(last.finished_count == 1);
}

TEST_CASE("the last line is what a terminal would have shown last") {
  CHECK(last_line_of("") == "");
  CHECK(last_line_of("one\ntwo\n\n  \n") == "two");
  CHECK(last_line_of("10%\r20%\r30%") == "30%");
  CHECK(last_line_of("10%\r\n") == "10%");
  CHECK(last_line_of("text\n\x1b[0m\n") == "text");
  CHECK(last_line_of("\x1b[1;32m  ok\x1b[0m 3\n") == "ok 3");
  CHECK(last_line_of(std::string(5000, 'x')).size() == 1024);
}

}  // namespace reeve::app
