#include "app/engine_setup.h"

#include <algorithm>

#include "app/checks.h"
#include "app/repositories.h"

namespace reeve::app {
std::string about_process(const Ports& ports, const std::string& command) {
  return command + " (process " + std::to_string(ports.process_id) + " on " + ports.host + ") since " +
         to_rfc3339(ports.now());
}

EngineOptions engine_options(const Project& project, Ports& ports) {
  EngineOptions options;
  options.policy = policy_of(project);
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
  for (const auto& [cell, repository] : project.config.repos)
    if (repository.setup) options.further_setup[cell] = *repository.setup;
  options.directories = directories_of(project);
  options.keep_worktree = project.config.workspace.keep;
  options.keep_runs = project.config.keep.runs;
  options.on = project.config.on;
  options.day_start = ports.day_start();
  options.seed = ports.random();
  return options;
}

BackendOptions backend_options(const Project& project, std::vector<OtherRepository> others) {
  BackendOptions options;
  options.where = project.where;
  options.top = project.main_top;
  options.reeve_dir = project.reeve_dir;
  options.remote = project.config.remote;
  options.branch = project.branch;
  options.tracking_file = project.config.tracking_file;
  options.read = to_read_options(project.config, project.branch);
  options.workspace_root = workspace_root(project, project.main_top);
  options.workspace_branch = project.config.workspace.branch;
  options.workspace_base = project.config.workspace.base.value_or("");
  options.copy = project.config.workspace.copy;
  options.protect = project.config.protect;
  options.others = std::move(others);
  return options;
}

EnginePorts engine_ports(World& world, port::Files& files, Backends& backends) {
  EnginePorts ports{*world.inbox, *world.processes, files, *backends.source, *backends.repository,
                    {},           *world.control};
  for (const auto& [cell, repository] : backends.others) ports.others[cell] = repository.get();
  return ports;
}

}  // namespace reeve::app
