#include "reeve/worker/usage.h"

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

}  // namespace reeve::worker
