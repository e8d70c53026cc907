// The bytes of a tracking file, immutable and shared, with its lines.
//
// Copies are cheap and share one buffer; string_views into bytes() live as long as any copy.
// Lines end at LF, CRLF or a lone CR; line numbers count from 1 as editors show them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::board {

// Byte offsets [begin, end) into a document.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t size() const { return end - begin; }
};

class Document {
 public:
  Document() : Document(std::string()) {}
  explicit Document(std::string bytes);

  const std::string& bytes() const { return *bytes_; }
  std::string_view text(Span span) const { return std::string_view(*bytes_).substr(span.begin, span.size()); }

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_->size()); }
  // The line without its ending; `number` counts from 1.
  Span line(std::uint32_t number) const;
  // The same with its ending.
  Span line_with_end(std::uint32_t number) const;

 private:
  std::shared_ptr<const std::string> bytes_;
  std::shared_ptr<const std::vector<std::uint32_t>> starts_;
};

}  // namespace reeve::board
