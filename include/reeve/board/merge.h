// Three versions of a tracking file made one, by id and cell: adjacent rows never meet as adjacent lines.
//
// A task table that all three versions have is merged here and stands in their texts as a block of lines
// that is the same on all sides; a merge by lines then does the rest of the text, and the tables go back in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/board/board.h"

namespace reeve::board {

struct Versions {
  std::string base;
  std::string ours;
  std::string theirs;
};

// Of the lines that git puts around what two sides changed differently.
struct ConflictMarks {
  std::size_t size = 7;
  std::string ours = "ours";
  std::string theirs = "theirs";
};

struct TableMerge {
  Versions text;                    // to be merged by lines
  std::vector<std::string> tables;  // what stands for the blocks in the end, without the last line's end
  std::vector<std::string> blocks;  // the first words of each block's lines; in none of the versions
  std::size_t conflicts = 0;        // places in `tables` with conflict marks
  std::size_t marker_size = 7;
};

// Rows are matched by id across the tables, cells by column. A cell that one side changed is taken from that
// side; rows and columns that one side added or removed are added or removed. Both changed the same cell
// differently, or one changed a row that the other removed: conflict marks around these rows alone. The order
// is that of the side which changed it; of rows added at one place ours come first.
//
// Errors: `unreadable`, as Board::read; `conflict`, what has no answer by id and cell (an id twice, a column
// removed on one side and filled on the other): the file is to be merged as text then.
Result<TableMerge> merge_tables(const Versions& versions, const ReadOptions& options,
                                const ConflictMarks& marks);

// `merged`: the versions in `text` merged by lines. Error `conflict`: a block was torn or doubled by it.
Result<std::string> with_tables(const TableMerge& merge, std::string_view merged);

}  // namespace reeve::board
