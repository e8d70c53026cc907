#include "app/checks.h"

#include <algorithm>

#include "app/assignment.h"
#include "app/claude_worker.h"
#include "app/sandbox.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// "./gradlew" is looked up in the worktree: set-up may make it there, another branch is no measure, and it
// may start in a directory of `repos`. A name without a slash is looked up in PATH.
bool may_be_there_later(const Project& project, const Command& command) {
  bool relative = command.front().find('/') != std::string::npos && !command.front().starts_with('/');
  return relative && (!project.config.workspace.setup.empty() || !project.config.repos.empty() ||
                      project.where.branch != project.branch);
}

Status check_program(Ports& ports, const Project& project, const std::string& key, const Command& command) {
  if (may_be_there_later(project, command)) return Done{};
  return check_program(ports, project, project.main_top, key, command);
}

Error no_commit_yet(const Project& project) {
  const std::string& remote = project.config.remote;
  std::string push = remote.empty()
                         ? ""
                         : " && git push -u " + shell_quote(remote) + " " + shell_quote(project.where.branch);
  return {ErrorKind::config, "branch '" + project.where.branch + "' has no commit yet, and so no table",
          "make the first: `git add " + shell_quote(project.config.tracking_file) + " " +
              std::string(kConfigFile) + " && git commit -m 'tasks'" + push + "`"};
}

// Without any remote, "has no upstream" would be only half of what is wrong.
Status check_published_remote(port::Checkout& checkout, const Project& project) {
  const std::string& remote = project.config.remote;
  if (remote.empty()) return Done{};
  REEVE_TRY(auto remotes, checkout.remotes(project.where));
  if (std::find(remotes.begin(), remotes.end(), remote) != remotes.end()) return Done{};
  std::string named = remotes.empty() ? "" : "; there is '" + join(remotes, "', '") + "'";
  return Error{ErrorKind::config, "there is no remote '" + remote + "' in " + project.main_top + named,
               remotes.empty()
                   ? "set \"remote\": \"\" in reeve.json to work without one, or add one: git remote add " +
                         shell_quote(remote) + " URL"
                   : "name the one to use as \"remote\" in reeve.json"};
}

Status check_judging(const Project& project) {
  if (!project.configured)
    return Error{ErrorKind::config, "there is no reeve.json in " + project.main_top,
                 "`reeve init` writes one"};
  REEVE_CHECK(check_gates(project.config));
  if (project.config.workspace.mode == WorkspaceMode::in_place)
    return Error{ErrorKind::config, "workspace.mode \"in-place\" is not supported by this version",
                 "use \"worktree\""};
  return Done{};
}

// Work is what is committed.
Status check_tools(const Config& config) {
  const auto& tools = config.worker.claude.tools;
  bool commits = std::find(tools.begin(), tools.end(), "Bash") != tools.end();
  if (commits || config.worker.adapter != Adapter::claude) return Done{};
  return Error{ErrorKind::config, "worker.tools has no \"Bash\": the worker could not commit its work",
               "add \"Bash\"; its sandbox bounds what commands may do"};
}

}  // namespace

std::string publish_step(const Project& project, const std::string& first, const std::string& files) {
  return "`" + first + " && git commit -m 'tasks' -- " + files +
         (project.config.remote.empty() ? ""
                                        : " && git push " + shell_quote(project.config.remote) +
                                              " HEAD:" + shell_quote(project.branch)) +
         "`";
}

// In place of {repo}, the name of the checkout's directory.
std::string workspace_root(const Project& project, const std::string& top) {
  constexpr std::string_view kRepo = "{repo}";
  std::string root = project.config.workspace.root;
  auto at = root.find(kRepo);
  if (at != root.npos) root.replace(at, kRepo.size(), top.substr(top.rfind('/') + 1));
  return root;
}

std::string worktree_root(const Project& project, const std::string& top) {
  return absolute_path(top, workspace_root(project, top));
}

