// Port: requests that other processes of this user make to a running engine, one line each.
//
// One thread: callbacks run inside Inbox::wait().
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "reeve/base/result.h"
#include "reeve/run/control.h"

namespace reeve::port {

class Control {
 public:
  virtual ~Control() = default;

  using OnRequest = std::function<void(run::Caller caller, const std::string& line)>;
  // Listens at `path` until stop_listening(); only this user may connect. What lies there is replaced: the
  // caller holds the lock that says that nobody else listens. Errors: `io`.
  virtual Status listen(const std::string& path, OnRequest on_request) = 0;
  // Answers with one line and hangs up. Who has gone meanwhile is not missed.
  virtual void answer(run::Caller caller, std::string_view line) = 0;
  // Removes the socket; who still waits for an answer sees the end.
  virtual void stop_listening() = 0;
};

}  // namespace reeve::port
