// What a worker is told about its task: the template, filled in.
#pragma once

#include <map>
#include <string>

#include "reeve/base/result.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

struct AssignmentText {
  std::string template_text;
  std::map<std::string, std::string> vars;
};

Result<std::string> assignment(const AssignmentText& text, const run::Policy& policy,
                               const run::RunState& run);

}  // namespace reeve::app
