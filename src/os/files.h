// What other files of this module need of files.cpp.
#pragma once

#include <string>

#include "reeve/base/result.h"

namespace reeve::os {

// The directories above `path`, 0700 where they are made.
Status make_parents(const std::string& path);

}  // namespace reeve::os
