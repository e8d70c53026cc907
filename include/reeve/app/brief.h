// brief: what a session that knows nothing (any more) of its work has to know.
#pragma once

#include <cstddef>
#include <string>

namespace reeve::app {

struct BriefResponse {
  std::string text;  // at most kBriefMax bytes, whatever the board's size
};
inline constexpr std::size_t kBriefMax = 1600;

}  // namespace reeve::app
