// What the processes that we start get of our environment: an allow-list, and what worker.env names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reeve/app/config.h"

namespace reeve::app {

using Environment = std::vector<std::string>;  // "NAME=value"

// Of set-up commands and those of `on`, which may fetch with what the user's git and ssh have.
Environment setup_environment(const Environment& ours, const Config& config);

// Of workers and gates: with git, nothing in it may log in anywhere. No agent, no key of ssh, no credential
// helper, nobody to ask. What worker.env names is as it names it.
Environment worker_environment(const Environment& ours, const Config& config);

// What the worker's program needs beside that, for itself.
Environment program_environment(const Environment& ours, const Config& config);

// "" if it is not there.
std::string variable_in(const Environment& environment, std::string_view name);

}  // namespace reeve::app
