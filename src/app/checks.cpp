#include "app/checks.h"

#include <algorithm>

#include "reeve/app/starter.h"
#include "reeve/base/text.h"
#include "reeve/worker/prompt.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kTemplateMax = 1 << 20;

// What a worker, a gate and a set-up command get of our environment; worker.env adds to it. No credentials.
constexpr std::string_view kPassedOn[] = {
    "PATH", "HOME",   "USER",   "LOGNAME",  "SHELL",           "LANG",           "TERM",
    "TZ",   "TMPDIR", "LC_ALL", "LC_CTYPE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"};

// As it will be started, but in the checkout: the worktree is not there yet.
Result<std::string> find_program(Ports& ports, const Project& project, const Command& command) {
  port::ProcessSpec spec;
  spec.argv = command;
  spec.directory = project.main_top;
  spec.environment = worker_environment(ports.environment, project.config);
  return ports.find_program(spec);
}

// "./gradlew" may be made by the set-up, a name without a slash is looked up in PATH.
bool is_relative(const Command& command) {
  return command.front().find('/') != std::string::npos && !command.front().starts_with('/');
}

Status check_program(Ports& ports, const Project& project, const std::string& key, const Command& command) {
  auto found = find_program(ports, project, command);
  if (found) return Done{};
  return Error{ErrorKind::config, key + ": " + found.error().message, found.error().hint};
}

}  // namespace

std::vector<std::string> worker_environment(const std::vector<std::string>& ours, const Config& config) {
  std::vector<std::string> passed;
  for (const std::string& variable : ours) {
    std::string name = variable.substr(0, variable.find('='));
    bool listed = std::find(std::begin(kPassedOn), std::end(kPassedOn), name) != std::end(kPassedOn);
    bool wanted =
        std::find(config.worker.env.begin(), config.worker.env.end(), name) != config.worker.env.end();
    if (listed || wanted) passed.push_back(variable);
  }
  // Hooks of ours in a worker's session look for this and stay quiet.
  passed.push_back("REEVE_WORKER=1");
  // Automatic maintenance would begin with every commit and end, unfinished, with the worker.
  auto& names = config.worker.env;
  if (std::find(names.begin(), names.end(), "GIT_CONFIG_COUNT") == names.end())
    for (const char* variable :
         {"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=maintenance.auto", "GIT_CONFIG_VALUE_0=false"})
      passed.emplace_back(variable);
  return passed;
}

Result<std::string> template_text(port::Files& files, const Project& project) {
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
  return text;
}

std::string publish_step(const Project& project, const std::string& first, const std::string& files) {
  return "`" + first + " && git commit -m 'tasks' -- " + files +
         (project.config.remote.empty()
              ? ""
              : " && git push " + project.config.remote + " HEAD:" + project.branch) +
         "`";
}

// In place of {repo}, the name of the checkout's directory.
std::string workspace_root(const Project& project) {
  constexpr std::string_view kRepo = "{repo}";
  std::string root = project.config.workspace.root;
  auto at = root.find(kRepo);
  if (at != root.npos)
    root.replace(at, kRepo.size(), project.main_top.substr(project.main_top.rfind('/') + 1));
  return root;
}

std::string worktree_root(const Project& project) {
  std::string root = workspace_root(project);
  if (!root.starts_with('/')) root = project.main_top + "/" + root;
  std::vector<std::string> parts;
  for (auto part : split(root, '/')) {
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (!part.empty() && part != "." && part != "..") parts.emplace_back(part);
  }
  return "/" + join(parts, "/");
}

Status check_object_format(const Project& project) {
  if (project.where.object_limit.empty()) return Done{};
  return Error{ErrorKind::repository, project.where.object_limit,
               "queries like `reeve status` work here all the same"};
}

Status check_configuration(const Project& project) {
  if (!project.configured)
    return Error{ErrorKind::config, "there is no reeve.json in " + project.main_top,
                 "`reeve init` writes one"};
  REEVE_CHECK(check_runnable(project.config));
  if (project.config.worker.adapter == Adapter::claude)
    return Error{ErrorKind::config, "worker.adapter \"claude\" is not supported by this version",
                 "use \"adapter\": \"command\" with \"command\": [\"claude\", \"-p\"]"};
  if (project.config.workspace.mode == WorkspaceMode::in_place)
    return Error{ErrorKind::config, "workspace.mode \"in-place\" is not supported by this version",
                 "use \"worktree\""};
  return Done{};
}

Status check_branch(const Project& project) {
  if (project.no_branch) return *project.no_branch;
  return Done{};
}

Status check_template(Ports& ports, const Project& project) {
  REEVE_CHECK(template_text(ports.files, project));
  return Done{};
}

Status check_worker_program(Ports& ports, const Project& project) {
  Command command = worker_command(project.config);
  if (is_relative(command) && !project.config.workspace.setup.empty()) return Done{};
  return check_program(ports, project, "worker.command", command);
}

Status check_setup_programs(Ports& ports, const Project& project) {
  for (const Command& command : project.config.workspace.setup)
    REEVE_CHECK(check_program(ports, project, "workspace.setup", command));
  return Done{};
}

Status check_gate_programs(Ports& ports, const Project& project) {
  if (!project.config.workspace.setup.empty() || !project.config.gates) return Done{};
  for (const run::Gate& gate : *project.config.gates)
    REEVE_CHECK(check_program(ports, project, "gate '" + gate.name + "'", gate.command));
  return Done{};
}

Status check_worktree_root(Ports& ports, const Project& project) {
  std::string root = worktree_root(project);
  auto writable = ports.check_writable(root);
  if (writable) return Done{};
  return Error{ErrorKind::io, "making the directory for worktrees, " + root + ": " + writable.error().message,
               "set workspace.root in reeve.json to a directory that you may write to"};
}

Status check_before_run(Ports& ports, const Project& project) {
  REEVE_CHECK(check_configuration(project));
  REEVE_CHECK(check_object_format(project));
  REEVE_CHECK(check_branch(project));
  REEVE_CHECK(check_template(ports, project));
  REEVE_CHECK(check_worker_program(ports, project));
  REEVE_CHECK(check_setup_programs(ports, project));
  REEVE_CHECK(check_gate_programs(ports, project));
  return check_worktree_root(ports, project);
}

}  // namespace reeve::app
