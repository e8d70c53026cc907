// What other files of this module need of files.cpp.
#pragma once

#include <string>
#include <sys/types.h>

#include "descriptor.h"

#include "reeve/base/result.h"

namespace reeve::os {

// The directories above `path`, 0700 where they are made.
Status make_parents(const std::string& path);
// Made if it is not there; not through a link, and a pipe that nobody reads holds nobody up. Else not open,
// with errno.
Descriptor open_to_append(const std::string& path, mode_t mode);

}  // namespace reeve::os
