#include "session/input.h"

namespace reeve::session {
namespace {

constexpr std::size_t kPart = 64 << 10;

}  // namespace

std::string read_all(std::istream& in, std::size_t bytes_max) {
  std::string text;
  while (in && text.size() < bytes_max) {
    std::size_t before = text.size();
    text.resize(before + kPart);
    in.read(text.data() + before, kPart);
    text.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  return text;
}

}  // namespace reeve::session
