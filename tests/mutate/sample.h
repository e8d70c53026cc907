// The list of mistakes that the tests have to find: drawn once, by a seed, and kept in tests/mutate/sample.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mutate/places.h"

namespace reeve::mutate {

struct Entry {
  std::string file, kind;
  std::size_t nth = 1;
  std::string before, after;
  std::string survives;  // why no test can tell; "" if one does
};

// An entry is four lines or five: its name, `- ` and `+ ` with the lines, `survives: ` and why; and a blank
// one.
std::vector<Entry> read_sample(std::string_view text);
std::string text_of(const Entry& entry);

// Null if it is not there any more.
const Place* find(const std::vector<Place>& places, const Entry& entry);

// `size` of the places, by a hash of their names: new places change little. What was explained stays so.
std::vector<Entry> choose(const std::vector<Place>& places, const std::vector<Entry>& before,
                          std::size_t size);

}  // namespace reeve::mutate
