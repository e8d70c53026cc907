// Cuts one line into the cells of a table row, byte for byte as cmark-gfm does.
//
// The markdown parser says which lines are rows; its columns are wrong in several cases, so the
// bytes of a cell come from here. A differential test holds both equal (tests/unit/board).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/board/document.h"

namespace reeve::board {

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

struct RowCells {
  std::vector<Span> raw;   // between the pipes, blanks included; offsets into the document
  std::vector<Span> text;  // the same, trimmed; `\|` still escaped
  bool opened = false;     // a pipe before the first cell
  bool closed = false;     // a pipe behind the last cell
};

// Without a byte order mark at the start of the file.
Span row_span(const Document& document, std::uint32_t line);
// Reuses the memory of `cells`. `line` must be a row of a table.
void split_row(const Document& document, std::uint32_t line, RowCells& cells);

// How many cells the line has as a row of a table; 0: it would end the table.
std::uint32_t count_cells(std::string_view line);

// `\|` becomes `|`.
std::string unescape_pipes(std::string_view text);

}  // namespace reeve::board
