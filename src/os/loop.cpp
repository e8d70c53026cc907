#include "reeve/os/loop.h"

#include <cerrno>
#include <csignal>
#include <deque>
#include <map>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

#include "child.h"
#include "client_streams.h"
#include "clock.h"
#include "control_socket.h"
#include "failure.h"
#include "file_use.h"
#include "marked.h"
#include "process_mark.h"
#include "timers.h"

#include "reeve/os/system.h"

namespace reeve::os {
namespace {

constexpr Duration kAbandonMax{3000};  // for kept processes when the loop is destroyed

// Handlers and mask while the loop lives; what was before comes back.
class SignalSettings {
 public:
  explicit SignalSettings(Signals wanted) {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, &pipe_before_);
    sigemptyset(&caught_);
    if (wanted == Signals::caught) {
      for (int number : {SIGINT, SIGTERM, SIGHUP}) {
        if (number == SIGTERM || !is_ignored(number)) sigaddset(&caught_, number);
      }
    }
    ::sigprocmask(SIG_BLOCK, &caught_, &mask_before_);
  }
  SignalSettings(const SignalSettings&) = delete;
  SignalSettings& operator=(const SignalSettings&) = delete;
  ~SignalSettings() {
    ::sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
    ::sigaction(SIGPIPE, &pipe_before_, nullptr);
  }
  const sigset_t& caught() const { return caught_; }

 private:
  static bool is_ignored(int number) {
    struct sigaction now {};
    ::sigaction(number, nullptr, &now);
    return now.sa_handler == SIG_IGN;
  }
  struct sigaction pipe_before_ {};
  sigset_t mask_before_;
  sigset_t caught_;
};

struct Running {
  Running(Child started, port::OnEnd then) : child(std::move(started)), on_end(std::move(then)) {}
  Child child;
  port::OnEnd on_end;
};

int timeout_until(const std::optional<Duration>& deadline) {
  if (!deadline) return -1;
  auto left = (*deadline - monotonic_now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30));
}

class PollLoop final : public Loop {
 public:
  explicit PollLoop(LoopOptions options)
      : keeper_(std::move(options.keeper)), signal_settings_(options.signals) {}
  ~PollLoop() override { abandon_all(); }

  Status open() {
    signals_ = Descriptor(::signalfd(-1, &signal_settings_.caught(), SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals_.open()) return failure("open", "signalfd", errno);
    return timers_.open();
  }

  run::Event wait() override {
    while (events_.empty()) turn();
    run::Event next = std::move(events_.front());
    events_.pop_front();
    return next;
  }
  void post(run::EventBody body) override { events_.push_back({wall_clock(), std::move(body)}); }
  void arm(run::TimerId timer, Instant at) override { timers_.arm(timer, at); }
  void disarm(const run::TimerId& timer) override { timers_.disarm(timer); }
  Instant now() const override { return wall_clock(); }
  void call_at(Instant at, std::function<void()> callback) override {
    timers_.call_at(at, std::move(callback));
  }

  Result<run::ProcessMark> start(const port::ProcessSpec& spec, port::OnEnd on_end,
                                 port::OnOutput on_output) override {
    REEVE_TRY(Child child, start_child(spec, std::move(on_output)));
    run::ProcessMark mark = child.mark();
    running_.emplace(++started_count_, Running(std::move(child), std::move(on_end)));
    return mark;
  }
  void end(const run::ProcessMark& process) override;
  Status end_left_over(const run::ProcessMark& process) override { return os::end_left_over(process); }
  Status end_marked(const std::string& variable) override { return os::end_marked(variable); }
  Status listen(const std::string& path, OnRequest on_request) override {
    return control_.listen(path, std::move(on_request));
  }
  void answer(run::Caller caller, std::string_view line) override { control_.answer(caller, line); }
  void stop_listening() override { control_.close(); }
  port::FileUse use_of(const std::string& file, const std::vector<std::string>& directories) override {
    return os::use_of(file, directories);
  }
  Result<port::ProcessEnd> run(const port::ProcessSpec& spec) override;
  void serve_client(OnInput on_input, OnInputEnd on_end) override {
    client_.open(std::move(on_input), std::move(on_end));
  }
  void write_to_client(std::string_view bytes) override { client_.write(bytes); }
  void flush_to_client(Duration longest) override { client_.flush(longest); }

 private:
  Result<Child> start_child(const port::ProcessSpec& spec, port::OnOutput on_output);
  void turn();
  void read_signals();
  void fire_timers();
  void serve(std::uint64_t number, std::span<const pollfd, Child::kPolled> polled);
  void abandon_all();

  std::string keeper_;
  SignalSettings signal_settings_;
  Descriptor signals_;
  Timers timers_;
  ControlSocket control_;
  ClientStreams client_;
  std::deque<run::Event> events_;
  std::map<std::uint64_t, Running> running_;
  std::uint64_t started_count_ = 0;
};

Result<Child> PollLoop::start_child(const port::ProcessSpec& spec, port::OnOutput on_output) {
  REEVE_TRY(OutputCopy copy, OutputCopy::open(spec.output, [this](std::string text) {
              post(run::event::Noted{std::move(text)});
            }));
  REEVE_TRY(Spawned spawned, spawn(spec, keeper_));
  auto mark = mark_of(spawned.pid);
  REEVE_ASSERT(mark);  // not waited for yet, so it is in /proc
  return Child(std::move(spawned), spec, *std::move(mark), std::move(copy), std::move(on_output));
}

// One poll, then everything that it found. Callbacks may start, end and post.
void PollLoop::turn() {
  timers_.set_alarm();
  std::vector<pollfd> polled = {{signals_.get(), POLLIN, 0}, {timers_.alarm(), POLLIN, 0}};
  std::vector<std::uint64_t> numbers;
  std::optional<Duration> deadline = control_.deadline();
  for (const auto& [number, one] : running_) {
    numbers.push_back(number);
    polled.resize(polled.size() + Child::kPolled);
    one.child.fill(std::span(polled).last<Child::kPolled>());
    auto limit = one.child.deadline();
    if (limit) deadline = std::min(deadline.value_or(*limit), *limit);
  }
  const std::size_t control_at = polled.size();
  control_.fill(polled);
  const std::size_t client_at = polled.size();
  client_.fill(polled);
  if (::poll(polled.data(), polled.size(), timeout_until(deadline)) < 0)
    return;  // EINTR: a handler of somebody's
  if (polled[0].revents) read_signals();
  if (polled[1].revents) fire_timers();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    serve(numbers[i], std::span(polled).subspan(2 + i * Child::kPolled).first<Child::kPolled>());
  }
  control_.serve(std::span(polled).subspan(control_at, client_at - control_at));
  client_.serve(std::span(polled).subspan(client_at));
}

