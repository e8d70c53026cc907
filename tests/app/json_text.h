// A text that must be JSON.
#pragma once

#include <string>
#include <utility>

#include "app/json_edit.h"
#include "support/catch.h"

namespace reeve::app {

inline JsonText parsed(const std::string& bytes) {
  auto text = JsonText::parse(bytes);
  INFO(bytes);
  REQUIRE(text);
  return *std::move(text);
}

}  // namespace reeve::app
