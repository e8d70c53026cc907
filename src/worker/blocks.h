// The outermost JSON objects of a text that is anything.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace reeve::worker {

// Larger objects are not given back.
inline constexpr std::size_t kBlockBytesMax = 256 << 10;

// In the order of the text. The grammar of each is checked but for the spelling of numbers and
// escapes. Time and memory are linear in the text, however it nests.
std::vector<std::string_view> json_objects(std::string_view text);

}  // namespace reeve::worker
