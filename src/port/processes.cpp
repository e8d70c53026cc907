#include "reeve/port/processes.h"

#include "reeve/base/time.h"

namespace reeve::port {

std::string describe(const ProcessEnd& end) {
  std::string took = format_duration(end.took);
  switch (end.how) {
    case ProcessEnd::How::exited:
      return "exit " + std::to_string(end.code);
    case ProcessEnd::How::signaled:
      return "killed by signal " + std::to_string(end.code);
    case ProcessEnd::How::timed_out:
      return "ended after " + took + " (timeout)";
    case ProcessEnd::How::silent:
      return "ended after " + took + " (no output for too long)";
    case ProcessEnd::How::stopped:
      return "ended on request after " + took;
    case ProcessEnd::How::not_started:
      return "not started (error " + std::to_string(end.code) + ")";
  }
  return "";
}

}  // namespace reeve::port
