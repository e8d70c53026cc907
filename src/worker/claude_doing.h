// Calls of Claude Code's tools in words.
#pragma once

#include <string>
#include <string_view>

#include "worker/claude_line.h"

namespace reeve::worker {

inline constexpr std::size_t kShownMax = 120;  // bytes of a line for people

// Text from outside as a part of such a line: one line, nothing that steers a terminal, bounded.
std::string shown(std::string_view text, std::size_t bytes_max = kShownMax);

// "editing src/api/routes.ts". Paths inside `directory` are relative to it.
std::string doing(std::string_view tool, const Json& input, std::string_view directory);

// "Bash(make install)", as a permission rule names it.
std::string call(std::string_view tool, const Json& input, std::string_view directory);

}  // namespace reeve::worker
