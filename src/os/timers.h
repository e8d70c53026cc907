// What is due when. Instants are turned into times on CLOCK_BOOTTIME when they come in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "descriptor.h"

#include "reeve/run/event.h"

namespace reeve::os {

class Timers {
 public:
  struct Due {
    Instant at;
    std::optional<run::TimerId> timer;  // either this
    std::function<void()> callback;     // or this
  };

  Status open();
  void arm(const run::TimerId& timer, Instant at);
  void disarm(const run::TimerId& timer);
  void call_at(Instant at, std::function<void()> callback);

  // A descriptor that becomes readable when the earliest is due; set_alarm() before each poll.
  int alarm() const { return alarm_.get(); }
  void set_alarm();
  // Takes out all that are due, the earliest first.
  std::vector<Due> take_due();

 private:
  std::multimap<Duration, Due> waiting_;  // by boot_now()
  Descriptor alarm_;
  std::optional<Duration> alarm_at_;
};

}  // namespace reeve::os
