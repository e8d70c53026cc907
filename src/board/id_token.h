// The id in a cell, and what ids look like.
#pragma once

#include <string_view>

namespace reeve::board {

inline constexpr std::size_t kIdBytesMax = 200;

// The leading id-like token of a cell, without decoration (`**`, backticks, a link's brackets, `#`):
// the whole text if it is one word, else a first word with a digit ("T-1: name"). Empty if none.
std::string_view id_token(std::string_view cell);

// Whether the id has a digit and only id characters: what a cell of a `task` column must hold.
bool is_strict_id(std::string_view id);

}  // namespace reeve::board
