#include <csignal>

#include "world.h"

using namespace world;
using reeve::Instant;
using reeve::run::TimerId;
namespace event = reeve::run::event;

TEST_CASE("events come out in the order in which they went in, with their time") {
  auto loop = new_loop();
  Instant before = loop->now();
  loop->post(event::Noted{"one"});
  loop->post(event::Noted{"two"});
  auto first = loop->wait();
  CHECK(std::get<event::Noted>(first.body).text == "one");
  CHECK(std::get<event::Noted>(loop->wait().body).text == "two");
  CHECK(first.at >= before);
}

TEST_CASE("timers fire in the order of their instants, never before") {
  auto loop = new_loop();
  Instant start = loop->now();
  loop->arm({TimerId::Kind::others, {}}, start + Duration(40));
  loop->arm({TimerId::Kind::refetch, {}}, start + Duration(20));
  auto first = loop->wait();
  CHECK(std::get<event::TimerFired>(first.body).timer.kind == TimerId::Kind::refetch);
  CHECK(first.at >= start + Duration(20));
  auto second = loop->wait();
  CHECK(std::get<event::TimerFired>(second.body).timer.kind == TimerId::Kind::others);
  CHECK(second.at >= start + Duration(40));
}

TEST_CASE("a timer armed again is replaced, one disarmed is silent, one in the past fires at once") {
  auto loop = new_loop();
  Instant start = loop->now();
  TimerId refetch{TimerId::Kind::refetch, {}};
  loop->arm(refetch, start + Duration(10));
  loop->arm(refetch, start + Duration(60));
  loop->arm({TimerId::Kind::others, {}}, start + Duration(10));
  loop->disarm({TimerId::Kind::others, {}});
  loop->arm({TimerId::Kind::time_budget, {}}, {});
  CHECK(std::get<event::TimerFired>(loop->wait().body).timer.kind == TimerId::Kind::time_budget);
  auto next = loop->wait();
  CHECK(std::get<event::TimerFired>(next.body).timer == refetch);
  CHECK(next.at >= start + Duration(60));
}

TEST_CASE("a callback runs inside wait, and may ask for the next one") {
  auto loop = new_loop();
  int calls = 0;
  std::function<void()> again = [&] {
    if (++calls == 3) return loop->post(event::Noted{"three"});
    loop->call_at(loop->now() + Duration(5), again);
  };
  loop->call_at(loop->now(), again);
  CHECK(calls == 0);
  CHECK(std::get<event::Noted>(loop->wait().body).text == "three");
  CHECK(calls == 3);
}

TEST_CASE("signals arrive as events, and are what they were before once the loop is gone") {
  {
    auto loop = new_loop();
    for (int number : {SIGINT, SIGTERM, SIGHUP}) {
      std::raise(number);
      CHECK(std::get<event::Interrupted>(loop->wait().body).signal == number);
    }
  }
  sigset_t blocked;
  sigprocmask(SIG_BLOCK, nullptr, &blocked);
  CHECK_FALSE(sigismember(&blocked, SIGINT));
}

TEST_CASE("a signal that was ignored at start stays ignored") {
  auto before = std::signal(SIGHUP, SIG_IGN);
  {
    auto loop = new_loop();
    std::raise(SIGHUP);
    std::raise(SIGTERM);
    CHECK(std::get<event::Interrupted>(loop->wait().body).signal == SIGTERM);
  }
  std::signal(SIGHUP, before);
}

TEST_CASE("commands that never wait leave the signals alone") {
  auto loop = new_loop(reeve::os::Signals::left_alone);
  sigset_t blocked;
  sigprocmask(SIG_BLOCK, nullptr, &blocked);
  CHECK_FALSE(sigismember(&blocked, SIGINT));
  CHECK_FALSE(sigismember(&blocked, SIGTERM));
}

// Voluntary context switches of this process: one for each time that it slept.
static long sleeps() {
  std::ifstream status("/proc/self/status");
  std::string word;
  long count = -1;
  while (status >> word) {
    if (word == "voluntary_ctxt_switches:") status >> count;
  }
  return count;
}

TEST_CASE("an idle loop does not wake up") {
  auto loop = new_loop();
  ProcessSpec quiet = shell("sleep 0.3");
  quiet.silence = Duration(10'000);
  quiet.timeout = Duration(20'000);
  loop->arm({TimerId::Kind::refetch, {}}, loop->now() + Duration(60'000));
  bool over = false;
  REQUIRE(loop->start(quiet, [&](const ProcessEnd&) {
    over = true;
    loop->post(event::Noted{});
  }));
  long before = sleeps();
  loop->wait();
  CHECK(over);
  // The ends of its two outputs and its own end, and what the machine adds.
  CHECK(sleeps() - before <= 8);
}
