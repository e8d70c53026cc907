#include "reeve/port/processes.h"

#include <algorithm>
#include <charconv>

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

void add_git_setting(std::vector<std::string>& environment, const std::string& key, std::string_view value) {
  constexpr std::string_view kCount = "GIT_CONFIG_COUNT=";
  int count = 0;
  for (const std::string& variable : environment)
    if (variable.starts_with(kCount))
      std::from_chars(variable.data() + kCount.size(), variable.data() + variable.size(), count);
  std::erase_if(environment, [&](const std::string& variable) { return variable.starts_with(kCount); });
  std::string number = std::to_string(count);
  environment.push_back("GIT_CONFIG_KEY_" + number + "=" + key);
  environment.push_back("GIT_CONFIG_VALUE_" + number + "=" + std::string(value));
  environment.push_back(std::string(kCount) + std::to_string(count + 1));
}

}  // namespace reeve::port
