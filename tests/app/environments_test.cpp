#include "app/environments.h"

#include <algorithm>

#include "support/catch.h"

#include "reeve/port/processes.h"

namespace reeve::app {
namespace {

const Environment kOurs = {"PATH=/bin",          "HOME=/h/me",           "SSH_AUTH_SOCK=/agent",
                           "GH_TOKEN=t",         "ANTHROPIC_API_KEY=k",  "GIT_ASKPASS=/ask",
                           "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=a.b", "GIT_CONFIG_VALUE_0=c",
                           "EDITOR=vi"};

Config with_env(std::vector<std::string> names, Adapter adapter = Adapter::command) {
  Config config;
  config.worker.adapter = adapter;
  config.worker.env = std::move(names);
  return config;
}

bool has(const Environment& environment, std::string_view variable) {
  return std::find(environment.begin(), environment.end(), variable) != environment.end();
}

bool names(const Environment& environment, std::string_view name) {
  return std::any_of(environment.begin(), environment.end(), [&](const std::string& variable) {
    return variable.starts_with(std::string(name) + "=");
  });
}

}  // namespace

TEST_CASE("set-up gets an allow-list of our environment and nothing else") {
  Environment environment = setup_environment(kOurs, {});
  CHECK(has(environment, "PATH=/bin"));
  CHECK(has(environment, "REEVE_WORKER=1"));
  for (const char* name :
       {"SSH_AUTH_SOCK", "GH_TOKEN", "ANTHROPIC_API_KEY", "GIT_ASKPASS", "EDITOR", "GIT_SSH_COMMAND"})
    CHECK_FALSE(names(environment, name));
  CHECK(has(environment, "GIT_CONFIG_KEY_0=maintenance.auto"));
  CHECK(has(environment, "GIT_CONFIG_COUNT=1"));
}

TEST_CASE("workers and gates cannot log in anywhere with git") {
  Environment environment = worker_environment(kOurs, {});
  CHECK(has(environment, "GIT_ASKPASS="));
  CHECK(has(environment, "GIT_TERMINAL_PROMPT=0"));
  CHECK(has(environment, "GIT_CONFIG_KEY_1=credential.helper"));
  CHECK(has(environment, "GIT_CONFIG_VALUE_1="));
  CHECK(has(environment, "GIT_CONFIG_COUNT=2"));
  CHECK(variable_in(environment, "GIT_SSH_COMMAND").ends_with("false"));
  CHECK_FALSE(names(environment, "SSH_AUTH_SOCK"));
}

TEST_CASE("what worker.env names is passed on as it is") {
  Environment environment = worker_environment(
      kOurs, with_env({"SSH_AUTH_SOCK", "GIT_ASKPASS", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0"}));
  CHECK(has(environment, "SSH_AUTH_SOCK=/agent"));
  CHECK(has(environment, "GIT_ASKPASS=/ask"));
  CHECK_FALSE(has(environment, "GIT_ASKPASS="));
  CHECK(has(environment, "GIT_CONFIG_COUNT=1"));
  CHECK(has(environment, "GIT_CONFIG_KEY_0=a.b"));
}

TEST_CASE("only Claude Code's own process gets its login") {
  CHECK(program_environment(kOurs, with_env({}, Adapter::claude)) == Environment{"ANTHROPIC_API_KEY=k"});
  CHECK_FALSE(names(worker_environment(kOurs, with_env({}, Adapter::claude)), "ANTHROPIC_API_KEY"));
  // Named by the user, it is everybody's already.
  CHECK(program_environment(kOurs, with_env({"ANTHROPIC_API_KEY"}, Adapter::claude)).empty());
}

TEST_CASE("a further setting of git is added to those that are there") {
  Environment environment = {"A=b"};
  port::add_git_setting(environment, "core.x", "1");
  port::add_git_setting(environment, "core.y", "two words");
  CHECK(environment == Environment{"A=b", "GIT_CONFIG_KEY_0=core.x", "GIT_CONFIG_VALUE_0=1",
                                   "GIT_CONFIG_KEY_1=core.y", "GIT_CONFIG_VALUE_1=two words",
                                   "GIT_CONFIG_COUNT=2"});
}

}  // namespace reeve::app
