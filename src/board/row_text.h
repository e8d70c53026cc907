// The bytes of one row, rewritten: cells change, everything else of the line stays.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content.h"

#include "reeve/base/result.h"
#include "reeve/board/edit.h"

namespace reeve::board {

// The cell text that stands for `text`: valid UTF-8 on one line, trimmed, no backslash at its end.
// Pipes are not escaped yet.
std::string writable(std::string_view text);

// Errors: `usage`, what would not read back.
Result<std::string> changed_row(const Board::Content& content, const TableShape& shape, std::uint32_t line,
                                const std::vector<CellChange>& changes);
// `model`: the line whose look is taken over.
Result<std::string> new_row(const Board::Content& content, const TableShape& shape, std::uint32_t model,
                            const std::vector<std::string>& cells);

}  // namespace reeve::board
