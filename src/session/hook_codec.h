// The JSON of Claude Code's hooks and status line ⇄ values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reeve/app/claude_session.h"

namespace reeve::session {

// Nothing: it is no JSON object. What it lacks, or has in another type than expected, is empty in the event.
std::optional<app::SessionEvent> decode_event(app::SessionEvent::Kind kind, std::string_view input);

// What to print; "" = nothing.
std::string encode_answer(app::SessionEvent::Kind kind, const app::SessionAnswer& answer);
// The same for a word to the person alone.
std::string encode_message(std::string_view text);

}  // namespace reeve::session
