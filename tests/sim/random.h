// Chance from one seed.
#pragma once

#include <cstdint>

#include "reeve/base/time.h"

namespace reeve::sim {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // splitmix64
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }
  int between(int low, int high) { return low + below(high - low + 1); }
  bool chance(int permille) { return below(1000) < permille; }
  Duration time(int low_ms, int high_ms) { return Duration(between(low_ms, high_ms)); }

 private:
  std::uint64_t state_;
};

}  // namespace reeve::sim
