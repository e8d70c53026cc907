// What a transcript of Claude Code tells of a session: one JSON object a line, written as the session goes
// on.
//
// The format is the program's own (read from 2.1.197) and may change: what is not understood is passed over.
// Pure; the caller reads the file, from its end as far as needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::worker {

// After the last request of the main thread, or the compaction that came later.
struct TranscriptContext {
  std::int64_t tokens = 0;
  std::string
      model;  // as the answer names it, without a suffix; "" = nothing was answered since a compaction
};

// From the end of a transcript; its first line may be cut. Nothing: what is wanted lies before it, or there
// is none.
std::optional<TranscriptContext> context_in(std::string_view end_of_transcript);

// The kind of the API's error that the session's last turn ended with ("rate_limit"); "" = it ended with
// none.
std::string failure_in(std::string_view end_of_transcript);

// What the Bash tool was told to run, in the order of the lines; at most 1000.
std::vector<std::string> commands_in(std::string_view transcript);

// What decides how large a model's window is, beside its name.
struct WindowSurroundings {
  bool other_api = false;   // ANTHROPIC_BASE_URL leads elsewhere than to api.anthropic.com
  bool no_million = false;  // CLAUDE_CODE_DISABLE_1M_CONTEXT
  std::optional<std::int64_t> of_unknown_models;  // CLAUDE_CODE_MAX_CONTEXT_TOKENS
};
// In tokens. `model` may carry its suffix: "claude-opus-4-8[1m]".
std::int64_t window_of(std::string_view model, const WindowSurroundings& surroundings);

}  // namespace reeve::worker
