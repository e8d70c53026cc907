#include "app/sandbox.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr Duration kTrialTimeout = std::chrono::seconds(10);
constexpr const char* kProgram = "bwrap";
constexpr const char* kTemporaryRoot = "/tmp";

// Logins of the user, below HOME. Not here: what tools refuse to start without (~/.npmrc, ~/.cargo).
constexpr const char* kLogins[] = {".ssh",  ".git-credentials",    ".netrc", ".aws",   ".azure",
                                   ".kube", ".docker/config.json", ".gnupg", ".pypirc"};
constexpr const char* kLoginsOfConfig[] = {"gh", "glab-cli", "hub", "git/credentials", "gcloud"};
// Sockets that daemons do things for us through, outside of any sandbox.
constexpr const char* kDaemons[] = {"/run/user",       "/run/dbus",   "/run/docker.sock",
                                    "/run/containerd", "/run/podman", "/run/systemd/private"};

bool is_below(const std::string& path, const std::string& top) {
  return path == top || path.starts_with(top + "/");
}

std::string claude_folder(const Environment& ours) {
  std::string configured = variable_in(ours, "CLAUDE_CONFIG_DIR");
  return configured.empty() ? variable_in(ours, "HOME") + "/.claude" : configured;
}

std::vector<std::string> logins(const Environment& ours) {
  std::string home = variable_in(ours, "HOME"), config = variable_in(ours, "XDG_CONFIG_HOME");
  if (config.empty()) config = home + "/.config";
  std::vector<std::string> paths;
  for (const char* name : kLogins) paths.push_back(home + "/" + name);
  for (const char* name : kLoginsOfConfig) paths.push_back(config + "/" + name);
  return paths;
}

std::vector<std::string> base_arguments(Network network) {
  std::vector<std::string> arguments = {kProgram,
                                        "--die-with-parent",
                                        "--unshare-pid",
                                        "--unshare-ipc",
                                        "--cap-drop",
                                        "ALL",
                                        "--ro-bind",
                                        "/",
                                        "/",
                                        "--dev",
                                        "/dev",
                                        "--proc",
                                        "/proc"};
  if (network == Network::none) arguments.insert(arguments.begin() + 1, "--unshare-net");
  return arguments;
}

// Nothing that the command needs may lie below what is put over it.
bool is_free(const std::string& folder, const SandboxPlace& place, const Environment& environment) {
  std::vector<std::string> needed = {place.worktree, place.checkout, variable_in(environment, "HOME")};
  const std::string path = variable_in(environment, "PATH");
  for (auto entry : split(path, ':')) needed.emplace_back(entry);
  return std::none_of(needed.begin(), needed.end(),
                      [&](const std::string& one) { return is_below(one, folder); });
}

Network network_of(const Project& project) {
  return project.config.worker.claude.allow_domains.empty() ? Network::none : Network::shared;
}

}  // namespace

Result<std::vector<std::string>> sandboxed(port::Files& files, const SandboxRules& rules,
                                           const SandboxPlace& place, const std::vector<std::string>& command,
                                           Environment& environment) {
  const std::string folder = place.temporary + "/tmp", nothing = place.temporary + "/empty";
  REEVE_CHECK(files.make_directories(folder));
  REEVE_CHECK(files.write(nothing, ""));
  auto arguments = base_arguments(rules.network);
  auto add = [&](std::initializer_list<std::string> more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
  };
  for (const std::string& path : rules.hidden) {
    auto real = files.real_path(path);
    if (!real) continue;
    if (files.list(*real))
      add({"--tmpfs", *real});
    else
      add({"--ro-bind", nothing, *real});
  }
  bool own_root = is_free(kTemporaryRoot, place, environment);
  add({"--bind", folder, own_root ? kTemporaryRoot : folder});
  for (const std::string& path : rules.writable) add({"--bind-try", path, path});
  add({"--bind", place.worktree, place.worktree});
  // It says where git looks for the repository, and its configuration.
  const std::string git_file = place.worktree + "/.git";
  add({"--ro-bind-try", git_file, git_file});
  const std::string table = place.worktree + "/" + place.tracking_file;
  if (!place.tracking_file.empty()) add({"--ro-bind-try", table, table});
  add({"--"});
  arguments.insert(arguments.end(), command.begin(), command.end());
  std::erase_if(environment, [](const std::string& variable) { return variable.starts_with("TMPDIR="); });
  environment.push_back("TMPDIR=" + (own_root ? std::string(kTemporaryRoot) : folder));
  return arguments;
}

SandboxState find_sandbox(Ports& ports, const Project& project) {
  using Kind = SandboxState::Kind;
  bool wanted = project.config.worker.adapter == Adapter::claude &&
                project.config.worker.claude.sandbox != Sandbox::off;
  if (!wanted) return {};
  port::ProcessSpec trial;
  trial.environment = setup_environment(ports.environment, project.config);
  trial.directory = "/";
  trial.timeout = kTrialTimeout;
  trial.kept = false;
  for (auto [program, package] : {std::pair("socat", "socat"), std::pair(kProgram, "bubblewrap")}) {
    trial.argv = {program};
    if (ports.find_program(trial)) continue;
    return {Kind::missing, "there is no '" + std::string(program) + "' in PATH",
            "install " + std::string(package) + " (on Debian and Ubuntu: apt-get install bubblewrap socat)"};
  }
  // Claude Code closes the network for its commands in any case.
  trial.argv = base_arguments(Network::none);
  trial.argv.insert(trial.argv.end(), {"--tmpfs", kTemporaryRoot, "--", "true"});
  auto tried = ports.try_program(trial);
  if (tried && tried->ok()) return {Kind::on, "", ""};
  std::string words = tried ? one_line(trim(tried->err)) : tried.error().message;
  return {Kind::missing, "bubblewrap cannot make one here: " + shorten(words, 200),
          "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, on Ubuntu "
          "kernel.apparmor_restrict_unprivileged_userns=0; a container must allow them too)"};
}

Status check_sandbox(Ports& ports, const Project& project) {
  if (project.config.worker.claude.sandbox != Sandbox::require) return Done{};
  auto state = find_sandbox(ports, project);
  if (state.kind != SandboxState::Kind::missing) return Done{};
  return Error{ErrorKind::config, "worker.sandbox is \"require\", and " + state.reason,
               state.hint + ", or set \"sandbox\": \"auto\" in reeve.json to work without one"};
}

SandboxRules sandbox_rules(const Ports& ports, const Project& project) {
  SandboxRules rules;
  rules.hidden = logins(ports.environment);
  rules.hidden.push_back(claude_folder(ports.environment));
  rules.hidden.push_back(variable_in(ports.environment, "HOME") + "/.claude.json");
  rules.hidden.insert(rules.hidden.end(), std::begin(kDaemons), std::end(kDaemons));
  rules.hidden.push_back(project.reeve_dir);
  rules.writable = project.config.worker.claude.allow_write;
  rules.network = network_of(project);
  return rules;
}

std::string login_file(const Environment& ours) {
  return claude_folder(ours) + "/.credentials.json";
}

std::vector<std::string> hidden_from_workers(const Ports& ports) {
  auto paths = logins(ports.environment);
  paths.push_back(login_file(ports.environment));
  paths.insert(paths.end(), std::begin(kDaemons), std::end(kDaemons));
  std::erase_if(paths, [&](const std::string& path) { return !ports.files.exists(path); });
  return paths;
}

}  // namespace reeve::app
