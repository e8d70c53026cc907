// Our stdin and stdout as the loop polls them, for one client at the other end.
//
// Neither is made non-blocking, since others may share them: a read follows poll(2)'s word, and a write is
// never more than a pipe takes then.
#pragma once

#include <poll.h>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/os/loop.h"

namespace reeve::os {

class ClientStreams {
 public:
  void open(OnInput on_input, OnInputEnd on_end);
  void write(std::string_view bytes);
  // What is still to be written, as far as the client takes it within `longest`.
  void flush(Duration longest);

  // Appends what to poll for; serve() takes the same ones back. Callbacks may write.
  void fill(std::vector<pollfd>& polled) const;
  void serve(std::span<const pollfd> polled);

 private:
  bool waits_to_write() const { return written_ < pending_.size(); }
  void read();
  void write_some();
  void end();

  OnInput on_input_;  // nothing: not opened, or ended
  OnInputEnd on_end_;
  std::string pending_;
  std::size_t written_ = 0;
};

}  // namespace reeve::os
