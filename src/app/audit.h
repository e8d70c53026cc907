// An auditor as a gate: what it is told, and how it is started.
#pragma once

#include <string>

#include "app/assignment.h"
#include "app/claude_worker.h"

#include "reeve/port/repository.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

// The task, the diff from the base to the commit that is judged, and what the gates before found.
Result<std::string> audit_prompt(const AssignmentText& text, const run::RunState& run, const run::Gate& gate,
                                 port::Repository& repository);

// `common` with the gate's model and tools.
ClaudeSetup auditor_setup(ClaudeSetup common, const run::Gate& gate);

}  // namespace reeve::app
