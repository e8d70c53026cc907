#include "client_streams.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <unistd.h>

#include "clock.h"

namespace reeve::os {
namespace {

constexpr std::size_t kRead = 64 << 10;       // read at a time
constexpr std::size_t kPendingMax = 1 << 20;  // who does not read its answers is not read from either

}  // namespace

void ClientStreams::open(OnInput on_input, OnInputEnd on_end) {
  on_input_ = std::move(on_input);
  on_end_ = std::move(on_end);
}

void ClientStreams::write(std::string_view bytes) {
  pending_ += bytes;
}

void ClientStreams::flush(Duration longest) {
  const Duration end = monotonic_now() + longest;
  while (waits_to_write()) {
    auto left = (end - monotonic_now()).count();
    pollfd wanted{STDOUT_FILENO, POLLOUT, 0};
    int ready = ::poll(&wanted, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return;
    write_some();
  }
}

void ClientStreams::fill(std::vector<pollfd>& polled) const {
  if (!on_input_) return;
  bool reads = pending_.size() - written_ < kPendingMax;
  polled.push_back({reads ? STDIN_FILENO : -1, POLLIN, 0});
  // Without anything to write this tells when the client has closed its end.
  polled.push_back({STDOUT_FILENO, static_cast<short>(waits_to_write() ? POLLOUT : 0), 0});
}

void ClientStreams::serve(std::span<const pollfd> polled) {
  if (polled.empty()) return;
  if (polled[1].revents & (POLLERR | POLLHUP | POLLNVAL)) return end();
  if (polled[1].revents & POLLOUT) write_some();
  if (polled[0].revents) read();
}

void ClientStreams::read() {
  if (!on_input_) return;
  std::array<char, kRead> buffer;
  ssize_t length = ::read(STDIN_FILENO, buffer.data(), buffer.size());
  if (length < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (length <= 0) return end();
  on_input_(std::string_view(buffer.data(), static_cast<std::size_t>(length)));
}

void ClientStreams::write_some() {
  std::size_t length = std::min<std::size_t>(PIPE_BUF, pending_.size() - written_);
  ssize_t written = ::write(STDOUT_FILENO, pending_.data() + written_, length);
  if (written < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (written < 0) {
    pending_.clear();
    written_ = 0;
    return end();
  }
  written_ += static_cast<std::size_t>(written);
  // Not at each write, which would move all of it each time.
  if (waits_to_write() && written_ < kPendingMax) return;
  pending_.erase(0, written_);
  written_ = 0;
}

void ClientStreams::end() {
  if (!on_input_) return;
  on_input_ = nullptr;
  on_end_();
}

}  // namespace reeve::os
