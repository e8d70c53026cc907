// What work cost, as the worker's program counts it itself.
#pragma once

#include <cstdint>

namespace reeve::worker {

// A sum over requests, subagents' included. Tokens as the Messages API counts them; money in US dollars.
struct Usage {
  std::int64_t input = 0;
  std::int64_t cache_creation = 0;
  std::int64_t cache_read = 0;
  std::int64_t output = 0;
  int turns = 0;
  double usd = 0;
  int uncounted = 0;  // attempts that told no tokens: not in the sums
  int unpriced = 0;   // attempts that told no price: not in `usd`

  // What counts as used: cache reads do not.
  std::int64_t used() const { return input + cache_creation + output; }
  Usage& operator+=(const Usage& other);
  Usage& operator-=(const Usage& other);
  bool operator==(const Usage&) const = default;
};

// The dearest attempts so far: what one that tells no numbers counts as.
struct Dearest {
  std::int64_t tokens = 0;
  double usd_per_token = 0;

  void see(const Usage& usage);
};

// How full the model's context is after the last request of the main thread; 0 = not told.
struct ContextUse {
  std::int64_t tokens = 0;
  std::int64_t window = 0;

  double share() const { return window > 0 ? static_cast<double>(tokens) / static_cast<double>(window) : 0; }
  bool operator==(const ContextUse&) const = default;
};

}  // namespace reeve::worker
