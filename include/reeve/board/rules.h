// The closed list of rules that problems of a board carry, for `reeve help check`.
#pragma once

#include <span>
#include <string_view>

#include "reeve/board/board.h"

namespace reeve::board {

// `id` is stable ("RV012"): a rule that is given up leaves its number unused.
struct Rule {
  std::string_view id;
  Level level;
  std::string_view text;  // one line
};

std::span<const Rule> rules();

}  // namespace reeve::board
