// The only door to cmark-gfm: which blocks a text has. Threads: any number at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::board {

enum class BlockKind { table, heading, html, paragraph, code, other };

// A block at the top level of a text; lines count from 1.
struct Block {
  BlockKind kind = BlockKind::other;
  std::uint32_t first_line = 0;  // of a table: its delimiter row (cmark misplaces headers, never rows)
  std::uint32_t last_line = 0;
  std::uint32_t body_rows = 0;  // of a table
  std::uint32_t columns = 0;    // of a table
};

// A table inside a list, quote or the like: its cells as cmark reads them, header first.
struct NestedTable {
  std::uint32_t delimiter_line = 0;
  std::vector<std::vector<std::string>> rows;
};

struct Blocks {
  std::vector<Block> top;
  std::vector<NestedTable> nested;
};

// `pieces` in order are the text; each ends at the end of a line. Time and memory are bounded only
// by what the caller lets through (outline.h).
Blocks read_blocks(const std::vector<std::string_view>& pieces);

// For tests. The same of one text, by all that cmark-gfm does with it.
Blocks blocks_by_cmark(std::string_view text);
// Every top-level table's cells as cmark reads them, header first: what our splitter is held against.
std::vector<std::vector<std::vector<std::string>>> cells_by_cmark(std::string_view text);

}  // namespace reeve::board
