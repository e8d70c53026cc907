// What doctor asks when the worker is Claude Code.
#pragma once

#include <vector>

#include "app/project.h"

#include "reeve/app/app.h"

namespace reeve::app {

// Its program is there. Findings `version`, `sandbox`, `login`.
std::vector<Finding> examine_claude(Ports& ports, const Project& project);

}  // namespace reeve::app
