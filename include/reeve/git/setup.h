// The setup port, by the git program alone. Nothing is fetched, pushed or sent; configuration is written to
// the repository's own file only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reeve/port/processes.h"
#include "reeve/port/setup.h"

namespace reeve::git {

// `environment`: all of ours, "NAME=value". `processes` outlives it.
std::unique_ptr<port::Setup> make_git_setup(port::Processes& processes, std::vector<std::string> environment);

}  // namespace reeve::git
