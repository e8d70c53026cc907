// The caller's side of the control socket (the engine's is in the loop).
#pragma once

#include <string>

#include "reeve/base/result.h"
#include "reeve/base/time.h"

namespace reeve::os {

// Sends one line to whoever listens at `path` and waits for its answer, one line, without the newline.
// Errors: `missing` if nobody listens there, `unreachable` if the other side hung up without an answer or
// gave none in `longest`, `io`.
Result<std::string> ask_control(const std::string& path, const std::string& line, Duration longest);

}  // namespace reeve::os
