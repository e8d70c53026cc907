// `reeve hook EVENT` and `reeve statusline`: one JSON object on stdin, the answer on stdout.
//
// A hook always ends with 0: what goes wrong is a `systemMessage`, which a person sees, and the session goes
// on as if there were no hook. Shapes: the hooks reference of Claude Code, read from 2.1.197.
#pragma once

#include <functional>
#include <string>

#include "reeve/session/session.h"

namespace reeve::session {

// More on stdin is not read.
inline constexpr std::size_t kInputMax = 64 << 20;

// `event`: the hook's name, ours or Claude Code's.
int run_hook(const std::string& directory, const std::string& event, const Streams& streams,
             const MakeApp& make_app);

// One line: tasks, running ones, the context's share, usage limits. `clock`: hh:mm:ss, local.
int run_status_line(const std::string& directory, const Streams& streams, const MakeApp& make_app,
                    const std::function<std::string(Instant)>& clock);

}  // namespace reeve::session
