#include "reeve/worker/claude_command.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::int64_t kWindowSmall = 200'000;
constexpr std::int64_t kWindowLarge = 1'000'000;
// The program compacts so far before the end of the window that it is told: what it holds back for an answer,
// and a margin.
constexpr std::int64_t kCompactsBefore = 20'000 + 13'000;
// Outside of these it ignores CLAUDE_CODE_AUTO_COMPACT_WINDOW.
constexpr std::int64_t kCompactWindowMin = 100'000;
constexpr std::int64_t kCompactWindowMax = 1'000'000;

bool has_tool(const ClaudeRecipe& recipe, std::string_view name) {
  return std::find(recipe.tools.begin(), recipe.tools.end(), name) != recipe.tools.end();
}

// A rule's path: '/' stands for where the settings lie, '//' for the root.
std::string edit_rule(const std::string& absolute) {
  return "Edit(/" + absolute + ")";
}

// Globs are as in .gitignore, ours and its own: without a slash they mean any directory.
bool is_anchored(std::string_view glob) {
  return glob.find('/') < glob.size() - 1;
}

std::string edit_rule(const std::string& worktree, std::string_view glob) {
  bool anchored = is_anchored(glob);
  while (glob.starts_with('/')) glob.remove_prefix(1);
  return edit_rule(worktree + (anchored ? "/" : "/**/") + std::string(glob));
}

// Whether a rule for the path does no harm in the sandbox.
bool is_fit(const ClaudeRecipe& recipe, const ClaudePlace& place, const std::string& path) {
  return recipe.sandbox == CommandSandbox::off || path.empty() ||
         std::find(place.present.begin(), place.present.end(), path) != place.present.end();
}

bool has_table(const ClaudeRecipe& recipe, const ClaudePlace& place) {
  return !place.tracking_file.empty() && is_fit(recipe, place, place.tracking_file);
}

OrderedJson deny_rules(const ClaudeRecipe& recipe, const ClaudePlace& place) {
  OrderedJson rules = OrderedJson::array();
  if (has_table(recipe, place)) {
    std::string path = place.worktree + "/" + place.tracking_file;
    rules.push_back(edit_rule(path));
    if (recipe.sandbox == CommandSandbox::off) rules.push_back("Read(/" + path + ")");
  }
  for (const std::string& glob : recipe.protect) {
    std::string path = protected_path(glob);
    bool fit = is_fit(recipe, place, path);
    // A path becomes read-only in the sandbox; a pattern, as one for any directory is, does not.
    if (!is_anchored(glob) && !path.empty() && fit) rules.push_back(edit_rule(place.worktree + "/" + path));
    if (!is_anchored(glob) || fit) rules.push_back(edit_rule(place.worktree, glob));
  }
  return rules;
}

OrderedJson sandbox_settings(const ClaudeRecipe& recipe, const ClaudePlace& place) {
  OrderedJson files;
  files["allowWrite"] = recipe.allow_write;
  files["denyWrite"] = OrderedJson::array();
  if (has_table(recipe, place)) files["denyWrite"].push_back(place.worktree + "/" + place.tracking_file);
  if (place.directory != place.worktree) {
    // Only for the top of a worktree does it find out by itself what a commit has to write.
    files["allowWrite"].push_back(place.worktree);
    files["allowWrite"].push_back(place.common_dir);
    for (const char* name : {"/hooks", "/config"}) files["denyWrite"].push_back(place.common_dir + name);
  }
  // Git of ours would go by these too.
  for (const char* name : {"/config.worktree", "/info"})
    files["denyWrite"].push_back(place.common_dir + name);
  for (const std::string& git_dir : place.git_dirs)
    for (const char* name : {"/commondir", "/config.worktree", "/gitdir"})
      files["denyWrite"].push_back(git_dir + name);
  files["denyWrite"].push_back(place.worktree + "/.git");
  files["denyWrite"].push_back(place.own_files);
  files["denyRead"] = recipe.hidden;
  OrderedJson sandbox;
  sandbox["enabled"] = true;
  sandbox["failIfUnavailable"] = true;
  sandbox["autoAllowBashIfSandboxed"] = true;
  sandbox["allowUnsandboxedCommands"] = false;
  sandbox["filesystem"] = std::move(files);
  sandbox["network"]["allowedDomains"] = recipe.allow_domains;
  return sandbox;
}

// "0.5000": the locale has no say.
std::string decimal(double number) {
  constexpr double kLeast = 0.0001;  // it takes no 0
  constexpr int kDigits = 4;
  std::array<char, 64> text{};
  auto end = std::to_chars(text.data(), text.data() + text.size(), std::max(number, kLeast),
                           std::chars_format::fixed, kDigits);
  return end.ec == std::errc() ? std::string(text.data(), end.ptr) : "";
}

void add_bounds(std::vector<std::string>& command, const ClaudeRecipe& recipe) {
  std::string usd = recipe.usd_max ? decimal(*recipe.usd_max) : "";
  if (!usd.empty()) command.insert(command.end(), {"--max-budget-usd", usd});
  if (recipe.turns_max)
    command.insert(command.end(), {"--max-turns", std::to_string(std::max(*recipe.turns_max, 1))});
}

}  // namespace

