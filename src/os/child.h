// One running process: feeds its input, takes its output, holds its limits, and knows when it has ended.
//
// Whoever polls for it asks for four pollfds, hands them back after poll(), and calls check_limits() when the
// deadline is due.
#pragma once

#include <optional>
#include <poll.h>
#include <span>

#include "output.h"
#include "spawn.h"

namespace reeve::os {

class Child {
 public:
  static constexpr std::size_t kPolled = 4;

  Child(Spawned spawned, const port::ProcessSpec& spec, run::ProcessMark mark, OutputCopy copy,
        port::OnOutput on_output);

  const run::ProcessMark& mark() const { return mark_; }
  void fill(std::span<pollfd, kPolled> polled) const;
  void serve(std::span<const pollfd, kPolled> polled);

  // On monotonic_now(); nothing if no limit applies.
  std::optional<Duration> deadline() const;
  void check_limits();

  // Begins to end it; the first reason given is the one reported.
  void end(port::ProcessEnd::How why);
  bool ended() const { return ended_; }
  // Once, after ended().
  port::ProcessEnd take_end();

  // Lets go of a kept process, which then ends by itself; gives what to wait for it with.
  Descriptor abandon();

 private:
  enum class Stream { out, err };

  void feed();
  bool take(Stream stream);
  void drain(Stream stream);
  void collect();
  bool take_exit();
  bool read_reports();
  void send(int signal_number);

  Spawned spawned_;
  run::ProcessMark mark_;
  std::string name_;
  bool kept_;
  std::string input_;
  std::size_t input_fed_ = 0;
  Duration timeout_;
  Duration silence_;
  Tail out_;
  Tail err_;
  OutputCopy copy_;
  port::OnOutput on_output_;
  Duration started_;
  Duration heard_;
  std::optional<port::ProcessEnd::How> why_;
  std::optional<Duration> kill_at_;
  bool collected_ = false;  // the process that we started; a keeper's other one may still be at work
  bool ended_ = false;
  port::ProcessEnd end_;
};

}  // namespace reeve::os
