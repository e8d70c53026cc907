// Runs one gate (or set-up command) in a worktree and reports how it went.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/sandbox.h"

#include "reeve/port/processes.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

struct GateSandbox {
  port::Files& files;
  const SandboxRules& rules;
  SandboxPlace place;
};

struct GateContext {
  port::Processes& processes;
  const Environment& environment;
  std::string directory;
  std::string log;           // absolute path
  port::OnOutput on_output;  // of its stdout; may be empty
  std::optional<GateSandbox> sandbox;
};

using OnGate = std::function<void(run::GateResult)>;

// `on_end` is called later, from inside Inbox::wait(). Error: the command could not be started.
Result<run::ProcessMark> run_gate(const GateContext& context, const run::Gate& gate, OnGate on_end);

}  // namespace reeve::app
