#include "split.h"

namespace reeve::board {
namespace {

bool is_row_blank(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

bool is_trimmed(char c) {
  return c == ' ' || c == '\t';
}

// The first pipe from `at` on that no backslash precedes within the cell, else the end.
std::size_t cell_end(std::string_view line, std::size_t at) {
  for (std::size_t from = at;;) {
    std::size_t pipe = line.find('|', from);
    if (pipe == line.npos) return line.size();
    if (pipe == at || line[pipe - 1] != '\\') return pipe;
    from = pipe + 1;
  }
}

// Calls found(raw begin, raw end, text begin) for each cell; answers whether a pipe closes the row.
template <class Found>
bool walk(std::string_view line, bool& opened, Found found) {
  std::size_t raw = 0, at = 0;
  while (at < line.size() && is_trimmed(line[at])) ++at;
  opened = at < line.size() && line[at] == '|';
  if (opened) {
    raw = ++at;
    while (at < line.size() && is_row_blank(line[at])) ++at;
  }
  while (at < line.size()) {
    std::size_t end = cell_end(line, at);
    found(raw, end, at);
    if (end == line.size()) return false;
    raw = at = end + 1;
    while (at < line.size() && is_row_blank(line[at])) ++at;
  }
  return true;
}

}  // namespace

Span row_span(const Document& document, std::uint32_t line) {
  Span span = document.line(line);
  if (line == 1 && document.text(span).starts_with(kByteOrderMark))
    span.begin += static_cast<std::uint32_t>(kByteOrderMark.size());
  return span;
}

void split_row(const Document& document, std::uint32_t line, RowCells& cells) {
  cells.raw.clear();
  cells.text.clear();
  Span span = row_span(document, line);
  std::string_view text = document.text(span);
  auto offset = [&](std::size_t at) { return static_cast<std::uint32_t>(span.begin + at); };
  cells.closed = walk(text, cells.opened, [&](std::size_t raw, std::size_t end, std::size_t from) {
    cells.raw.push_back({offset(raw), offset(end)});
    while (end > from && is_trimmed(text[end - 1])) --end;
    cells.text.push_back({offset(from), offset(end)});
  });
}

std::uint32_t count_cells(std::string_view line) {
  std::uint32_t count = 0;
  bool opened = false;
  walk(line, opened, [&](std::size_t, std::size_t, std::size_t) { ++count; });
  return count;
}

std::string unescape_pipes(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  std::size_t from = 0;
  for (std::size_t at = text.find("\\|"); at != text.npos; at = text.find("\\|", at + 2)) {
    plain += text.substr(from, at - from);
    from = at + 1;
  }
  plain += text.substr(from);
  return plain;
}

}  // namespace reeve::board
