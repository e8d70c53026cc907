// Rows and lists merged three ways, for merge.cpp.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content.h"

namespace reeve::board {

using Keys = std::vector<std::string>;

struct MergeCell {
  std::optional<std::string> raw;  // between the pipes; nothing: the row has no such cell
  std::string text;                // the same, trimmed
};

// One line of a table.
struct MergeRow {
  const Keys* columns = nullptr;  // of its table
  std::vector<MergeCell> cells;
  std::string start;     // indentation and opening pipe
  std::string end;       // closing pipe and what follows
  std::string line_end;  // "" at the end of a file

  // Of the column; an empty one if there is none. Cells past the columns have keys of their own.
  const MergeCell& cell(const std::string& column) const;
};

std::string excess_key(std::size_t index);
MergeRow read_merge_row(const Document& document, std::uint32_t line, const Keys& columns);

// Any but not all may be null.
struct RowVersions {
  const MergeRow* base = nullptr;
  const MergeRow* ours = nullptr;
  const MergeRow* theirs = nullptr;
};

struct MergedRow {
  bool conflict = false;
  std::optional<std::string> ours;  // the line, without its end; of a conflict, ours; nothing: removed there
  std::optional<std::string> theirs;  // of a conflict
  std::string line_end;
};

// Whether every cell says the same.
bool same_texts(const MergeRow& left, const MergeRow& right);

// `columns`: of the merged table. Error `conflict`: a text would be lost, since its column goes.
Result<MergedRow> merge_row(const RowVersions& row, const Keys& columns);

// The keys of `stays`, which are all in ours or theirs, in order.
Keys merge_order(const Keys& base, const Keys& ours, const Keys& theirs, const std::set<std::string>& stays);

}  // namespace reeve::board
