// What tests ask of texts.
#pragma once

#include <string_view>

inline bool mentions(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}
