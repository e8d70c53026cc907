// Starting a process, with or without its keeper.
#pragma once

#include <string>
#include <sys/types.h>

#include "descriptor.h"

#include "reeve/port/processes.h"

namespace reeve::os {

// Our ends. The process leads a session of its own, has default signals, and no descriptor but 0, 1 and 2.
struct Spawned {
  pid_t pid = 0;      // the keeper's, if kept
  Descriptor handle;  // pidfd
  Descriptor input;   // closed if there is nothing to feed
  Descriptor out;
  Descriptor err;
  Descriptor lifeline;  // kept: closing it ends the worker and all its descendants
  Descriptor status;    // kept: the keeper's reports
};

Result<Spawned> spawn(const port::ProcessSpec& spec, const std::string& keeper);

}  // namespace reeve::os
