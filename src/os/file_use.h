// Who uses a file, as /proc shows it.
#pragma once

#include <string>
#include <vector>

#include "reeve/port/processes.h"

namespace reeve::os {

// See port::Processes::use_of.
port::FileUse use_of(const std::string& file, const std::vector<std::string>& directories);

}  // namespace reeve::os
