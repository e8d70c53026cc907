// A unix socket's address for a path of any length.
#pragma once

#include <string>
#include <sys/socket.h>
#include <sys/un.h>

#include "descriptor.h"

#include "reeve/base/result.h"

namespace reeve::os {

struct SocketAddress {
  Descriptor directory;  // must stay open while the address is used
  std::string name;      // in that directory
  sockaddr_un address{};

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }
};

// Error `io`: the directory cannot be opened, or the name alone is too long.
Result<SocketAddress> address_of(const std::string& path);

}  // namespace reeve::os
