// A line for a terminal, made of coloured pieces; cut to columns as a whole. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"

namespace reeve::cli {

enum class Paint { plain, colored };

class Line {
 public:
  // Control characters, bidi marks and line breaks in `text` are made visible.
  Line& add(std::string_view text, Color color = Color::none);
  Line& add(const Line& other);
  // Blanks up to that column, at least one if something is there already.
  Line& to_column(std::size_t column);
  // Cut to `width` columns ("…") and filled up to it.
  Line& cell(std::string_view text, std::size_t width, Color color = Color::none);
  Line& cell_right(std::string_view text, std::size_t width, Color color = Color::none);

  std::size_t width() const { return width_; }
  bool empty() const { return pieces_.empty(); }
  // At most `columns` columns; no blanks at the end.
  std::string text(std::size_t columns, Paint paint) const;

 private:
  struct Piece {
    std::string text;
    Color color;
  };
  std::vector<Piece> pieces_;
  std::size_t width_ = 0;
};

}  // namespace reeve::cli
