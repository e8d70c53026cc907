#include "reeve/worker/claude_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/catch.h"

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

using Json = nlohmann::json;

ClaudePlace top_of_worktree() {
  return {"/w/A-1",          "/w/A-1",
          "/p/.git",         "/p/.git/reeve",
          "docs/tasks.md",   "/p/.git/reeve/runs/x/settings.json",
          {"docs/tasks.md"}, {"/p/.git/worktrees/A-1"}};
}

ClaudePlace below_worktree() {
  ClaudePlace place = top_of_worktree();
  place.directory = "/w/A-1/web";
  return place;
}

ClaudeRecipe sandboxed_recipe() {
  ClaudeRecipe recipe;
  recipe.sandbox = CommandSandbox::on;
  return recipe;
}

std::string command_line(const ClaudeRecipe& recipe, const ClaudePlace& place,
                         const std::string& session = "", SessionStart start = SessionStart::fresh) {
  return join(claude_command(recipe, place, session, start), " ");
}

// What is read-only whatever else is.
Json denied_writes(std::vector<std::string> first, const std::vector<std::string>& git_dirs) {
  first.insert(first.end(), {"/p/.git/config.worktree", "/p/.git/info"});
  for (const std::string& git_dir : git_dirs)
    first.insert(first.end(), {git_dir + "/commondir", git_dir + "/config.worktree", git_dir + "/gitdir"});
  first.insert(first.end(), {"/w/A-1/.git", "/p/.git/reeve"});
  return first;
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

TEST_CASE("a first attempt: everything that it may do is said on the command line") {
  CHECK(
      command_line({}, top_of_worktree(), "5a326651-0ab0-40c2-95e3-a3dbf74771d5") ==
      "claude -p --output-format stream-json --verbose --include-partial-messages --model opus --session-id "
      "5a326651-0ab0-40c2-95e3-a3dbf74771d5 --permission-mode acceptEdits --allowedTools Bash --tools "
      "Bash,Edit,Read,Write --strict-mcp-config --settings /p/.git/reeve/runs/x/settings.json");
}

TEST_CASE("a later attempt goes on in its session, and names the model again") {
  std::string line = command_line({}, top_of_worktree(), "5a32", SessionStart::resumed);
  CHECK(line.find("--model opus --resume 5a32 ") != line.npos);
  CHECK(line.find("--session-id") == line.npos);
  CHECK(command_line({}, top_of_worktree()).find("--session-id") == line.npos);
}

TEST_CASE("the program, the model and the tools are those of the configuration") {
  ClaudeRecipe recipe;
  recipe.program = {"nice", "claude"};
  recipe.model = "haiku";
  recipe.tools = {"Read", "Grep"};
  std::string line = command_line(recipe, top_of_worktree());
  CHECK(line.starts_with("nice claude -p "));
  CHECK(line.find("--model haiku") != line.npos);
  CHECK(line.find("--tools Read,Grep") != line.npos);
  CHECK(line.find("--allowedTools") == line.npos);  // without Bash there is nothing to allow
}

TEST_CASE("permissions are skipped only where that is asked for in so many words") {
  ClaudeRecipe recipe;
  CHECK(command_line(recipe, top_of_worktree()).find("dangerously") == std::string::npos);
  recipe.permissions = Permissions::skipped;
  std::string line = command_line(recipe, top_of_worktree());
  CHECK(line.find("--dangerously-skip-permissions") != line.npos);
  CHECK(line.find("--permission-mode") == line.npos);
}

TEST_CASE("what it may cost is a bound of the program's own") {
  ClaudeRecipe recipe;
  CHECK(command_line(recipe, top_of_worktree()).find("--max-") == std::string::npos);
  recipe.usd_max = 2.5;
  recipe.turns_max = 40;
  std::string line = command_line(recipe, top_of_worktree());
  CHECK(line.find(" --max-budget-usd 2.5000 --max-turns 40 ") != line.npos);
  recipe.usd_max = 0;
  line = command_line(recipe, top_of_worktree());
  CHECK(line.find(" --max-budget-usd 0.0001 ") != line.npos);
  recipe.usd_max = 1234567.0;
  line = command_line(recipe, top_of_worktree());
  CHECK(line.find(" --max-budget-usd 1234567.0000 ") != line.npos);
}

TEST_CASE("who judges the work does not follow what the work says") {
  ClaudeRecipe recipe;
  CHECK(command_line(recipe, top_of_worktree()).find("--setting-sources") == std::string::npos);
  recipe.instructions = Instructions::none;
  CHECK(command_line(recipe, top_of_worktree()).find(" --setting-sources user ") != std::string::npos);
}

TEST_CASE("who starts below the top may still edit all of the worktree") {
  CHECK(command_line({}, below_worktree()).find("--add-dir /w/A-1 ") != std::string::npos);
  CHECK(command_line({}, top_of_worktree()).find("--add-dir") == std::string::npos);
}

TEST_CASE("the settings without a sandbox") {
  ClaudeRecipe recipe;
  recipe.protect = {"reeve.json", ".github/**", "/Makefile", "*.lock"};
  auto expected = Json::parse(R"json({
    "permissions": {"deny": ["Edit(//w/A-1/docs/tasks.md)", "Read(//w/A-1/docs/tasks.md)",
      "Edit(//w/A-1/reeve.json)", "Edit(//w/A-1/**/reeve.json)", "Edit(//w/A-1/.github/**)",
      "Edit(//w/A-1/Makefile)", "Edit(//w/A-1/**/*.lock)"]},
    "disableAllHooks": true, "disableWorkflows": true})json");
  CHECK(Json::parse(claude_settings(recipe, top_of_worktree())) == expected);
}

