// What the JSON of several answers has in common.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "reeve/app/app.h"
#include "reeve/board/board.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

// On one line; bytes that are not UTF-8 are replaced.
std::string dump(const nlohmann::ordered_json& value);
nlohmann::ordered_json gates_json(const run::Verdict& verdict);
// How a run ended: message, hint, totals and time.
nlohmann::ordered_json usage_json(const worker::Usage& usage);
nlohmann::ordered_json summary_json(const RunResponse& response);
// How many tasks of each class.
nlohmann::ordered_json counts_json(const board::Counts& counts);

}  // namespace reeve::app
