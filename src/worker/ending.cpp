#include "reeve/worker/ending.h"

#include <array>

namespace reeve::worker {

std::string_view name_of(EndKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {"worked",      "usage_limit", "overloaded", "unusable",
                                                      "over_budget", "no_session",  "trouble"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace reeve::worker
