// Which file a command names.
#pragma once

#include <string>

#include "reeve/port/processes.h"

namespace reeve::os {

// argv[0] of `spec` as a path: looked up in the PATH of its environment, or, with a slash in it, as it stands
// (relative to its directory). Errors: `config`, naming the program and where it was looked for.
Result<std::string> find_program(const port::ProcessSpec& spec);

// What `errno` means for a program that is to be started: `io` where the machine is short of something, else
// `config`.
Error start_failure(std::string_view attempt, std::string_view subject, int error_number);

// Why execve refused `path`, for people.
Error cannot_start(const port::ProcessSpec& spec, const std::string& path, int error_number);

}  // namespace reeve::os
