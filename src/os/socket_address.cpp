#include "socket_address.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>

#include "failure.h"

namespace reeve::os {

Result<SocketAddress> address_of(const std::string& path) {
  SocketAddress found;
  auto slash = path.rfind('/');
  std::string directory = slash == 0 ? "/" : path.substr(0, slash);
  found.name = path.substr(slash + 1);
  found.directory = Descriptor(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!found.directory.open()) return failure("open", directory, errno);
  std::string through = "/proc/self/fd/" + std::to_string(found.directory.get()) + "/" + found.name;
  if (through.size() >= sizeof found.address.sun_path) return failure("use as a socket", path, ENAMETOOLONG);
  found.address.sun_family = AF_UNIX;
  std::memcpy(found.address.sun_path, through.c_str(), through.size() + 1);
  return found;
}

}  // namespace reeve::os
