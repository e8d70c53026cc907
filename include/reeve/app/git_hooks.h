// hooks install, hooks uninstall: what of reeve is in git here.
#pragma once

#include <string>
#include <vector>

namespace reeve::app {

enum class Trial { none, dry };
struct HooksRequest {
  Trial trial = Trial::none;  // dry: nothing is written, what would be is told
};
// What a person must add or take out, where reeve may not write.
struct ByHand {
  std::string what;
  std::string snippet;  // lines, each with its end; "" = none
};
struct HooksResponse {
  std::vector<std::string> done;  // what was written, set or taken away, or would be
  std::vector<std::string> kept;  // was so already
  std::vector<ByHand> by_hand;
  std::vector<std::string> changes;  // dry: of each file, as a diff
};

}  // namespace reeve::app
