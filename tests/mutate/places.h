// Where in a source a small mistake could be made, and how it is written so that it can be switched on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace reeve::mutate {

// `text[from, to)` between `open` and `close`, or replaced by `open`. A '@' stands for the mistake's number.
struct Rewrite {
  enum class Kind { around, instead };
  Kind kind = Kind::around;
  std::size_t from = 0, to = 0;
  std::string open, close;
};

// Named by file, kind, the lines it is in (as one, without the indentation), and which of those alike it is,
// counted from 1: so it is found again when lines move.
struct Place {
  std::string file;  // below src/
  std::string kind;  // equal, order, clause, negate, more, less, flip, drop
  std::size_t nth = 1;
  std::string before, after;  // the lines as they are, and with the mistake
  std::vector<Rewrite> rewrites;
};

// All there are in a file, in no particular order. The text is formatted as clang-format leaves it: blanks
// tell a comparison from the bracket of a template.
std::vector<Place> places_in(const std::string& file, const std::string& text);

// The text with the mistakes in it: `places[i]` has the number `numbers[i]`.
std::string with_switches(const std::string& text, const std::vector<Place>& places,
                          const std::vector<int>& numbers);

}  // namespace reeve::mutate
