#include "session/mcp_lines.h"

namespace reeve::session {

void Lines::add(std::string_view bytes) {
  for (;;) {
    auto end = bytes.find('\n');
    keep(bytes.substr(0, end));
    if (end == bytes.npos) return;
    bytes.remove_prefix(end + 1);
    std::string line;
    line.swap(line_);
    Size size = std::exchange(size_, Size::whole);
    on_line_(line, size);
  }
}

void Lines::keep(std::string_view piece) {
  if (size_ == Size::whole && piece.size() <= bytes_max_ - line_.size()) {
    line_ += piece;
    return;
  }
  size_ = Size::too_long;
  std::string().swap(line_);
}

}  // namespace reeve::session
