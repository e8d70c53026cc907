// Which file a command names.
#pragma once

#include <string>

#include "reeve/port/processes.h"

namespace reeve::os {

// argv[0] of `spec` as a path: looked up in the PATH of its environment, or, with a slash in it, as it stands
// (relative to its directory). Errors: `io`, naming the program and where it was looked for.
Result<std::string> find_program(const port::ProcessSpec& spec);

// Why execve refused `path`, for people.
Error cannot_start(const port::ProcessSpec& spec, const std::string& path, int error_number);

}  // namespace reeve::os
