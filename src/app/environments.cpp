#include "app/environments.h"

#include <algorithm>

#include "reeve/port/processes.h"
#include "reeve/worker/claude_command.h"

namespace reeve::app {
namespace {

constexpr std::string_view kPassedOn[] = {
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TERM", "TZ", "TMPDIR", "LC_ALL", "LC_CTYPE",
    "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
    // Who commits: reeve goes by these, and so do the worker's commits.
    "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"};

// An empty GIT_ASKPASS keeps git from asking any program. Without the variant, git would try out what the
// command is.
constexpr std::string_view kNoLogin[] = {
    "GIT_TERMINAL_PROMPT=0",
    "GIT_ASKPASS=",
    "SSH_ASKPASS=false",
    "SSH_ASKPASS_REQUIRE=force",
    "GCM_INTERACTIVE=never",
    "GIT_SSH_VARIANT=ssh",
    "GIT_SSH_COMMAND=echo 'reeve: workers and gates have no keys; reeve pushes their branches' >&2; false"};

std::string_view name_in(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

template <class Names>
bool has_name(const Names& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

std::string variable_in(const Environment& environment, std::string_view name) {
  for (const std::string& variable : environment)
    if (name_in(variable) == name && variable.size() > name.size()) return variable.substr(name.size() + 1);
  return "";
}

Environment setup_environment(const Environment& ours, const Config& config) {
  Environment passed;
  for (const std::string& variable : ours)
    if (has_name(kPassedOn, name_in(variable)) || has_name(config.worker.env, name_in(variable)))
      passed.push_back(variable);
  // Hooks of ours in a worker's session look for this and stay quiet.
  passed.push_back("REEVE_WORKER=1");
  // Automatic maintenance would begin with every commit and end, unfinished, with the worker.
  if (!has_name(config.worker.env, "GIT_CONFIG_COUNT"))
    port::add_git_setting(passed, "maintenance.auto", "false");
  return passed;
}

Environment worker_environment(const Environment& ours, const Config& config) {
  Environment environment = setup_environment(ours, config);
  for (std::string_view variable : kNoLogin)
    if (!has_name(config.worker.env, name_in(variable))) environment.emplace_back(variable);
  // An empty one makes git forget those named before it.
  if (!has_name(config.worker.env, "GIT_CONFIG_COUNT"))
    port::add_git_setting(environment, "credential.helper", "");
  return environment;
}

Environment program_environment(const Environment& ours, const Config& config) {
  Environment environment;
  const auto& names = worker::claude_own_variables();
  for (const std::string& variable : ours) {
    // Named there, every worker has it already.
    bool wanted = has_name(names, name_in(variable)) && !has_name(config.worker.env, name_in(variable));
    if (wanted) environment.push_back(variable);
  }
  return environment;
}

}  // namespace reeve::app
