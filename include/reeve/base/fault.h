// Fault points: in builds with REEVE_FAULT_POINTS, REEVE_FAULT=<name>[:<n>] in the environment kills the
// program with SIGKILL when it comes to the point of that name (for the n-th time). The list is in
// tests/e2e/kill-points. Other builds have none of it.
#pragma once

namespace reeve {

#ifdef REEVE_FAULT_POINTS
void fault_point(const char* name);
#else
inline void fault_point(const char*) {}
#endif

}  // namespace reeve
