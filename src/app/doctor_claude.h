// What doctor asks when the worker, or an auditor, is Claude Code.
#pragma once

#include <vector>

#include "app/project.h"

#include "reeve/app/app.h"

namespace reeve::app {

// Its program is there. Findings `version`, `login`; of a worker also `sandbox`, and `permissions` when it
// would refuse them.
std::vector<Finding> examine_claude(Ports& ports, const Project& project);

}  // namespace reeve::app
