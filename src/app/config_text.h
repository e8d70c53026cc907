// The text of reeve.json → JSON with the line of every key.
#pragma once

#include <string_view>

#include "app/config_kinds.h"

namespace reeve::app {

struct ConfigText {
  Json json;
  Lines lines;
};

// Errors: no JSON, a repeated key, nesting past the bound.
Result<ConfigText> read_config_text(std::string_view text);

}  // namespace reeve::app
