// What a worker is told about its task: the template, filled in.
#pragma once

#include <map>
#include <string>

#include "app/project.h"

#include "reeve/base/result.h"
#include "reeve/port/files.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

struct AssignmentText {
  std::string template_text;
  std::string again_text;  // for an attempt that goes on in the session of the one before it
  std::map<std::string, std::string> vars;
};

// As configured, with known placeholders only.
Result<AssignmentText> assignment_text(port::Files& files, const Project& project);
Result<std::string> assignment(const AssignmentText& text, const run::Policy& policy,
                               const run::RunState& run);

}  // namespace reeve::app
