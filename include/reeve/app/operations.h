// The table of operations that all front ends share.
#pragma once

#include <vector>

namespace reeve::app {

// A row of `reeve help`: what there is, of which kind, in one line.
enum class OperationKind { query, edit, control };
struct Operation {
  const char* name;
  OperationKind kind;
  const char* help;
};
const std::vector<Operation>& operations();

}  // namespace reeve::app
