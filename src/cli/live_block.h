// A block of lines at the lower end of what a terminal shows, drawn again in place. What it gives is to be
// written in one piece.
//
// The cursor rests at the start of the line below the block and is never hidden: a process that is killed
// leaves nothing to repair.
#pragma once

#include <string>
#include <vector>

#include "cli/line.h"

namespace reeve::cli {

class LiveBlock {
 public:
  explicit LiveBlock(Paint paint) : paint_(paint) {}

  // Puts `lines` in the place of the block; "" if that would change nothing.
  std::string redraw(const std::vector<Line>& lines, Size size);
  // Puts a text, lines without the last line break, above the block for good.
  std::string above(const std::string& text, Size size);
  // Takes the block away.
  std::string remove(Size size);

 private:
  std::string to_start(Size size) const;
  std::string block() const;

  Paint paint_;
  std::vector<std::string> drawn_;
  std::vector<std::size_t> widths_;  // of the drawn lines
  Size size_{0, 0};                  // when they were
};

}  // namespace reeve::cli
