#include "app/assignment.h"

#include "app/repositories.h"

#include "reeve/app/starter.h"
#include "reeve/base/text.h"
#include "reeve/worker/prompt.h"

namespace reeve::app {
namespace {

constexpr std::size_t kFieldMax = 8 << 10;  // of a cell
constexpr std::uint64_t kTemplateMax = 1 << 20;

std::string gate_list(const std::vector<run::Gate>& gates) {
  std::string text;
  for (const run::Gate& gate : gates)
    text += "- " + gate.name + ": " + (gate.auditor ? "an auditor reads the diff" : join(gate.command, " ")) +
            "\n";
  return text.empty() ? "(none)" : text.substr(0, text.size() - 1);
}

// The template that the key names, checked; else the built-in one.
Result<std::string> read_template(port::Files& files, const Project& project, const std::string& key,
                                  const std::optional<std::string>& path, std::string_view built_in,
                                  std::vector<std::string> known = {}) {
  std::string text(built_in);
  if (path) {
    auto read = files.read(project.main_top + "/" + *path, kTemplateMax);
    if (!read)
      return Error{ErrorKind::config, key + ": " + read.error().message,
                   "write the template, or drop " + key + " to use the built-in one"};
    text = *std::move(read);
  }
  for (const auto& [name, value] : project.config.worker.vars) known.push_back(name);
  auto checked = worker::check_template(text, known);
  if (!checked) return Error(checked.error()).within(path.value_or("the built-in template"));
  return text;
}

// Further placeholder: {diff}.
Result<AssignmentText> add_auditors(AssignmentText text, port::Files& files, const Project& project) {
  text.auditor_text = auditor_template();
  for (const run::Gate& gate : all_gates(project.config)) {
    if (!gate.auditor || !gate.auditor->template_path) continue;
    REEVE_TRY(text.auditor_texts[gate.name],
              read_template(files, project, "template of gate '" + gate.name + "'",
                            gate.auditor->template_path, "", {"diff"}));
  }
  return text;
}

}  // namespace

Result<AssignmentText> assignment_text(port::Files& files, const Project& project) {
  const WorkerConfig& worker = project.config.worker;
  AssignmentText text;
  text.vars = worker.vars;
  REEVE_TRY(text.template_text,
            read_template(files, project, "worker.template", worker.template_path, default_template()));
  REEVE_TRY(text.again_text,
            read_template(files, project, "worker.again", worker.again_path, again_template()));
  return add_auditors(text, files, project);
}

worker::PromptValues values_of(const AssignmentText& text, const run::RunState& run) {
  worker::PromptValues values(text.vars.begin(), text.vars.end());
  values["id"] = one_line(run.task.id);
  values["description"] = worker::fenced(run.description, kFieldMax);
  values["issue"] = one_line(run.issue_cell);
  values["repo"] = one_line(run.repo_cell);
  values["path"] = run.workspace.working_directory();
  values["branch"] = run.workspace.branch;
  values["base"] = run.workspace.base;
  values["depends_on"] = join(run.depends_on, ", ");
  return values;
}

Result<std::string> assignment(const AssignmentText& text, const run::Policy& policy,
                               const run::RunState& run) {
  worker::PromptValues values = values_of(text, run);
  values["gates"] = gate_list(policy.gates_of(run.repo_cell));
  values["evidence"] = run.evidence.empty() ? "" : worker::fenced(run.evidence, kFieldMax);
  bool again = run.session_begun && run.attempt > 1;
  if (again && run.evidence.empty()) values["evidence"] = "Nothing was judged yet: you were interrupted.";
  REEVE_TRY(std::string prompt, worker::expand(again ? text.again_text : text.template_text, values));
  if (run.summary.empty() || run.session_begun) return prompt;
  return "# What was done before\n\n" + worker::fenced(run.summary, kFieldMax) + "\n\n" + prompt;
}

}  // namespace reeve::app
