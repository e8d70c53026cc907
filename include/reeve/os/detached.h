// A program that goes on when we end: in a session of its own, no keeper, nothing of ours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"

namespace reeve::os {

// Its stdout and stderr go to these files, which are written anew; its stdin is empty.
struct DetachedOutput {
  std::string out;
  std::string err;
};

// Starts it and waits at most `longest`. Its exit code (128+n for a signal), or nothing if it still runs.
Result<std::optional<int>> run_detached(const std::vector<std::string>& argv, const DetachedOutput& output,
                                        const std::vector<std::string>& environment, Duration longest);

}  // namespace reeve::os
