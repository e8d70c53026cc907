// Nothing a worker starts outlives it, or reeve. The escapists hold a named pipe open: its end means that all
// are gone.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "world.h"

using namespace world;
using reeve::run::ProcessMark;

namespace {

constexpr int kPatienceMs = 20'000;

class Witness {
 public:
  Witness() {
    REQUIRE(::mkfifo(path_.c_str(), 0600) == 0);
    pipe_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    REQUIRE(pipe_ >= 0);
  }
  ~Witness() { ::close(pipe_); }

  std::string script(const std::string& mode) const {
    return "exec '" + kBin + "/reeve-test-escapist' " + mode + " >'" + path_ + "'";
  }
  // Reads until so many have said that they are up, or all are gone.
  bool saw_up(int count) {
    for (int lines = 0; lines < count;) {
      pollfd wanted{pipe_, POLLIN, 0};
      if (::poll(&wanted, 1, kPatienceMs) != 1) return false;
      char bytes[256];
      ssize_t length = ::read(pipe_, bytes, sizeof bytes);
      if (length <= 0) return false;
      for (ssize_t i = 0; i < length; ++i) lines += bytes[i] == '\n';
    }
    return true;
  }
  bool all_gone(int patience_ms = kPatienceMs) {
    for (;;) {
      char bytes[256];
      ssize_t length = ::read(pipe_, bytes, sizeof bytes);
      if (length == 0) return true;
      pollfd wanted{pipe_, POLLIN, 0};
      if (length < 0 && ::poll(&wanted, 1, patience_ms) != 1) return false;
    }
  }

 private:
  Folder folder_;
  std::string path_ = folder_ / "witness";
  int pipe_ = -1;
};

bool gone(std::int64_t pid) {
  int process = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0));
  if (process < 0) return true;
  pollfd wanted{process, POLLIN, 0};
  bool ended = ::poll(&wanted, 1, kPatienceMs) == 1;
  ::close(process);
  return ended;
}

// The oldest; those that were adopted come later.
std::int64_t first_child_of(std::int64_t pid) {
  std::string name = std::to_string(pid);
  std::istringstream children(contents("/proc/" + name + "/task/" + name + "/children"));
  std::int64_t first = 0;
  children >> first;
  REQUIRE(first > 0);
  return first;
}

struct Escape {
  const char* mode;
  int processes;
};
const Escape kEscapes[] = {{"setsid", 1}, {"daemon", 1}, {"deaf", 1}, {"many", 364}};

// A reeve that can be killed: tests/adapter/os/helpers/doomed.cpp.
struct Doomed {
  explicit Doomed(reeve::os::Loop& loop, const std::string& script, bool ends_normally = false) {
    ProcessSpec spec = command({kBin + "/reeve-test-doomed", script});
    if (ends_normally) spec.environment.push_back("REEVE_TEST_END=normally");
    spec.kept = false;
    auto started = loop.start(
        spec,
        [&](const ProcessEnd& how) {
          end = how;
          loop.post(reeve::run::event::Noted{"ended"});
        },
        [&](std::string_view bytes) {
          said += bytes;
          if (said.find('\n') != said.npos) loop.post(reeve::run::event::Noted{"marked"});
        });
    REQUIRE(started);
    pid = static_cast<pid_t>(started->pid);
    loop.wait();
    std::istringstream words(said);
    words >> mark.pid >> mark.start_ticks >> mark.boot_id;
    REQUIRE(mark.pid > 0);
  }
  pid_t pid = 0;
  std::string said;
  ProcessMark mark;  // of its worker
  ProcessEnd end;
};

}  // namespace

TEST_CASE("when reeve is killed, all that its worker started ends") {
  for (const Escape& escape : kEscapes) {
    INFO(escape.mode);
    auto loop = new_loop();
    Witness witness;
    Doomed reeve(*loop, witness.script(escape.mode));
    REQUIRE(witness.saw_up(escape.processes));
    ::kill(reeve.pid, SIGKILL);
    CHECK(witness.all_gone());
    CHECK(gone(reeve.mark.pid));
  }
}

TEST_CASE("when a worker ends, what it left behind ends before its end is told") {
  auto loop = new_loop();
  Witness witness;
  Ended ended = run_in(*loop, shell(witness.script("deaf")));
  CHECK(ended.end.ok());
  CHECK(witness.all_gone(0));
}

TEST_CASE("when a worker is asked to end, all that it started ends") {
  for (const Escape& escape : {Escape{"setsid", 1}, Escape{"daemon", 1}, Escape{"many", 364}}) {
    INFO(escape.mode);
    auto loop = new_loop();
    Witness witness;
    ProcessEnd end;
    auto mark = loop->start(shell(witness.script(escape.mode)), [&](const ProcessEnd& how) {
      end = how;
      loop->post(reeve::run::event::Noted{});
    });
    REQUIRE(mark);
    REQUIRE(witness.saw_up(escape.processes));
    loop->end(*mark);
    loop->wait();
    CHECK(end.how == How::stopped);
    CHECK(witness.all_gone(0));
  }
}

TEST_CASE("when the loop is destroyed, its workers have ended") {
  auto loop = new_loop();
  Witness witness;
  REQUIRE(loop->start(shell(witness.script("daemon")), {}));
  REQUIRE(witness.saw_up(1));
  loop.reset();
  CHECK(witness.all_gone(0));
}

