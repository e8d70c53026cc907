// The one place that waits, over poll(2): events, timers, signals, child processes and the control socket on
// one thread.
//
// Timers follow CLOCK_BOOTTIME, the limits of processes CLOCK_MONOTONIC (a suspended machine makes no worker
// late); setting the wall clock moves neither. Events are stamped with the wall clock, a TimerFired never
// before its instant. wait() sleeps in poll without any period of its own.
#pragma once

#include <memory>
#include <string>

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

// Destroying it ends running kept processes (bounded, 3 s); others run on, their output is lost.
class Loop : public port::Inbox, public port::Processes, public port::Control {};

// Ignores SIGPIPE in this process for the life of the loop; children get all signals reset. One loop at a
// time.
Result<std::unique_ptr<Loop>> make_loop(LoopOptions options);

}  // namespace reeve::os
