#include "app/engine_setup.h"

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

// "../{repo}.worktrees" with the name of the checkout's directory.
std::string named_after(const std::string& top, std::string root) {
  constexpr std::string_view kRepo = "{repo}";
  auto at = root.find(kRepo);
  if (at != root.npos) root.replace(at, kRepo.size(), top.substr(top.rfind('/') + 1));
  return root;
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

std::string about_process(const Ports& ports, const std::string& command) {
  return command + " (process " + std::to_string(ports.process_id) + " on " + ports.host + ") since " +
         to_rfc3339(ports.now());
}

Status fit_to_publish(const Project& project) {
  if (!project.where.object_limit.empty())
    return Error{ErrorKind::repository, project.where.object_limit,
                 "queries like `reeve status` work here all the same"};
  if (project.no_branch) return *project.no_branch;
  return Done{};
}

Status fit_to_judge(const Project& project) {
  if (!project.configured)
    return Error{ErrorKind::config, "there is no reeve.json in " + project.main_top,
                 "`reeve init` writes one"};
  REEVE_CHECK(check_gates(project.config));
  if (project.config.workspace.mode == WorkspaceMode::in_place)
    return Error{ErrorKind::config, "workspace.mode \"in-place\" is not supported by this version",
                 "use \"worktree\""};
  return fit_to_publish(project);
}

Status fit_to_run(const Project& project) {
  if (project.configured) REEVE_CHECK(check_runnable(project.config));
  if (project.config.worker.adapter == Adapter::claude)
    return Error{ErrorKind::config, "worker.adapter \"claude\" is not supported by this version",
                 "use \"adapter\": \"command\" with \"command\": [\"claude\", \"-p\"]"};
  return fit_to_judge(project);
}

EngineOptions engine_options(const Project& project, Ports& ports) {
  EngineOptions options;
  options.policy = to_policy(project.config, project.branch);
  options.reeve_dir = project.reeve_dir;
  options.checkout = project.main_top;
  options.host = ports.host;
  options.source = project.config.tracking_file;
  options.worker_command = worker_command(project.config);
  options.worker_timeout = project.config.worker.timeout;
  if (project.config.budget.attempt.time)
    options.worker_timeout = std::min(options.worker_timeout, *project.config.budget.attempt.time);
  options.worker_silence = project.config.worker.silence;
  options.environment = worker_environment(ports.environment, project.config);
  options.setup = project.config.workspace.setup;
  options.keep_worktree = project.config.workspace.keep;
  options.day_start = ports.day_start();
  options.seed = ports.random();
  return options;
}

BackendOptions backend_options(const Project& project) {
  BackendOptions options;
  options.where = project.where;
  options.top = project.main_top;
  options.reeve_dir = project.reeve_dir;
  options.remote = project.config.remote;
  options.branch = project.branch;
  options.tracking_file = project.config.tracking_file;
  options.read = to_read_options(project.config, project.branch);
  options.workspace_root = named_after(project.main_top, project.config.workspace.root);
  options.workspace_branch = project.config.workspace.branch;
  options.workspace_base = project.config.workspace.base.value_or("");
  options.copy = project.config.workspace.copy;
  options.protect = project.config.protect;
  return options;
}

}  // namespace reeve::app
