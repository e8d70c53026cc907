#include "app/assignment.h"

#include "reeve/base/text.h"
#include "reeve/worker/prompt.h"

namespace reeve::app {
namespace {

constexpr std::size_t kFieldMax = 8 << 10;  // of a cell

std::string gate_list(const run::Policy& policy) {
  std::string text;
  for (const run::Gate& gate : policy.gates) text += "- " + gate.name + ": " + join(gate.command, " ") + "\n";
  return text.empty() ? "(none)" : text.substr(0, text.size() - 1);
}

}  // namespace

Result<std::string> assignment(const AssignmentText& text, const run::Policy& policy,
                               const run::RunState& run) {
  worker::PromptValues values(text.vars.begin(), text.vars.end());
  values["id"] = one_line(run.task.id);
  values["description"] = worker::fenced(run.description, kFieldMax);
  values["issue"] = one_line(run.issue_cell);
  values["repo"] = one_line(run.repo_cell);
  values["path"] = run.workspace.path;
  values["branch"] = run.workspace.branch;
  values["base"] = run.workspace.base;
  values["depends_on"] = join(run.depends_on, ", ");
  values["gates"] = gate_list(policy);
  values["evidence"] = run.evidence.empty() ? "" : worker::fenced(run.evidence, kFieldMax);
  return worker::expand(text.template_text, values);
}

}  // namespace reeve::app
