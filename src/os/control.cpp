#include "reeve/os/control.h"

#include <cerrno>
#include <poll.h>

#include "clock.h"
#include "failure.h"
#include "socket_address.h"

#include "reeve/base/text.h"

namespace reeve::os {
namespace {

constexpr std::size_t kAnswerMax = 1 << 20;

Error nobody(const std::string& path) {
  return {ErrorKind::missing, "nobody listens at " + path, ""};
}

Result<std::string> await_line(const Descriptor& socket, const std::string& path, Duration longest) {
  const Duration deadline = monotonic_now() + longest;
  std::string answer;
  while (answer.size() < kAnswerMax) {
    pollfd ready{socket.get(), POLLIN, 0};
    auto left = std::max<std::int64_t>((deadline - monotonic_now()).count(), 0);
    int found = ::poll(&ready, 1, static_cast<int>(left));
    if (found == 0)
      return Error{ErrorKind::unreachable, "no answer from " + path + " in " + format_duration(longest), ""};
    char piece[4096];
    ssize_t length = found < 0 ? -1 : ::recv(socket.get(), piece, sizeof piece, 0);
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) return Error{ErrorKind::unreachable, path + " was closed without an answer", ""};
    answer.append(piece, static_cast<std::size_t>(length));
    auto end = answer.find('\n');
    if (end != std::string::npos) return answer.substr(0, end);
  }
  return Error{ErrorKind::io, "the answer from " + path + " has no end", ""};
}

}  // namespace

Result<std::string> ask_control(const std::string& path, const std::string& line, Duration longest) {
  auto address = address_of(path);
  if (!address) return nobody(path);
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket.open()) return failure("open", "a socket", errno);
  if (::connect(socket.get(), address->get(), sizeof address->address) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) return nobody(path);
    return failure("connect to", path, errno);
  }
  std::string bytes = line + "\n";
  if (::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
    return Error{ErrorKind::unreachable, path + " was closed before the request was sent", ""};
  return await_line(socket, path, longest);
}

}  // namespace reeve::os
