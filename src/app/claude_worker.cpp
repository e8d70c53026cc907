#include "app/claude_worker.h"

#include <algorithm>

#include "app/checks.h"
#include "app/repositories.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// A long attempt with partial messages, several times over.
constexpr std::uint64_t kStreamMax = 1ull << 30;

constexpr std::string_view kWorktrees = "/worktrees/";

// Of a linked worktree: <common dir>/worktrees/<name>. "" = it is none.
std::string git_dir_of(port::Files& files, const std::string& worktree) {
  std::string path = port::named_git_dir(files, worktree);
  return path.find(kWorktrees) == path.npos ? "" : path;
}

std::string common_dir_of(const std::string& git_dir) {
  return git_dir.substr(0, git_dir.rfind(kWorktrees));
}

// The program itself sees to the others when it starts at the top of a worktree.
std::vector<std::string> git_dirs_of(port::Files& files, const worker::ClaudePlace& place,
                                     const std::string& own) {
  std::vector<std::string> paths;
  if (own.empty()) return paths;
  paths.push_back(own);
  if (place.directory == place.worktree) return paths;
  const std::string folder = place.common_dir + std::string(kWorktrees);
  auto entries = files.list(place.common_dir + "/worktrees");
  if (!entries) return paths;
  for (const port::FileEntry& entry : *entries)
    if (entry.directory && folder + entry.name != own) paths.push_back(folder + entry.name);
  return paths;
}

worker::ClaudePlace place_of(port::Files& files, const ClaudeSetup& setup, const run::RunState& run,
                             const std::string& folder) {
  worker::ClaudePlace place;
  place.worktree = run.workspace.path;
  place.directory = run.workspace.working_directory();
  const std::string git_dir = git_dir_of(files, place.worktree);
  place.common_dir = git_dir.empty() ? place.worktree + "/.git" : common_dir_of(git_dir);
  place.git_dirs = git_dirs_of(files, place, git_dir);
  place.own_files = setup.own_files;
  if (run.repository.empty()) place.tracking_file = setup.tracking_file;
  place.settings = folder + "/settings.json";
  std::vector<std::string> paths = {place.tracking_file};
  for (const std::string& glob : setup.recipe.protect) paths.push_back(worker::protected_path(glob));
  for (std::string& path : paths)
    if (!path.empty() && files.exists(place.worktree + "/" + path)) place.present.push_back(std::move(path));
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

bool has_auditor(const Project& project) {
  return std::ranges::any_of(all_gates(project.config),
                             [](const run::Gate& gate) { return gate.auditor.has_value(); });
}

bool uses_claude(const Project& project) {
  return project.config.worker.adapter == Adapter::claude || has_auditor(project);
}

Command claude_program(const Project& project) {
  return project.config.worker.adapter == Adapter::claude ? worker_command(project.config)
                                                          : Command{"claude"};
}

Status make_claude(WorkerOptions& options, port::Files& files, const ClaudeSetup& setup,
                   const run::RunState& run) {
  auto place = place_of(files, setup, run, options.folder);
  if (setup.recipe.sandbox == worker::CommandSandbox::on)
    for (const char* name : {"/hooks", "/info"}) REEVE_CHECK(files.make_directories(place.common_dir + name));
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
  port::add_git_setting(options.environment, "core.excludesFile", ignored);
  return Done{};
}

void remove_placeholders(port::Files& files, port::Repository& repository, const run::Workspace& workspace) {
  // No rule of the sandbox can keep it from being made: git takes an empty one for a broken repository.
  const std::string git_dir = git_dir_of(files, workspace.path);
  if (!git_dir.empty()) (void)files.remove(common_dir_of(git_dir) + "/commondir");
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
