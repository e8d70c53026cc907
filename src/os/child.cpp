#include "child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>

#include "clock.h"
#include "keeper_report.h"
#include "pidfd.h"

namespace reeve::os {
namespace {

constexpr std::size_t kChunk = 64 << 10;  // read or written at a time, so that no process starves the others
constexpr std::size_t kDrainMax = 1 << 20;  // after its end: the most a pipe can hold by default limits
constexpr Duration kGrace{5000};            // between SIGTERM and SIGKILL
constexpr Duration kKeeperGrace{20'000};    // the keeper has its own 5 s, and 10 s for killing

using How = port::ProcessEnd::How;

}  // namespace

Child::Child(Spawned spawned, const port::ProcessSpec& spec, run::ProcessMark mark, OutputCopy copy,
             port::OnOutput on_output)
    : spawned_(std::move(spawned)),
      mark_(std::move(mark)),
      name_(spec.argv[0]),
      kept_(spec.kept),
      input_(spec.input),
      timeout_(spec.timeout),
      silence_(spec.silence),
      out_(spec.captured_max),
      err_(spec.captured_max),
      copy_(std::move(copy)),
      on_output_(std::move(on_output)),
      started_(monotonic_now()),
      heard_(started_) {}

void Child::fill(std::span<pollfd, kPolled> polled) const {
  polled[0] = {collected_ ? spawned_.status.get() : spawned_.handle.get(), POLLIN, 0};
  polled[1] = {spawned_.input.get(), POLLOUT, 0};
  polled[2] = {spawned_.out.get(), POLLIN, 0};
  polled[3] = {spawned_.err.get(), POLLIN, 0};
}

void Child::serve(std::span<const pollfd, kPolled> polled) {
  if (polled[1].revents) feed();
  if (polled[2].revents) take(Stream::out);
  if (polled[3].revents) take(Stream::err);
  if (polled[0].revents) collect();
}

void Child::feed() {
  std::size_t length = std::min(kChunk, input_.size() - input_fed_);
  ssize_t written = ::write(spawned_.input.get(), input_.data() + input_fed_, length);
  if (written < 0 && (errno == EAGAIN || errno == EINTR)) return;
  // A process that does not want all of its input (EPIPE) is free to do so.
  input_fed_ = written < 0 ? input_.size() : input_fed_ + static_cast<std::size_t>(written);
  if (input_fed_ < input_.size()) return;
  spawned_.input.close();
  std::string().swap(input_);
}

// One chunk; false when there was none.
bool Child::take(Stream stream) {
  std::array<char, kChunk> buffer;  // not shared: a callback may run another process meanwhile
  Descriptor& pipe = stream == Stream::out ? spawned_.out : spawned_.err;
  if (!pipe.open()) return false;
  ssize_t length = ::read(pipe.get(), buffer.data(), buffer.size());
  if (length < 0 && errno == EINTR) return true;
  if (length < 0 && errno == EAGAIN) return false;
  if (length <= 0) {
    pipe.close();
    return false;
  }
  heard_ = monotonic_now();
  std::string_view bytes(buffer.data(), static_cast<std::size_t>(length));
  copy_.add(bytes);
  (stream == Stream::out ? out_ : err_).add(bytes);
  if (stream == Stream::out && on_output_) on_output_(bytes);
  return true;
}

// What is still in the pipe. Not until its end: a daemon that the process left behind may hold it open for
// days.
void Child::drain(Stream stream) {
  for (std::size_t chunk = 0; chunk < kDrainMax / kChunk && take(stream); ++chunk) {
  }
}

void Child::collect() {
  if (!collected_ && !take_exit()) return;
  if (kept_ && !read_reports()) return;
  ended_ = true;
  drain(Stream::out);
  drain(Stream::err);
  if (why_) end_.how = *why_;
  end_.took = monotonic_now() - started_;
}

bool Child::take_exit() {
  siginfo_t info{};
  if (::waitid(P_PIDFD, static_cast<id_t>(spawned_.handle.get()), &info, WEXITED | WNOHANG) != 0 ||
      info.si_pid == 0)
    return false;
  end_.how = info.si_code == CLD_EXITED ? How::exited : How::signaled;
  end_.code = info.si_status;
  kill_at_.reset();
  return collected_ = true;
}

// Whether there will be no more. Of a keeper's two processes one may have been killed; the other still ends
// what is left, holds the pipe open as long, and cannot be hurried: its time is bounded by itself.
bool Child::read_reports() {
  keeper_report report{};
  ssize_t length = 0;
  while ((length = ::read(spawned_.status.get(), &report, sizeof report)) == sizeof report) {
    if (report.kind == KEEPER_LEFT_OVER) {
      std::string line = "[reeve: " + std::to_string(report.value) + " processes that '" + name_ +
                         "' started could not be ended]\n";
      copy_.add(line);
      err_.add(line);
    } else {
      end_.how = report.kind == KEEPER_EXITED ? How::exited : How::signaled;
      end_.code = report.value;
    }
  }
  return length == 0;
}

std::optional<Duration> Child::deadline() const {
  if (kill_at_) return kill_at_;
  if (why_) return std::nullopt;
  std::optional<Duration> first;
  if (timeout_.count() > 0) first = started_ + timeout_;
  if (silence_.count() > 0) first = std::min(first.value_or(heard_ + silence_), heard_ + silence_);
  return first;
}

void Child::check_limits() {
  Duration now = monotonic_now();
  if (kill_at_) {
    if (now < *kill_at_) return;
    kill_at_.reset();
    send(SIGKILL);
  } else if (!why_ && timeout_.count() > 0 && now >= started_ + timeout_) {
    end(How::timed_out);
  } else if (!why_ && silence_.count() > 0 && now >= heard_ + silence_) {
    end(How::silent);
  }
}

void Child::end(How why) {
  if (why_ || ended_) return;
  why_ = why;
  if (collected_) return;
  kill_at_ = monotonic_now() + (kept_ ? kKeeperGrace : kGrace);
  send(SIGTERM);
  send(SIGCONT);
}

// It is not waited for yet, so its number and its group's are still its own.
void Child::send(int signal_number) {
  if (::kill(-spawned_.pid, signal_number) != 0) send_to_pidfd(spawned_.handle.get(), signal_number);
}

port::ProcessEnd Child::take_end() {
  end_.out_cut = out_.cut();
  end_.out = out_.take();
  end_.err = err_.take();
  return std::move(end_);
}

Descriptor Child::abandon() {
  spawned_.lifeline.close();
  return kept_ ? std::move(spawned_.handle) : Descriptor();
}

}  // namespace reeve::os
