// What a stream of Claude Code said about its end → how the attempt ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reeve/worker/claude_stream.h"

namespace reeve::worker {

// The result of a prompt that a hook kept from the model begins so; it is no error to the program.
inline constexpr std::string_view kPromptBlocked = "UserPromptSubmit operation blocked by hook";

// The last `result` event.
struct ToldResult {
  bool is_error = false;
  std::string subtype;
  std::string reason;       // terminal_reason
  std::string text;         // of the result, or its first error; one line
  std::int64_t status = 0;  // of the API's answer; 0 = none
};

// The last `rate_limit_event`.
struct ToldLimit {
  bool rejected = false;
  std::string type;            // "five_hour"; "" = not the account's usage limit
  std::int64_t resets_at = 0;  // seconds since 1970; 0 = not told
};

struct ToldEnd {
  std::string session;
  std::optional<ToldResult> result;
  bool open = false;       // something of the main thread came after it
  bool said_text = false;  // by the model, in the main thread
  std::string error;       // kind, of the message that the program wrote in the model's place
  ToldLimit limit;
};

// "session limit", "weekly limit", "seven_day_new"
std::string limit_name(std::string_view type);

// What failed, for people, one line.
std::string failure_text(const ToldResult& result);

// Kind, text, hint, until and session.
Ending judge(const ToldEnd& told, const ProgramExit& exit);

}  // namespace reeve::worker
