#include "app/audit.h"

#include "reeve/base/text.h"
#include "reeve/worker/prompt.h"

namespace reeve::app {
namespace {

constexpr std::size_t kEvidenceMax = 8 << 10;
constexpr std::size_t kDiffMax = 256 << 10;
constexpr std::size_t kTailMax = 2 << 10;  // of one gate's output

std::string gates_found(const run::Verdict& verdict) {
  std::string text;
  for (const run::GateResult& gate : verdict.gates) {
    text += gate.name + (gate.passed ? " passed" : " failed") + " in " + format_duration(gate.took) + "\n";
    if (!trim(gate.tail).empty()) text += shorten(gate.tail, kTailMax) + "\n";
  }
  return text.empty() ? "(none ran)" : text;
}

}  // namespace

Result<std::string> audit_prompt(const AssignmentText& text, const run::RunState& run, const run::Gate& gate,
                                 port::Repository& repository) {
  REEVE_TRY(std::string diff, repository.diff(run.workspace.base, run.verdict.tip, kDiffMax + 1));
  worker::PromptValues values = values_of(text, run);
  values["gates"] = gate.name;
  values["evidence"] = worker::fenced(gates_found(run.verdict), kEvidenceMax);
  values["diff"] = worker::fenced(diff, kDiffMax);
  auto own = text.auditor_texts.find(gate.name);
  return worker::expand(own == text.auditor_texts.end() ? text.auditor_text : own->second, values);
}

ClaudeSetup auditor_setup(ClaudeSetup common, const run::Gate& gate) {
  if (!gate.auditor->model.empty()) common.recipe.model = gate.auditor->model;
  common.recipe.tools = gate.auditor->tools;
  common.recipe.instructions = worker::Instructions::none;
  return common;
}

}  // namespace reeve::app
