#include "app/claude_worker.h"

#include <algorithm>

#include "app/checks.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::size_t kGitFileMax = 64 << 10;
// A long attempt with partial messages, several times over.
constexpr std::uint64_t kStreamMax = 1ull << 30;

// What `.git` in a linked worktree names is <common dir>/worktrees/<name>.
std::string common_dir_of(port::Files& files, const std::string& worktree) {
  constexpr std::string_view kPrefix = "gitdir: ";
  auto text = files.read(worktree + "/.git", kGitFileMax);
  if (!text || !text->starts_with(kPrefix)) return worktree + "/.git";
  std::string path = absolute_path(worktree, std::string(trim(text->substr(kPrefix.size()))));
  return path.substr(0, path.rfind("/worktrees/"));
}

worker::ClaudePlace place_of(port::Files& files, const ClaudeSetup& setup, const run::RunState& run,
                             const std::string& folder) {
  worker::ClaudePlace place;
  place.worktree = run.workspace.path;
  place.directory = run.workspace.working_directory();
  place.common_dir = common_dir_of(files, place.worktree);
  place.own_files = setup.own_files;
  if (run.repository.empty()) place.tracking_file = setup.tracking_file;
  place.settings = folder + "/settings.json";
  return place;
}

// The user's own patterns stay in force: git knows one such file only.
std::string ignored_with_placeholders(const ClaudeSetup& setup, const run::RunState& run) {
  std::string text = setup.ignored;
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  std::string from = run.workspace.directory.empty() ? "/" : "/" + run.workspace.directory + "/";
  for (const std::string& name : worker::sandbox_placeholders()) text += from + name + "\n";
  return text;
}

}  // namespace

Status make_claude(WorkerOptions& options, port::Files& files, const ClaudeSetup& setup,
                   const run::RunState& run) {
  auto place = place_of(files, setup, run, options.folder);
  REEVE_CHECK(files.write(place.settings, worker::claude_settings(setup.recipe, place)));
  auto start = run.session_begun ? worker::SessionStart::resumed : worker::SessionStart::fresh;
  options.command = worker::claude_command(setup.recipe, place, run.session, start);
  options.speech = Speech::claude_stream;
  options.output_max = kStreamMax;
  auto add = [&](const Environment& more) {
    options.environment.insert(options.environment.end(), more.begin(), more.end());
  };
  add(setup.environment);
  add(worker::claude_variables(setup.recipe, run.context.window > 0 ? run.context.window : setup.window));
  if (setup.recipe.sandbox == worker::CommandSandbox::off) return Done{};
  std::string ignored = options.folder + "/ignored";
  REEVE_CHECK(files.write(ignored, ignored_with_placeholders(setup, run)));
  add_git_setting(options.environment, "core.excludesFile", ignored);
  return Done{};
}

void remove_placeholders(port::Files& files, port::Repository& repository, const run::Workspace& workspace) {
  auto untracked = repository.untracked_paths(workspace);
  if (!untracked) return;
  std::string from = workspace.directory.empty() ? "" : workspace.directory + "/";
  for (const std::string& name : worker::sandbox_placeholders()) {
    bool left = std::find(untracked->begin(), untracked->end(), from + name) != untracked->end();
    std::string path = workspace.path + "/" + from + name;
    auto text = left ? files.read(path, 0) : Result<std::string>(Error{});
    // One that cannot be removed is found by the check of the work.
    if (text && text->empty()) (void)files.remove(path);
  }
}

}  // namespace reeve::app