TEST_CASE("when reeve ends well, its workers do too") {
  auto loop = new_loop();
  Witness witness;
  // Its worker prints a line only once the escapist is up, and `doomed` ends then.
  Doomed reeve(*loop, witness.script("setsid") + " & echo started; wait", true);
  CHECK(witness.all_gone());
  CHECK(gone(reeve.mark.pid));
}

TEST_CASE("when one of a keeper's two processes is killed, the other ends all that the worker started") {
  for (const char* victim : {"guard", "keeper"}) {
    for (const Escape& escape : kEscapes) {
      INFO(victim << " " << escape.mode);
      auto loop = new_loop();
      Witness witness;
      ProcessEnd end;
      // Without its environment, so that nothing but its descent betrays it.
      ProcessSpec spec = shell(witness.script(escape.mode) + " & wait; exec sleep 1000");
      spec.argv.insert(spec.argv.begin(), {"env", "-i", "PATH=/usr/bin:/bin"});
      auto mark = loop->start(spec, [&](const ProcessEnd& how) {
        end = how;
        loop->post(reeve::run::event::Noted{});
      });
      REQUIRE(mark);
      REQUIRE(witness.saw_up(escape.processes));
      std::int64_t keeper = first_child_of(mark->pid);
      std::int64_t worker = first_child_of(keeper);
      ::kill(static_cast<pid_t>(victim == std::string("guard") ? mark->pid : keeper), SIGKILL);
      loop->wait();
      CHECK(end.how == How::signaled);
      CHECK(witness.all_gone(0));
      CHECK(gone(worker));
      CHECK(gone(keeper));
    }
  }
}

TEST_CASE("when reeve and a keeper's first process are killed at once, all that the worker started ends") {
  for (const Escape& escape : kEscapes) {
    INFO(escape.mode);
    auto loop = new_loop();
    Witness witness;
    Doomed reeve(*loop, witness.script(escape.mode));
    REQUIRE(witness.saw_up(escape.processes));
    ::kill(reeve.pid, SIGSTOP);  // so that neither sees the other die
    ::kill(static_cast<pid_t>(reeve.mark.pid), SIGKILL);
    ::kill(reeve.pid, SIGKILL);
    CHECK(witness.all_gone());
  }
}

TEST_CASE("when both of a keeper's processes are killed at once, the mark is left to go by") {
  auto loop = new_loop();
  Witness witness, bystander;
  ProcessEnd end;
  auto on_end = [&](const ProcessEnd& how) {
    end = how;
    loop->post(reeve::run::event::Noted{});
  };
  ProcessSpec spec = shell(witness.script("daemon"));
  spec.environment.push_back("REEVE_RUN=doomed");
  auto mark = loop->start(spec, on_end);
  ProcessSpec other = shell(bystander.script("daemon"));
  other.environment.push_back("REEVE_RUN=doomed2");
  REQUIRE(mark);
  REQUIRE(loop->start(other, {}));
  REQUIRE(witness.saw_up(1));
  REQUIRE(bystander.saw_up(1));
  auto guard = static_cast<pid_t>(mark->pid);
  auto keeper = static_cast<pid_t>(first_child_of(guard));
  ::kill(keeper, SIGSTOP);  // it must not act on the guard's end
  ::kill(guard, SIGKILL);
  ::kill(keeper, SIGKILL);
  loop->wait();
  CHECK(end.how == How::signaled);
  CHECK_FALSE(witness.all_gone(0));
  CHECK(loop->end_marked("REEVE_RUN=doomed"));
  CHECK(witness.all_gone(0));
  CHECK_FALSE(bystander.all_gone(0));
}

TEST_CASE("a keeper does not hear the terminal") {
  auto loop = new_loop();
  ProcessEnd end;
  auto started = loop->start(
      shell("echo up; exec sleep 1000"),
      [&](const ProcessEnd& how) {
        end = how;
        loop->post(reeve::run::event::Noted{});
      },
      [&](std::string_view) { loop->post(reeve::run::event::Started{}); });
  REQUIRE(started);
  loop->wait();
  for (int number : {SIGINT, SIGHUP, SIGQUIT, SIGPIPE}) ::kill(static_cast<pid_t>(started->pid), number);
  loop->end(*started);
  loop->wait();
  CHECK(end.how == How::stopped);
}

TEST_CASE("what an earlier engine left over is ended, and nothing else") {
  auto loop = new_loop();
  {
    Witness witness;
    Doomed reeve(*loop, witness.script("daemon"));
    REQUIRE(witness.saw_up(1));
    ::kill(reeve.pid, SIGKILL);
    CHECK(loop->end_left_over(reeve.mark));
    CHECK(witness.all_gone(0));
    CHECK(loop->end_left_over(reeve.mark));  // long gone is well
  }
  auto mark = loop->start(shell("sleep 1000"), {});
  REQUIRE(mark);
  ProcessMark earlier = *mark, before_boot = *mark;
  earlier.start_ticks -= 1;
  before_boot.boot_id = "00000000-0000-0000-0000-000000000000";
  CHECK(loop->end_left_over(earlier));
  CHECK(loop->end_left_over(before_boot));
  CHECK(::kill(static_cast<pid_t>(mark->pid), 0) == 0);
}
