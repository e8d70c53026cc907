// What fuzz targets share. A target is one function that takes any bytes; what must hold of them it claims
// with FUZZ_CHECK. It is linked twice: with our replay (support/replay.cpp), in every test run, and with
// libFuzzer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "reeve/base/result.h"
#include "reeve/base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

#define FUZZ_CHECK(condition)                                                               \
  do {                                                                                      \
    if (!(condition)) {                                                                     \
      std::fprintf(stderr, "does not hold: %s at %s:%d\n", #condition, __FILE__, __LINE__); \
      std::abort();                                                                         \
    }                                                                                       \
  } while (false)

namespace reeve::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Choices that depend on the input alone, so that a corpus file is nothing but what the reader reads.
class Choices {
 public:
  explicit Choices(std::string_view input) {
    for (char c : input) mix(static_cast<unsigned char>(c));
  }

  std::size_t below(std::size_t bound) {
    mix(bound);
    return bound == 0 ? 0 : (state_ >> 33) % bound;
  }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class List>
  const auto& of(const List& list) {
    return list[below(list.size())];
  }
  std::string_view slice(std::string_view text, std::size_t bytes_max) {
    std::size_t from = below(text.size() + 1);
    return text.substr(from, below(bytes_max + 1));
  }

 private:
  void mix(std::uint64_t value) { state_ = (state_ ^ value) * 0x9e3779b97f4a7c15ULL + 0x632be59bd9b4e019ULL; }

  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

// Calls take(piece) with the text cut at places of its own choice.
template <class Take>
void in_pieces(std::string_view text, Take take) {
  Choices choices(text);
  while (!text.empty()) {
    std::size_t size = 1 + choices.below(choices.one_in(3) ? 3 : 1000);
    take(text.substr(0, size));
    text.remove_prefix(std::min(size, text.size()));
  }
}

// An error is said in bounded words; what of it comes from outside is for the front ends to make visible.
inline void check_error(const Error& error) {
  FUZZ_CHECK(!error.message.empty());
  FUZZ_CHECK(error.message.size() < 4096);
  FUZZ_CHECK(error.hint.size() < 4096);
}

}  // namespace reeve::fuzz