std::string protected_path(std::string_view glob) {
  while (glob.starts_with('/')) glob.remove_prefix(1);
  if (glob.ends_with("/**")) glob.remove_suffix(3);
  while (glob.ends_with('/')) glob.remove_suffix(1);
  return glob.find_first_of("*?[\\") == glob.npos ? std::string(glob) : "";
}

std::vector<std::string> claude_command(const ClaudeRecipe& recipe, const ClaudePlace& place,
                                        const std::string& session, SessionStart start) {
  std::vector<std::string> command = recipe.program;
  command.insert(command.end(),
                 {"-p", "--output-format", "stream-json", "--verbose", "--include-partial-messages"});
  command.insert(command.end(), {"--model", recipe.model});
  if (!session.empty())
    command.insert(command.end(), {start == SessionStart::resumed ? "--resume" : "--session-id", session});
  if (recipe.permissions == Permissions::skipped)
    command.push_back("--dangerously-skip-permissions");
  else
    command.insert(command.end(), {"--permission-mode", "acceptEdits"});
  if (has_tool(recipe, "Bash")) command.insert(command.end(), {"--allowedTools", "Bash"});
  command.insert(command.end(), {"--tools", join(recipe.tools, ",")});
  add_bounds(command, recipe);
  if (recipe.instructions == Instructions::none) command.insert(command.end(), {"--setting-sources", "user"});
  if (place.directory != place.worktree) command.insert(command.end(), {"--add-dir", place.worktree});
  command.insert(command.end(), {"--strict-mcp-config", "--settings", place.settings});
  return command;
}

std::string claude_settings(const ClaudeRecipe& recipe, const ClaudePlace& place) {
  OrderedJson settings;
  settings["permissions"]["deny"] = deny_rules(recipe, place);
  if (recipe.sandbox == CommandSandbox::on) settings["sandbox"] = sandbox_settings(recipe, place);
  settings["disableAllHooks"] = true;
  settings["disableWorkflows"] = true;
  return settings.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

std::int64_t compact_window(double share, std::int64_t window) {
  auto tokens = static_cast<std::int64_t>(share * static_cast<double>(window));
  return std::clamp(tokens + kCompactsBefore, kCompactWindowMin, kCompactWindowMax);
}

std::vector<std::string> claude_variables(const ClaudeRecipe& recipe, std::int64_t window) {
  auto compact = compact_window(recipe.context_share, window);
  return {"DISABLE_AUTOUPDATER=1", "DISABLE_TELEMETRY=1", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1",
          "CLAUDE_CODE_AUTO_COMPACT_WINDOW=" + std::to_string(compact)};
}

std::int64_t assumed_window(std::string_view model, Endpoint endpoint) {
  if (model.ends_with("[1m]")) return kWindowLarge;
  if (endpoint == Endpoint::other) return kWindowSmall;
  for (const char* family : {"opus", "sonnet", "fable"})
    if (model.find(family) != model.npos) return kWindowLarge;
  return kWindowSmall;
}

// code.claude.com/docs/en/env-vars and /settings; keys of cloud accounts are for worker.env to name.
const std::vector<std::string>& claude_own_variables() {
  static const std::vector<std::string> names = {
      "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "ANTHROPIC_CUSTOM_HEADERS",
      "ANTHROPIC_DEFAULT_OPUS_MODEL", "ANTHROPIC_DEFAULT_SONNET_MODEL", "ANTHROPIC_DEFAULT_HAIKU_MODEL",
      "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CONFIG_DIR",
      // Other places to get the models from.
      "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX", "CLAUDE_CODE_USE_FOUNDRY",
      "AWS_BEARER_TOKEN_BEDROCK", "AWS_REGION", "ANTHROPIC_VERTEX_PROJECT_ID", "CLOUD_ML_REGION",
      "ANTHROPIC_FOUNDRY_API_KEY", "ANTHROPIC_FOUNDRY_RESOURCE", "ANTHROPIC_FOUNDRY_BASE_URL",
      // How to get there.
      "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "NODE_EXTRA_CA_CERTS",
      "SSL_CERT_FILE", "CLAUDE_CODE_CLIENT_CERT", "CLAUDE_CODE_CLIENT_KEY", "API_TIMEOUT_MS",
      "CLAUDE_CODE_MAX_RETRIES",
      // How it thinks and works.
      "CLAUDE_CODE_MAX_OUTPUT_TOKENS", "CLAUDE_CODE_DISABLE_1M_CONTEXT", "CLAUDE_CODE_MAX_CONTEXT_TOKENS",
      "CLAUDE_CODE_EFFORT_LEVEL", "MAX_THINKING_TOKENS", "BASH_DEFAULT_TIMEOUT_MS", "BASH_MAX_TIMEOUT_MS",
      "IS_SANDBOX"};
  return names;
}

const std::vector<std::string>& sandbox_placeholders() {
  static const std::vector<std::string> names = {".bash_profile", ".bashrc", ".claude",   ".gitconfig",
                                                 ".gitmodules",   ".idea",   ".mcp.json", ".profile",
                                                 ".ripgreprc",    ".vscode", ".zprofile", ".zshrc"};
  return names;
}

}  // namespace reeve::worker
