#include "app/doctor_claude.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "app/claude_worker.h"
#include "app/environments.h"
#include "app/sandbox.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr Duration kVersionTimeout = std::chrono::seconds(20);
constexpr std::size_t kWordsShown = 200;

using Version = std::array<int, 3>;
// The oldest one whose options, settings and events are known.
constexpr Version kLeast = {2, 1, 197};

// "2.1.197 (Claude Code)"
std::optional<Version> read_version(std::string_view answer) {
  Version version{};
  auto parts = split(trim(answer).substr(0, trim(answer).find(' ')), '.');
  if (parts.size() != version.size()) return std::nullopt;
  for (std::size_t i = 0; i < version.size(); ++i) {
    const char* end = parts[i].data() + parts[i].size();
    if (std::from_chars(parts[i].data(), end, version[i]).ec != std::errc()) return std::nullopt;
  }
  return version;
}

std::string text_of(const Version& version) {
  return std::to_string(version[0]) + "." + std::to_string(version[1]) + "." + std::to_string(version[2]);
}

Finding examine_version(Ports& ports, const Project& project) {
  port::ProcessSpec spec;
  spec.argv = claude_program(project);
  spec.argv.push_back("--version");
  spec.directory = project.main_top;
  spec.environment = worker_environment(ports.environment, project.config);
  spec.timeout = kVersionTimeout;
  spec.kept = false;
  const std::string asked = "`" + join(spec.argv, " ") + "`";
  auto answer = ports.try_program(spec);
  auto version = answer && answer->ok() ? read_version(answer->out) : std::nullopt;
  if (version && *version >= kLeast) return {FindingLevel::ok, "version", text_of(*version), ""};
  if (version)
    return {FindingLevel::warn, "version",
            "Claude Code " + text_of(*version) + " is older than " + text_of(kLeast) +
                ", the oldest that reeve knows",
            "update it: `claude update`"};
  std::string words = !answer         ? answer.error().message
                      : !answer->ok() ? port::describe(*answer)
                                      : "said " + one_line(trim(answer->out));
  return {FindingLevel::warn, "version", asked + " tells no version: " + shorten(words, kWordsShown),
          "see what it says: " + asked};
}

std::string sandbox_text(const Project& project) {
  std::string text = "commands of workers, and gates, run in one";
  return project.config.workspace.setup.empty()
             ? text
             : text + "; workspace.setup runs outside of it, with what the base holds";
}

Finding examine_sandbox(Ports& ports, const Project& project) {
  auto state = find_sandbox(ports, project);
  switch (state.kind) {
    case SandboxState::Kind::on:
      return {FindingLevel::ok, "sandbox", sandbox_text(project), ""};
    case SandboxState::Kind::off:
      return {FindingLevel::ok, "sandbox", "off, as configured", ""};
    case SandboxState::Kind::missing:
      break;
  }
  auto required = check_sandbox(ports, project);
  if (!required) return {FindingLevel::fail, "sandbox", required.error().message, required.error().hint};
  return {FindingLevel::warn, "sandbox", "workers and gates run without one: " + state.reason,
          state.hint + ", or set \"sandbox\": \"off\" in reeve.json"};
}

bool refuses_root(Ports& ports, const Project& project) {
  if (!project.config.worker.claude.skip_permissions) return false;
  if (variable_in(ports.environment, "IS_SANDBOX") == "1") return false;
  port::ProcessSpec spec;
  spec.argv = {"id", "-u"};
  spec.directory = "/";
  spec.environment = setup_environment(ports.environment, project.config);
  spec.timeout = kVersionTimeout;
  spec.kept = false;
  auto answer = ports.try_program(spec);
  return answer && answer->ok() && trim(answer->out) == "0";
}

// Whether it is valid only the API can say.
Finding examine_login(Ports& ports, const Project& project) {
  auto environment = worker_environment(ports.environment, project.config);
  auto own = program_environment(ports.environment, project.config);
  environment.insert(environment.end(), own.begin(), own.end());
  for (const char* name : {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN",
                           "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX", "CLAUDE_CODE_USE_FOUNDRY"})
    if (!variable_in(environment, name).empty())
      return {FindingLevel::ok, "login", "by " + std::string(name), ""};
  std::string file = login_file(ports.environment);
  if (ports.files.exists(file)) return {FindingLevel::ok, "login", "by " + file, ""};
  return {FindingLevel::warn, "login",
          "none is to be seen: neither " + file + " nor ANTHROPIC_API_KEY nor CLAUDE_CODE_OAUTH_TOKEN",
          "log in with `claude auth login`, or set one of these variables for reeve"};
}

}  // namespace

std::vector<Finding> examine_claude(Ports& ports, const Project& project) {
  std::vector<Finding> findings = {examine_version(ports, project)};
  if (project.config.worker.adapter == Adapter::claude) findings.push_back(examine_sandbox(ports, project));
  if (refuses_root(ports, project))
    findings.push_back({FindingLevel::warn, "permissions",
                        "Claude Code refuses dangerously_skip_permissions for root",
                        "run reeve as another user; in a container, set IS_SANDBOX=1 for it"});
  findings.push_back(examine_login(ports, project));
  return findings;
}

}  // namespace reeve::app
