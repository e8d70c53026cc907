// Symbolic links among the records of runs. Whoever works as the same user can put one there, and have what
// is written next lie somewhere else.
#pragma once

#include <string>

#include "reeve/base/result.h"
#include "reeve/port/files.h"

namespace reeve::app {

// Error `io`: the folder of a run, or one in it, is a link to another. One that is not there is well.
Status check_run_links(port::Files& files, const std::string& run_folder);

}  // namespace reeve::app
