#include "reeve/board/document.h"

#include <algorithm>

namespace reeve::board {
namespace {

std::vector<std::uint32_t> line_starts(std::string_view bytes) {
  std::vector<std::uint32_t> starts;
  bool has_cr = bytes.find('\r') != bytes.npos;
  std::size_t at = 0;
  while (at < bytes.size()) {
    starts.push_back(static_cast<std::uint32_t>(at));
    std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::size_t cr = has_cr ? bytes.substr(at, end - at).find('\r') : bytes.npos;
    // A CR directly before the LF belongs to that line's end.
    bool lone = cr != bytes.npos && (at + cr + 1 < end || end == bytes.size());
    at = lone ? at + cr + 1 : end + 1;
  }
  starts.shrink_to_fit();
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
