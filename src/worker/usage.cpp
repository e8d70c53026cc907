#include "reeve/worker/usage.h"

#include <algorithm>

namespace reeve::worker {

Usage& Usage::operator+=(const Usage& other) {
  input += other.input;
  cache_creation += other.cache_creation;
  cache_read += other.cache_read;
  output += other.output;
  turns += other.turns;
  usd += other.usd;
  uncounted += other.uncounted;
  unpriced += other.unpriced;
  return *this;
}

Usage& Usage::operator-=(const Usage& other) {
  input -= other.input;
  cache_creation -= other.cache_creation;
  cache_read -= other.cache_read;
  output -= other.output;
  turns -= other.turns;
  usd -= other.usd;
  uncounted -= other.uncounted;
  unpriced -= other.unpriced;
  return *this;
}

void Dearest::see(const Usage& usage) {
  if (usage.uncounted == 0) tokens = std::max(tokens, usage.used());
  if (usage.unpriced == 0 && usage.used() > 0)
    usd_per_token = std::max(usd_per_token, usage.usd / static_cast<double>(usage.used()));
}

}  // namespace reeve::worker
