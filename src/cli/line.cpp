#include "cli/line.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::cli {

Line& Line::add(std::string_view text, Color color) {
  std::string shown = one_line(text);
  width_ += display_width(shown);
  pieces_.push_back({std::move(shown), color});
  return *this;
}

Line& Line::add(const Line& other) {
  pieces_.insert(pieces_.end(), other.pieces_.begin(), other.pieces_.end());
  width_ += other.width_;
  return *this;
}

Line& Line::to_column(std::size_t column) {
  std::size_t blanks = column > width_ ? column - width_ : (width_ > 0 ? 1 : 0);
  return add(std::string(blanks, ' '));
}

Line& Line::cell(std::string_view text, std::size_t width, Color color) {
  std::string shown = fitted(one_line(text), width);
  std::size_t blanks = width - std::min(width, display_width(shown));
  return add(shown, color).add(std::string(blanks, ' '));
}

Line& Line::cell_right(std::string_view text, std::size_t width, Color color) {
  std::string shown = fitted(one_line(text), width);
  std::size_t blanks = width - std::min(width, display_width(shown));
  return add(std::string(blanks, ' ')).add(shown, color);
}

std::string Line::text(std::size_t columns, Paint paint) const {
  std::string line;
  std::string blanks;  // not written before something follows
  std::size_t left = columns;
  std::size_t missing = width_;
  for (const Piece& piece : pieces_) {
    std::size_t width = display_width(piece.text);
    // The rest fits, or this piece holds the place of the cut.
    std::string shown = missing <= left ? piece.text
                        : width < left  ? piece.text
                                        : fitted(piece.text + " …", left);
    left -= std::min(left, width);
    missing -= std::min(missing, width);
    if (shown.find_first_not_of(' ') == shown.npos) {
      blanks += shown;
    } else {
      line += blanks + painted(paint == Paint::colored ? piece.color : Color::none, shown);
      blanks.clear();
    }
    if (left == 0) break;
  }
  return line;
}

}  // namespace reeve::cli
