#include "cli/live_block.h"

#include <algorithm>

namespace reeve::cli {
namespace {

// ECMA-48: up so many lines, erase from here to the end of the line, of the screen.
std::string up(std::size_t rows) {
  return rows == 0 ? "" : "\x1b[" + std::to_string(rows) + "A";
}
constexpr std::string_view kEraseLine = "\x1b[K";
constexpr std::string_view kEraseBelow = "\x1b[J";
// DECAWM, off and on again within one write. Terminals do not agree on the width of some emoji: a line that
// one of them takes for longer must not fold, or the next frame would begin in the wrong row.
constexpr std::string_view kNoFolding = "\x1b[?7l";
constexpr std::string_view kFolding = "\x1b[?7h";

}  // namespace

// A terminal that became narrower has folded the lines that it shows.
std::string LiveBlock::to_start(Size size) const {
  std::size_t rows = 0;
  std::size_t columns = std::max<std::size_t>(size.columns, 1);
  for (std::size_t width : widths_) rows += width == 0 ? 1 : (width + columns - 1) / columns;
  return "\r" + up(std::min(rows, size.rows > 0 ? size.rows - 1 : 0));
}

std::string LiveBlock::block() const {
  std::string text(kNoFolding);
  for (const std::string& line : drawn_) text.append(line).append(kEraseLine).append("\n");
  return text.append(kEraseBelow).append(kFolding);
}

std::string LiveBlock::redraw(const std::vector<Line>& lines, Size size) {
  // The last column stays free: some terminals go to the next line when it is written.
  std::size_t columns = size.columns > 1 ? size.columns - 1 : 1;
  std::vector<std::string> fresh;
  for (const Line& line : lines) fresh.push_back(line.text(columns, paint_));
  bool same = fresh == drawn_ && size.columns == size_.columns && size.rows == size_.rows;
  if (same) return "";
  std::string start = to_start(size);
  drawn_ = std::move(fresh);
  widths_.clear();
  for (const Line& line : lines) widths_.push_back(std::min(line.width(), columns));
  size_ = size;
  return start + block();
}

std::string LiveBlock::above(const std::string& text, Size size) {
  return to_start(size).append(kEraseBelow) + text + "\n" + block();
}

std::string LiveBlock::remove(Size size) {
  if (drawn_.empty()) return "";
  std::string start = to_start(size).append(kEraseBelow);
  drawn_.clear();
  widths_.clear();
  return start;
}

}  // namespace reeve::cli