Status check_object_format(const Project& project) {
  if (project.where.object_limit.empty()) return Done{};
  return Error{ErrorKind::repository, project.where.object_limit,
               "queries like `reeve status` work here all the same"};
}

Status check_configuration(const Project& project) {
  REEVE_CHECK(check_judging(project));
  REEVE_CHECK(check_tools(project.config));
  return check_runnable(project.config);
}

Status check_published_branch(Ports& ports, const Project& project) {
  if (project.no_branch) REEVE_CHECK(check_published_remote(ports.checkout, project));
  if (project.where.unborn && !project.config.branch) return no_commit_yet(project);
  if (project.no_branch) return *project.no_branch;
  return Done{};
}

Status check_before_publish(Ports& ports, const Project& project) {
  REEVE_CHECK(check_object_format(project));
  return check_published_branch(ports, project);
}

Status check_before_judging(Ports& ports, const Project& project) {
  REEVE_CHECK(check_judging(project));
  REEVE_CHECK(check_sandbox(ports, project));
  return check_before_publish(ports, project);
}

Status check_program(Ports& ports, const Project& project, const std::string& top, const std::string& key,
                     const Command& command) {
  port::ProcessSpec spec;
  spec.argv = command;
  spec.directory = top;
  spec.environment = setup_environment(ports.environment, project.config);
  auto found = ports.find_program(spec);
  if (found) return Done{};
  return Error{ErrorKind::config, key + ": " + found.error().message,
               "install it, or set " + key + " in reeve.json to a program that is there"};
}

Status check_template(Ports& ports, const Project& project) {
  REEVE_CHECK(assignment_text(ports.files, project));
  return Done{};
}

Status check_worker_program(Ports& ports, const Project& project) {
  return check_program(ports, project, "worker.command", worker_command(project.config));
}

Status check_auditor_program(Ports& ports, const Project& project) {
  if (project.config.worker.adapter == Adapter::claude || !has_auditor(project)) return Done{};
  auto there = check_program(ports, project, project.main_top, "gates: an auditor", claude_program(project));
  if (there) return Done{};
  return Error{ErrorKind::config, there.error().message,
               "install Claude Code: `npm install -g @anthropic-ai/claude-code`"};
}

Status check_setup_programs(Ports& ports, const Project& project) {
  for (const Command& command : project.config.workspace.setup)
    REEVE_CHECK(check_program(ports, project, "workspace.setup", command));
  return Done{};
}

Status check_gate_programs(Ports& ports, const Project& project) {
  if (!project.config.workspace.setup.empty() || !project.config.gates) return Done{};
  for (const run::Gate& gate : *project.config.gates)
    if (!gate.auditor) REEVE_CHECK(check_program(ports, project, "gate '" + gate.name + "'", gate.command));
  return Done{};
}

Status check_notification_program(Ports& ports, const Project& project, Occasion occasion) {
  return check_program(ports, project, "on." + std::string(name_of(occasion)),
                       command_for(occasion, project.config.on));
}

Status check_worktree_root(Ports& ports, const std::string& root) {
  auto writable = ports.check_writable(root);
  if (writable) return Done{};
  return Error{ErrorKind::io, "making the directory for worktrees, " + root + ": " + writable.error().message,
               "set workspace.root in reeve.json to a directory that you may write to"};
}

Status check_before_run(Ports& ports, const Project& project) {
  REEVE_CHECK(check_configuration(project));
  REEVE_CHECK(check_before_publish(ports, project));
  REEVE_CHECK(check_template(ports, project));
  REEVE_CHECK(check_worker_program(ports, project));
  REEVE_CHECK(check_auditor_program(ports, project));
  REEVE_CHECK(check_sandbox(ports, project));
  REEVE_CHECK(check_setup_programs(ports, project));
  REEVE_CHECK(check_gate_programs(ports, project));
  return check_worktree_root(ports, worktree_root(project, project.main_top));
}

}  // namespace reeve::app
