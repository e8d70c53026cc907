// Port: the one place that waits. Events come out one at a time, in the order in which they happened.
#pragma once

#include <functional>

#include "reeve/run/event.h"

namespace reeve::port {

class Inbox {
 public:
  virtual ~Inbox() = default;

  // The next event; sleeps until there is one. Runs the callbacks of processes meanwhile.
  virtual run::Event wait() = 0;
  // Adds an event, stamped now. From any callback; never from another thread.
  virtual void post(run::EventBody body) = 0;
  // TimerFired{timer} at (or after) that instant; an earlier arming of the same timer is replaced.
  virtual void arm(run::TimerId timer, Instant at) = 0;
  virtual void disarm(const run::TimerId& timer) = 0;
  virtual Instant now() const = 0;
  // For adapters' own retries: runs `callback` once inside wait(), at (or after) that instant.
  virtual void call_at(Instant at, std::function<void()> callback) = 0;
};

}  // namespace reeve::port