TEST_CASE("the settings with a sandbox: git could not add a file that is denied to Read") {
  ClaudeRecipe recipe = sandboxed_recipe();
  recipe.allow_domains = {"pypi.org"};
  recipe.allow_write = {"/h/me/.cache"};
  recipe.hidden = {"/h/me/.ssh"};
  auto expected = Json::parse(R"json({
    "permissions": {"deny": ["Edit(//w/A-1/docs/tasks.md)"]},
    "sandbox": {"enabled": true, "failIfUnavailable": true, "autoAllowBashIfSandboxed": true,
      "allowUnsandboxedCommands": false,
      "filesystem": {"allowWrite": ["/h/me/.cache"], "denyRead": ["/h/me/.ssh"]},
      "network": {"allowedDomains": ["pypi.org"]}},
    "disableAllHooks": true, "disableWorkflows": true})json");
  expected["sandbox"]["filesystem"]["denyWrite"] =
      denied_writes({"/w/A-1/docs/tasks.md"}, {"/p/.git/worktrees/A-1"});
  CHECK(Json::parse(claude_settings(recipe, top_of_worktree())) == expected);
}

TEST_CASE("what is not there is no path to the sandbox, which would put a device in its place") {
  ClaudeRecipe recipe = sandboxed_recipe();
  recipe.protect = {"reeve.json", ".github/**", "/Makefile", "ci/", "*.lock"};
  ClaudePlace place = top_of_worktree();
  place.present = {"reeve.json"};
  auto settings = Json::parse(claude_settings(recipe, place));
  CHECK(settings["permissions"]["deny"] ==
        Json::array({"Edit(//w/A-1/reeve.json)", "Edit(//w/A-1/**/reeve.json)", "Edit(//w/A-1/**/ci/)",
                     "Edit(//w/A-1/**/*.lock)"}));
  CHECK(settings["sandbox"]["filesystem"]["denyWrite"] == denied_writes({}, place.git_dirs));
  place.present = {"Makefile", ".github", "ci"};
  CHECK(Json::parse(claude_settings(recipe, place))["permissions"]["deny"] ==
        Json::array({"Edit(//w/A-1/**/reeve.json)", "Edit(//w/A-1/.github/**)", "Edit(//w/A-1/Makefile)",
                     "Edit(//w/A-1/ci)", "Edit(//w/A-1/**/ci/)", "Edit(//w/A-1/**/*.lock)"}));
}

TEST_CASE("the path that a glob stands for") {
  CHECK(protected_path("/Makefile") == "Makefile");
  CHECK(protected_path(".github/**") == ".github");
  CHECK(protected_path("ci/") == "ci");
  CHECK(protected_path("*.lock").empty());
  CHECK(protected_path("a/*/b").empty());
}

TEST_CASE("below the top of a worktree, what a commit has to write is allowed by name") {
  ClaudePlace place = below_worktree();
  place.git_dirs.emplace_back("/p/.git/worktrees/A-2");
  auto files = Json::parse(claude_settings(sandboxed_recipe(), place))["sandbox"]["filesystem"];
  CHECK(files["allowWrite"] == Json::array({"/w/A-1", "/p/.git"}));
  CHECK(files["denyWrite"] ==
        denied_writes({"/w/A-1/docs/tasks.md", "/p/.git/hooks", "/p/.git/config"}, place.git_dirs));
}

TEST_CASE("a worktree of another repository holds no tracking file") {
  ClaudePlace place = top_of_worktree();
  place.tracking_file = "";
  auto settings = Json::parse(claude_settings(sandboxed_recipe(), place));
  CHECK(settings["permissions"]["deny"].empty());
  CHECK(settings["sandbox"]["filesystem"]["denyWrite"] == denied_writes({}, place.git_dirs));
}

TEST_CASE("the program compacts at the share of the window that is configured") {
  ClaudeRecipe recipe;
  auto window = [&](std::int64_t tokens) { return claude_variables(recipe, tokens).back(); };
  CHECK(window(200'000) == "CLAUDE_CODE_AUTO_COMPACT_WINDOW=153000");
  CHECK(window(1'000'000) == "CLAUDE_CODE_AUTO_COMPACT_WINDOW=633000");
  recipe.context_share = 1;
  CHECK(window(1'000'000) == "CLAUDE_CODE_AUTO_COMPACT_WINDOW=1000000");
  recipe.context_share = 0.1;
  CHECK(window(200'000) == "CLAUDE_CODE_AUTO_COMPACT_WINDOW=100000");
  CHECK(contains(claude_variables(recipe, 200'000), "DISABLE_AUTOUPDATER=1"));
}

TEST_CASE("until a run has told it, the window is that of the model's family") {
  CHECK(assumed_window("opus", Endpoint::anthropic) == 1'000'000);
  CHECK(assumed_window("claude-sonnet-4-6", Endpoint::anthropic) == 1'000'000);
  CHECK(assumed_window("haiku", Endpoint::anthropic) == 200'000);
  CHECK(assumed_window("opus", Endpoint::other) == 200'000);
  CHECK(assumed_window("claude-opus-4-8[1m]", Endpoint::other) == 1'000'000);
}

TEST_CASE("the program gets its own login, and none to push with") {
  const auto& names = claude_own_variables();
  for (const char* name :
       {"ANTHROPIC_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN", "ANTHROPIC_BASE_URL", "CLAUDE_CONFIG_DIR"})
    CHECK(contains(names, name));
  for (const char* name :
       {"SSH_AUTH_SOCK", "GH_TOKEN", "GITHUB_TOKEN", "GIT_ASKPASS", "AWS_SECRET_ACCESS_KEY"})
    CHECK_FALSE(contains(names, name));
}

}  // namespace reeve::worker
