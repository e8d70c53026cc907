#include "app/assignment.h"

#include "reeve/app/starter.h"
#include "reeve/base/text.h"
#include "reeve/worker/prompt.h"

namespace reeve::app {
namespace {

constexpr std::size_t kFieldMax = 8 << 10;  // of a cell
constexpr std::uint64_t kTemplateMax = 1 << 20;

std::string gate_list(const std::vector<run::Gate>& gates) {
  std::string text;
  for (const run::Gate& gate : gates) text += "- " + gate.name + ": " + join(gate.command, " ") + "\n";
  return text.empty() ? "(none)" : text.substr(0, text.size() - 1);
}

}  // namespace

Result<AssignmentText> assignment_text(port::Files& files, const Project& project) {
  std::string text(default_template());
  if (project.config.worker.template_path) {
    std::string path = project.main_top + "/" + *project.config.worker.template_path;
    auto read = files.read(path, kTemplateMax);
    if (!read)
      return Error{ErrorKind::config, "worker.template: " + read.error().message,
                   "write the template, or drop worker.template to use the built-in one"};
    text = *std::move(read);
  }
  std::vector<std::string> vars;
  for (const auto& [name, value] : project.config.worker.vars) vars.push_back(name);
  auto checked = worker::check_template(text, vars);
  if (!checked)
    return Error(checked.error()).within(project.config.worker.template_path.value_or("templates/worker.md"));
  return AssignmentText{std::move(text), project.config.worker.vars};
}

Result<std::string> assignment(const AssignmentText& text, const run::Policy& policy,
                               const run::RunState& run) {
  worker::PromptValues values(text.vars.begin(), text.vars.end());
  values["id"] = one_line(run.task.id);
  values["description"] = worker::fenced(run.description, kFieldMax);
  values["issue"] = one_line(run.issue_cell);
  values["repo"] = one_line(run.repo_cell);
  values["path"] = run.workspace.working_directory();
  values["branch"] = run.workspace.branch;
  values["base"] = run.workspace.base;
  values["depends_on"] = join(run.depends_on, ", ");
  values["gates"] = gate_list(policy.gates_of(run.repo_cell));
  values["evidence"] = run.evidence.empty() ? "" : worker::fenced(run.evidence, kFieldMax);
  return worker::expand(text.template_text, values);
}

}  // namespace reeve::app
