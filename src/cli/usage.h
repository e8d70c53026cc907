// Wrong command lines in words of ours: CLI11 says that something is wrong, seldom what.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "reeve/base/result.h"

namespace reeve::cli {

// `arguments`: as they were typed, without the program's name.
Error usage_error(const CLI::App& program, const CLI::ParseError& error,
                  const std::vector<std::string>& arguments);

}  // namespace reeve::cli
