// Where the tables of a document are.
//
// cmark-gfm decides; but it reads 20 MB/s and keeps 33 bytes per byte, so the body rows of large
// tables are kept from it. A line scan finds header and delimiter pairs; the lines after a delimiter
// that can only be body rows are cut out, and cmark reads the rest. Where it finds a top-level table
// at every such delimiter, putting the rows back changes nothing else: a row leaves the parser as it
// was, with that table open. Where it does not, the lines are given back and it reads again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "markdown.h"

#include "reeve/base/result.h"
#include "reeve/board/document.h"

namespace reeve::board {

// Bounds on what may be read at all …
inline constexpr std::size_t kFileBytesMax = 32u << 20;
inline constexpr std::size_t kLineBytesMax = 8u << 20;
inline constexpr std::uint32_t kLinesMax = 2'000'000;
inline constexpr std::uint64_t kCellsMax = 1'000'000;  // of one line
inline constexpr std::uint32_t kColumnsMax = 1000;
// … and on what is handed to cmark-gfm, which keeps up to 300 bytes for each block and cell and goes through
// all open lists and quotes in each line. A node is a line, each list, item or quote that may be open in it,
// and each cell; a short row counts as wide as its table.
inline constexpr std::size_t kMarkdownBytesMax = 8u << 20;
inline constexpr std::uint64_t kMarkdownNodesMax = 400'000;
inline constexpr std::uint64_t kReadAgainMax =
    16u << 20;  // bytes of paragraphs, once for each delimiter row below

struct Outline {
  std::vector<Block> top;  // lines of the document
  std::vector<NestedTable> nested;
  std::vector<std::uint32_t> missed;  // delimiter lines of what looks like a table and is text
};

enum class Reading { cut, whole };  // `whole`: everything goes through cmark; for the differential test

// Errors: `unreadable`, with the line and the reason.
Result<Outline> read_outline(const Document& document, Reading reading = Reading::cut);

// Whether the line, coming after a table's row, can only be its next row: no other block begins so.
bool is_sure_row(std::string_view line);

Error unreadable(std::uint32_t line, std::string_view reason, std::string_view hint = {});

}  // namespace reeve::board
