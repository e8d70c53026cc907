#include "control_socket.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

#include "clock.h"
#include "failure.h"
#include "socket_address.h"

namespace reeve::os {
namespace {

constexpr std::size_t kConnectionsMax = 32;  // others wait in the backlog
constexpr std::size_t kLineMax = 64 << 10;   // of a request
constexpr Duration kTimeToSay{10'000};       // for the whole line
constexpr Duration kPause{1000};             // before a connection is tried again
constexpr mode_t kMode = S_IRUSR | S_IWUSR;

}  // namespace

Status ControlSocket::listen(const std::string& path, port::Control::OnRequest on_request) {
  close();
  REEVE_TRY(SocketAddress address, address_of(path));
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.open()) return failure("open", "a socket", errno);
  // Of one that died. Nothing else is ever made under this name.
  if (::unlinkat(address.directory.get(), address.name.c_str(), 0) != 0 && errno != ENOENT)
    return failure("replace the socket", path, errno);
  // The mode of the socket before it has a name is that of the name.
  if (::fchmod(socket.get(), kMode) != 0 ||
      ::bind(socket.get(), address.get(), sizeof address.address) != 0 ||
      ::listen(socket.get(), static_cast<int>(kConnectionsMax)) != 0)
    return failure("listen at", path, errno);
  directory_ = std::move(address.directory);
  name_ = std::move(address.name);
  socket_ = std::move(socket);
  on_request_ = std::move(on_request);
  return Done{};
}

void ControlSocket::close() {
  connections_.clear();
  if (!socket_.open()) return;
  ::unlinkat(directory_.get(), name_.c_str(), 0);
  socket_.close();
  directory_.close();
}

void ControlSocket::fill(std::vector<pollfd>& polled) const {
  if (!socket_.open()) return;
  bool takes =
      connections_.size() < kConnectionsMax && (!take_again_at_ || monotonic_now() >= *take_again_at_);
  polled.push_back({takes ? socket_.get() : -1, POLLIN, 0});
  for (const auto& [caller, connection] : connections_)
    polled.push_back({connection.socket.get(), static_cast<short>(connection.asked ? 0 : POLLIN), 0});
}

void ControlSocket::serve(std::span<const pollfd> polled) {
  for (const pollfd& one : polled) {
    if (!one.revents) continue;
    if (one.fd == socket_.get()) {
      take_connection();
      continue;
    }
    auto found = std::find_if(connections_.begin(), connections_.end(),
                              [&](const auto& each) { return each.second.socket.get() == one.fd; });
    if (found == connections_.end()) continue;  // hung up on meanwhile
    if (found->second.asked)
      connections_.erase(found);  // it has gone without waiting for its answer
    else
      read(found->first, found->second);
  }
  hang_up_on_silent();
}

std::optional<Duration> ControlSocket::deadline() const {
  std::optional<Duration> first = take_again_at_;
  if (first && *first <= monotonic_now()) first.reset();  // it is polled again
  for (const auto& [caller, connection] : connections_)
    if (!connection.asked) first = std::min(first.value_or(connection.say_it_until), connection.say_it_until);
  return first;
}

void ControlSocket::take_connection() {
  Descriptor socket(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!socket.open()) {  // it has gone again; or there are no descriptors left, and it still waits
    if (errno != EAGAIN && errno != ECONNABORTED) take_again_at_ = monotonic_now() + kPause;
    return;
  }
  take_again_at_.reset();
  connections_[++taken_] = {std::move(socket), "", monotonic_now() + kTimeToSay};
}

void ControlSocket::read(run::Caller caller, Connection& connection) {
  char piece[4096];
  ssize_t length = ::recv(connection.socket.get(), piece, sizeof piece, 0);
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (length > 0) connection.line.append(piece, static_cast<std::size_t>(length));
  auto end = connection.line.find('\n');
  if (end == std::string::npos) {
    if (length <= 0 || connection.line.size() > kLineMax) connections_.erase(caller);
    return;
  }
  connection.asked = true;
  std::string line = connection.line.substr(0, end);
  on_request_(caller, line);
}

void ControlSocket::hang_up_on_silent() {
  std::erase_if(connections_, [now = monotonic_now()](const auto& one) {
    return !one.second.asked && one.second.say_it_until <= now;
  });
}

// An answer is far smaller than a socket's buffer, which holds nothing else.
void ControlSocket::answer(run::Caller caller, std::string_view line) {
  auto found = connections_.find(caller);
  if (found == connections_.end()) return;
  std::string bytes = std::string(line) + "\n";
  (void)::send(found->second.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  connections_.erase(found);
}

}  // namespace reeve::os
