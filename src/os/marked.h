// Processes that carry a variable in their environment: whatever they did to sessions and parents, they have
// it from who started them.
#pragma once

#include <string>

#include "reeve/base/result.h"

namespace reeve::os {

// See port::Processes::end_marked. A process that wiped its environment is not found; we ourselves never are.
Status end_marked(const std::string& variable);

}  // namespace reeve::os
