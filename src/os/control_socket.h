// The control socket as the loop polls it: takes connections, reads one line of each, answers with one.
//
// A path may be longer than a socket's name can be: the socket is bound through its directory's descriptor.
#pragma once

#include <map>
#include <optional>
#include <poll.h>
#include <span>
#include <string>
#include <vector>

#include "descriptor.h"

#include "reeve/base/time.h"
#include "reeve/port/control.h"

namespace reeve::os {

class ControlSocket {
 public:
  ControlSocket() = default;
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;
  ~ControlSocket() { close(); }

  Status listen(const std::string& path, port::Control::OnRequest on_request);
  void answer(run::Caller caller, std::string_view line);
  void close();

  // Appends what to poll for; serve() takes the same ones back. Callbacks may answer at once.
  void fill(std::vector<pollfd>& polled) const;
  void serve(std::span<const pollfd> polled);
  // On monotonic_now(): when somebody who connected and says nothing is hung up on.
  std::optional<Duration> deadline() const;

 private:
  struct Connection {
    Descriptor socket;
    std::string line;       // as far as it came
    Duration say_it_until;  // the whole line
    bool asked = false;     // its line was handed on, its answer is awaited
  };
  void take_connection();
  void read(run::Caller caller, Connection& connection);
  void hang_up_on_silent();

  Descriptor directory_;
  Descriptor socket_;
  std::string name_;
  port::Control::OnRequest on_request_;
  std::map<run::Caller, Connection> connections_;
  run::Caller taken_ = 0;
  std::optional<Duration> take_again_at_;
};

}  // namespace reeve::os
