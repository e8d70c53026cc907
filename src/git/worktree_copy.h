// Copies files that git does not carry (`.env`, local settings) from the main checkout to a worktree.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reeve/base/result.h"

namespace reeve::git {

inline constexpr std::size_t kCopiedFilesMax = 20'000;
inline constexpr std::uint64_t kCopiedBytesMax = 512ull << 20;

// Regular files with their modes; symbolic links as links, only if they stay inside. What is there
// already stays as it is, and no path leads through a symbolic link of the worktree. A file appears
// whole or not at all. Gives "path: why" for what was left out, for people. Errors: `config` if it is
// too much (nothing is copied then), `io`.
Result<std::vector<std::string>> copy_files(const std::string& from_top, const std::string& to_top,
                                            const std::vector<std::string>& paths);

}  // namespace reeve::git
