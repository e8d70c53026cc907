// What the commands of `on` get on stdin: one JSON object on one line (`reeve help events`).
#pragma once

#include <string>

#include "reeve/app/app.h"
#include "reeve/base/time.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

// Of a run that ended done, failed or blocked. `folder`: where its files are.
std::string task_event(const run::RunState& run, const std::string& folder, Instant at);
// Of a loop that stopped. `checkout`: the main one.
std::string stopped_event(const RunResponse& response, const std::string& checkout, Instant at);

}  // namespace reeve::app
