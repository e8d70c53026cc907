// Why a config file is refused.
#pragma once

#include <string>
#include <string_view>

#include "support/catch.h"

#include "reeve/app/config.h"

namespace reeve::app {

// The message of the error that the text must give, with its hint behind " -- ".
inline std::string refusal_of(std::string_view text) {
  auto config = parse_config(text);
  if (config.ok()) return "accepted";
  CHECK(config.error().kind == ErrorKind::config);
  return config.error().message + " -- " + config.error().hint;
}

}  // namespace reeve::app
