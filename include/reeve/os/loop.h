// The one place that waits, over poll(2): events, timers, signals, child processes, the control socket and a
// client on stdin and stdout, on one thread.
//
// Timers follow CLOCK_BOOTTIME, the limits of processes CLOCK_MONOTONIC (a suspended machine makes no worker
// late); setting the wall clock moves neither. Events are stamped with the wall clock, a TimerFired never
// before its instant. wait() sleeps in poll without any period of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "reeve/port/control.h"
#include "reeve/port/inbox.h"
#include "reeve/port/processes.h"

namespace reeve::os {

// What SIGINT, SIGTERM and SIGHUP do while the loop lives. A signal that was ignored at start (nohup, a
// background job of a shell) stays ignored.
enum class Signals {
  caught,     // they come out of wait() as Interrupted; during run() they are kept for the next wait()
  left_alone  // they do what they did before: for commands that never call wait()
};

struct LoopOptions {
  std::string keeper;  // absolute path of reeve-keeper, see keeper_path() in system.h
  Signals signals = Signals::caught;
};

using OnInput = std::function<void(std::string_view)>;
using OnInputEnd = std::function<void()>;

// Destroying it ends running kept processes (bounded, 3 s); others run on, their output is lost.
class Loop : public port::Inbox, public port::Processes, public port::Control {
 public:
  // For a program that serves one client on stdin and stdout: `on_input` gets what comes, `on_end` is called
  // once, when stdin ends or nobody reads stdout any more. Both from inside wait().
  virtual void serve_client(OnInput on_input, OnInputEnd on_end) = 0;
  // Bytes for the client's stdout; wait() writes them as the client takes them. While 1 MiB of them is left
  // nothing more is read from it.
  virtual void write_to_client(std::string_view bytes) = 0;
  // What wait() has not written yet, at most `longest`.
  virtual void flush_to_client(Duration longest) = 0;
};

// Ignores SIGPIPE in this process for the life of the loop; children get all signals reset. One loop at a
// time.
Result<std::unique_ptr<Loop>> make_loop(LoopOptions options);

}  // namespace reeve::os
