// hooks install, hooks uninstall: what of reeve is in git here.
#pragma once

#include <string>
#include <vector>

namespace reeve::app {

enum class Trial { none, dry };
struct HooksRequest {
  Trial trial = Trial::none;  // dry: nothing is written, what would be is told
};
struct HooksResponse {
  std::vector<std::string> done;     // what was written, set or taken away
  std::vector<std::string> kept;     // was so already
  std::vector<std::string> by_hand;  // what a person must add, where reeve may not write
};

}  // namespace reeve::app
