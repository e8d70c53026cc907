// Cells of all top-level tables as our splitter cuts them, as wide as the table: beside cells_by_cmark().
#pragma once

#include "board/markdown.h"
#include "board/outline.h"
#include "board/split.h"

namespace reeve::board {

inline std::vector<std::vector<std::vector<std::string>>> cells_by_us(const Document& document,
                                                                      const Outline& outline) {
  std::vector<std::vector<std::vector<std::string>>> tables;
  RowCells cells;
  for (const Block& block : outline.top) {
    if (block.kind != BlockKind::table) continue;
    auto& rows = tables.emplace_back();
    for (std::uint32_t line = block.first_line - 1; line <= block.last_line; ++line) {
      if (line == block.first_line) continue;
      split_row(document, line, cells);
      auto& row = rows.emplace_back();
      for (Span text : cells.text) row.push_back(unescape_pipes(document.text(text)));
      row.resize(block.columns);
    }
  }
  return tables;
}

}  // namespace reeve::board
