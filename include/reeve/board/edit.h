// Edits: intents on rows. Applying one gives the whole new file; every byte that no named cell
// covers stays (promise 3). Applied results are verified: the changed line is split again and must
// give back the texts, all other bytes are compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/board/board.h"

namespace reeve::board {

// What to write as status. The spelling is the file's own for that class, else the schema's word;
// `blocked` is the file's own word for blocked if it uses one, else as `failed`.
enum class StatusWord { not_started, in_progress, done, failed, blocked };

// `column`: a schema name ("agent") or the header's text. A change of an absent column is skipped.
struct CellText {
  std::string column;
  std::string text;
};

// Expect, then set. An expectation that fails gives error `stale` and nothing else.
struct Edit {
  std::string id;
  std::optional<TaskClass> expect_class;
  std::optional<std::string> expect_agent;  // ignored where the table has no agent column
  std::optional<StatusWord> set_status;     // text behind the status word in the cell is kept
  std::vector<CellText> set;
};

// A new row after the row `after` (default: the last row of the last task table). Cells that are
// not named stay empty; an id that exists is an error.
struct Insert {
  std::optional<std::string> after;
  std::vector<CellText> cells;
  std::optional<StatusWord> set_status;
};

// Errors: `stale` (no such row any more, or an expectation does not hold), `conflict` (a person must
// look: the id is there twice, or stray pipes hide which cell is which), `usage` (what cannot be written).
Result<std::string> apply(const Board& board, const Edit& edit);
Result<std::string> apply(const Board& board, const Insert& insert);

// What a status word looks like in this file: its most frequent spelling, else the schema's word.
std::string spelling_of(const Board& board, StatusWord word);

// The same on any top-level table by line, whether its rows are tasks or not; error `usage` if the
// line is not that of a body row. A text is trimmed, `|` becomes `\|`, control characters blanks.
struct CellChange {
  std::uint32_t index = 0;  // of the cell, from 0; a short row gets the cells that it lacks
  std::string text;
};
Result<std::string> set_cells(const Board& board, std::uint32_t line, const std::vector<CellChange>& changes);
// After a body row or the delimiter row; missing cells stay empty; looks like the row above it.
Result<std::string> insert_row(const Board& board, std::uint32_t after_line,
                               const std::vector<std::string>& cells);
Result<std::string> remove_row(const Board& board, std::uint32_t line);

}  // namespace reeve::board
