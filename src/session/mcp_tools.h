// Tools as they are made from the table of operations.
#pragma once

#include <string>

#include "session/mcp_message.h"

#include "reeve/app/operations.h"
#include "reeve/base/result.h"

namespace reeve::session {

// The operation of that name that is a tool; nothing: there is none.
const app::Operation* tool_named(std::string_view name);
// As tools/list has them.
json tool_definitions(Revision revision);

// What a model gave: names, kinds and sizes are checked, an empty text counts as none. Errors are for the
// model.
Result<app::Arguments> arguments_from(const app::Operation& operation, const json& given);

// A result of tools/call.
enum class Outcome { done, error };
json tool_result(Outcome outcome, std::string text);

}  // namespace reeve::session