void PollLoop::read_signals() {
  signalfd_siginfo info;
  while (::read(signals_.get(), &info, sizeof info) == sizeof info) {
    post(run::event::Interrupted{static_cast<int>(info.ssi_signo)});
  }
}

void PollLoop::fire_timers() {
  for (Timers::Due& due : timers_.take_due()) {
    if (due.callback) {
      due.callback();
      continue;
    }
    // The wall clock may have been set back since; who armed it is told that its instant has come all the
    // same.
    events_.push_back({std::max(wall_clock(), due.at), run::event::TimerFired{*due.timer}});
  }
}

void PollLoop::serve(std::uint64_t number, std::span<const pollfd, Child::kPolled> polled) {
  auto at = running_.find(number);
  Child& child = at->second.child;
  child.serve(polled);
  child.check_limits();
  if (!child.ended()) return;
  port::OnEnd on_end = std::move(at->second.on_end);
  port::ProcessEnd end = child.take_end();
  running_.erase(at);
  if (on_end) on_end(end);
}

void PollLoop::end(const run::ProcessMark& process) {
  for (auto& [number, one] : running_) {
    const run::ProcessMark& mark = one.child.mark();
    if (mark.pid == process.pid && mark.start_ticks == process.start_ticks)
      one.child.end(port::ProcessEnd::How::stopped);
  }
}

Result<port::ProcessEnd> PollLoop::run(const port::ProcessSpec& spec) {
  REEVE_ASSERT(spec.timeout.count() > 0);
  REEVE_TRY(Child child, start_child(spec, {}));
  while (!child.ended()) {
    std::array<pollfd, Child::kPolled> polled;
    child.fill(polled);
    if (::poll(polled.data(), polled.size(), timeout_until(child.deadline())) < 0) continue;
    child.serve(polled);
    child.check_limits();
  }
  return child.take_end();
}

void PollLoop::abandon_all() {
  std::vector<Descriptor> ending;
  for (auto& [number, one] : running_) {
    Descriptor handle = one.child.abandon();
    if (handle.open()) ending.push_back(std::move(handle));
  }
  Duration deadline = monotonic_now() + kAbandonMax;
  for (const Descriptor& handle : ending) {
    pollfd wanted{handle.get(), POLLIN, 0};
    if (::poll(&wanted, 1, timeout_until(deadline)) > 0)
      ::waitid(P_PIDFD, static_cast<id_t>(handle.get()), nullptr, WEXITED);
  }
}

}  // namespace

Result<std::unique_ptr<Loop>> make_loop(LoopOptions options) {
  auto loop = std::make_unique<PollLoop>(std::move(options));
  REEVE_CHECK(loop->open());
  return std::unique_ptr<Loop>(std::move(loop));
}

}  // namespace reeve::os
