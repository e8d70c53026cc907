// Telling a process apart from a later one with the same number.
#pragma once

#include <optional>
#include <sys/types.h>

#include "descriptor.h"

#include "reeve/run/run_state.h"

namespace reeve::os {

// The mark of a living process (or one not yet waited for); nothing if there is none.
std::optional<run::ProcessMark> mark_of(pid_t pid);

// A pidfd of exactly the process that `mark` names; closed if it is gone. Error `io` if the system refuses.
Result<Descriptor> open_process(const run::ProcessMark& mark);

// Ends the process of an earlier engine: SIGTERM, a grace, SIGKILL, to its process group if it leads one.
Status end_left_over(const run::ProcessMark& mark);

}  // namespace reeve::os
