// Boards that nobody writes: each shape makes a board of a given size that costs a reader dear somewhere.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace reeve::hostile {

struct Shape {
  const char* name;
  // A text of at most `bytes`, of nearly that many unless the shape has a size of its own.
  std::string (*make)(std::size_t bytes);
};

const std::vector<Shape>& shapes();

}  // namespace reeve::hostile
