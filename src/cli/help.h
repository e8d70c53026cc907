// `reeve help [TOPIC]`: the reference. A topic is a command, or one of the closed lists.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "cli/output.h"

namespace reeve::cli {

void add_help(CLI::App& program, const Output& output, std::string& topic);
int print_help(CLI::App& program, const Output& output, const std::string& topic);

}  // namespace reeve::cli
