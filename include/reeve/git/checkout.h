// The checkout port, by the git program alone: no object library is loaded, each question costs at
// most two short git processes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reeve/port/checkout.h"
#include "reeve/port/processes.h"

namespace reeve::git {

// `environment`: all of ours, "NAME=value"; variables that would turn git to another repository
// (GIT_DIR and the like, as git sets them for hooks) are ignored. `processes` outlives it.
std::unique_ptr<port::Checkout> make_git_checkout(port::Processes& processes,
                                                  std::vector<std::string> environment);

}  // namespace reeve::git
