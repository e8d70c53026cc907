// A task that is to be added: where its row goes, and what id it gets if none is given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/board/board.h"
#include "reeve/board/edit.h"

namespace reeve::board {

struct NewTask {
  std::optional<std::string> id;     // none: the next free one of the file's pattern ("A-07" after "A-06")
  std::optional<std::string> after;  // id of the row before it; none: the last row of the last task table
  std::vector<std::string> depends_on;
  std::string description;
};

struct AddedTask {
  std::string id;
  Insert insert;
  std::string bytes;  // the whole new file
};

// The row as a not-started task that is not held. `options`: those that `board` was read with. Error `usage`:
// no such row or dependency, an id that is there or that no pattern gives, a table without a column that is
// needed.
Result<AddedTask> add_task(const Board& board, const NewTask& task, const ReadOptions& options);

}  // namespace reeve::board
