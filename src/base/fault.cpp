#include "reeve/base/fault.h"

#ifdef REEVE_FAULT_POINTS
#include <csignal>
#include <cstdlib>
#include <string_view>

namespace reeve {

void fault_point(const char* name) {
  static int left = -1;
  const char* wanted = std::getenv("REEVE_FAULT");
  if (!wanted) return;
  std::string_view point = wanted;
  auto colon = point.find(':');
  if (left < 0) left = colon == point.npos ? 1 : std::atoi(wanted + colon + 1);
  if (point.substr(0, colon) == name && --left == 0) std::raise(SIGKILL);
}

}  // namespace reeve
#endif
