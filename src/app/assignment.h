// What a worker is told about its task: the template, filled in.
#pragma once

#include <map>
#include <string>

#include "app/project.h"

#include "reeve/base/result.h"
#include "reeve/port/files.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"
#include "reeve/worker/prompt.h"

namespace reeve::app {

struct AssignmentText {
  std::string template_text;
  std::string again_text;  // for an attempt that goes on in the session of the one before it
  std::string auditor_text;
  std::map<std::string, std::string> auditor_texts;  // of gates with a template of their own, by their names
  std::map<std::string, std::string> vars;
};

// As configured, with known placeholders only.
Result<AssignmentText> assignment_text(port::Files& files, const Project& project);
// What a template can say of the task.
worker::PromptValues values_of(const AssignmentText& text, const run::RunState& run);
Result<std::string> assignment(const AssignmentText& text, const run::Policy& policy,
                               const run::RunState& run);

}  // namespace reeve::app
