#include "reeve/board/document.h"

#include <algorithm>

namespace reeve::board {
namespace {

// Calls found(start) for each line. Looks at each byte once, whatever ends the lines.
template <class Found>
void each_line(std::string_view bytes, Found found) {
  std::size_t lf = bytes.find('\n'), cr = bytes.find('\r');
  for (std::size_t at = 0; at < bytes.size();) {
    found(at);
    if (lf < at) lf = bytes.find('\n', at);
    if (cr < at) cr = bytes.find('\r', at);
    std::size_t end = std::min({lf, cr, bytes.size()});
    // A CR directly before the LF belongs to that line's end.
    at = end == cr && lf == cr + 1 ? end + 2 : end + 1;
  }
}

// Counted before they are kept: a file of nothing but line ends would take five times its size otherwise.
std::vector<std::uint32_t> line_starts(std::string_view bytes) {
  std::size_t count = 0;
  each_line(bytes, [&](std::size_t) { ++count; });
  std::vector<std::uint32_t> starts;
  starts.reserve(count);
  each_line(bytes, [&](std::size_t at) { starts.push_back(static_cast<std::uint32_t>(at)); });
  return starts;
}

}  // namespace

Document::Document(std::string bytes)
    : bytes_(std::make_shared<const std::string>(std::move(bytes))),
      starts_(std::make_shared<const std::vector<std::uint32_t>>(line_starts(*bytes_))) {}

Span Document::line_with_end(std::uint32_t number) const {
  std::uint32_t begin = (*starts_)[number - 1];
  bool last = number == starts_->size();
  return {begin, last ? static_cast<std::uint32_t>(bytes_->size()) : (*starts_)[number]};
}

Span Document::line(std::uint32_t number) const {
  Span span = line_with_end(number);
  const std::string& bytes = *bytes_;
  if (span.end > span.begin && bytes[span.end - 1] == '\n') --span.end;
  if (span.end > span.begin && bytes[span.end - 1] == '\r') --span.end;
  return span;
}

}  // namespace reeve::board
