#include "app/engine_setup.h"

#include <algorithm>

#include "app/checks.h"
#include "app/claude_worker.h"
#include "app/repositories.h"

namespace reeve::app {

std::string about_process(const Ports& ports, const std::string& command) {
  return command + " (process " + std::to_string(ports.process_id) + " on " + ports.host + ") since " +
         to_rfc3339(ports.now());
}

namespace {

constexpr std::uint64_t kIgnoredMax = 1 << 20;

// Patterns that the user's git ignores everywhere.
std::string ignored_everywhere(const Project& project, Ports& ports) {
  auto path = ports.setup.excludes_file(project.main_top);
  auto text = path ? ports.files.read(*path, kIgnoredMax) : Result<std::string>(path.error());
  return text ? *text : "";
}

// Programs that Claude Code starts outside of any sandbox, and what they may do, are named in there.
std::vector<std::string> protected_globs(const Project& project) {
  auto globs = project.config.protect;
  if (uses_claude(project)) globs.emplace_back("**/.claude/settings*.json");
  return globs;
}

worker::ClaudeRecipe recipe_of(const Project& project, Ports& ports, const SandboxState& sandbox) {
  const ClaudeConfig& config = project.config.worker.claude;
  worker::ClaudeRecipe recipe;
  recipe.program = claude_program(project);
  recipe.model = config.model;
  recipe.tools = config.tools;
  if (config.skip_permissions) recipe.permissions = worker::Permissions::skipped;
  if (sandbox.kind == SandboxState::Kind::on) recipe.sandbox = worker::CommandSandbox::on;
  recipe.allow_domains = config.allow_domains;
  recipe.allow_write = config.allow_write;
  recipe.hidden = hidden_from_workers(ports);
  recipe.protect = protected_globs(project);
  recipe.context_share = project.config.budget.context;
  return recipe;
}

void add_claude(EngineOptions& options, const Project& project, Ports& ports) {
  SandboxState sandbox = find_sandbox(ports, project);
  if (sandbox.kind == SandboxState::Kind::on) options.gate_sandbox = sandbox_rules(ports, project);
  if (sandbox.kind == SandboxState::Kind::missing)
    options.warning = "workers and gates run without a sandbox: " + sandbox.reason;
  ClaudeSetup setup;
  setup.recipe = recipe_of(project, ports, sandbox);
  setup.environment = program_environment(ports.environment, project.config);
  bool other = !variable_in(ports.environment, "ANTHROPIC_BASE_URL").empty();
  setup.window = worker::assumed_window(setup.recipe.model,
                                        other ? worker::Endpoint::other : worker::Endpoint::anthropic);
  setup.ignored = ignored_everywhere(project, ports);
  setup.tracking_file = project.config.tracking_file;
  setup.own_files = project.reeve_dir;
  if (has_auditor(project)) options.auditor = setup;
  if (project.config.worker.adapter == Adapter::claude) options.claude = std::move(setup);
}

}  // namespace

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
  options.setup_environment = setup_environment(ports.environment, project.config);
  options.environment = worker_environment(ports.environment, project.config);
  if (uses_claude(project)) add_claude(options, project, ports);
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
  options.protect = protected_globs(project);
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
