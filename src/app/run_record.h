// The record of a run as JSON (runs/<run id>/run.json): all that a restart needs.
//
// "record_version" 1. Readers ignore unknown keys and default absent ones, so that records of an
// older reeve load for ever; a record of a newer version is refused with a word.
#pragma once

#include <string>
#include <string_view>

#include "reeve/base/result.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

std::string encode_record(const run::RunState& run);
// Error `io`: no JSON object, newer version, or without the keys that name the run.
Result<run::RunState> decode_record(std::string_view text);

// What a worker that ended well had reported, and in which attempt (result.json).
std::string encode_result(const worker::WorkerResult& result, int attempt);
// Nothing if it is of another attempt, or unreadable.
std::optional<worker::WorkerResult> decode_result(std::string_view text, int attempt);

}  // namespace reeve::app
