// Catch2 2 (Debian 12) and 3 (Debian 13) under one name.
#pragma once

#include <string>

#ifdef CATCH_V2
#include <catch2/catch.hpp>
inline auto contains_text(const std::string& part) {
  return Catch::Matchers::Contains(part);
}
#else
#include <catch2/catch_all.hpp>
inline auto contains_text(const std::string& part) {
  return Catch::Matchers::ContainsSubstring(part);
}
#endif
