// Requests and replies of the control socket, each one JSON object on a line:
//
//   {"command": "cancel", "task": "A-1"}
//   {"text": "A-1 is back at not-started", "lanes": [{"name": "1", "state": "idle", …}]}
//   {"error": {"kind": "usage", "message": "…", "hint": "…"}, "lanes": […]}
#pragma once

#include <string>
#include <string_view>

#include "reeve/run/control.h"

namespace reeve::app {

std::string encode_request(const run::Request& request);
// Error `usage`: not a request; by another version, perhaps.
Result<run::Request> decode_request(std::string_view line);

std::string encode_reply(const run::Reply& reply);
Result<run::Reply> decode_reply(std::string_view line);

}  // namespace reeve::app
