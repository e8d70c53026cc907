#include "app/project.h"

#include "app/pipeline.h"
#include "app/run_folder.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// A linked worktree shares its common directory with the main checkout, which holds it.
std::string main_checkout(const port::CheckoutInfo& where) {
  constexpr std::string_view kGitDir = "/.git";
  if (where.git_dir != where.common_dir && where.common_dir.ends_with(kGitDir))
    return where.common_dir.substr(0, where.common_dir.size() - kGitDir.size());
  return where.top;
}

// Pipelines check out a commit, or a branch without an upstream, and tell in the environment which branch
// they work for: any that is pushed, those of finished work too.
std::optional<std::string> branch_of_pipeline(Ports& ports, const port::CheckoutInfo& where,
                                              const std::string& remote) {
  auto pipeline = pipeline_in(ports.environment);
  if (!pipeline || pipeline->branch.empty()) return std::nullopt;
  bool fits = where.branch.empty() || (where.branch == pipeline->branch && where.upstream_branch.empty());
  if (!fits || pipeline->branch != default_branch(ports, where, remote)) return std::nullopt;
  return pipeline->branch;
}

// The checkout that the run of this worktree is on record for; nothing = none here.
Result<std::optional<port::CheckoutInfo>> checkout_of_run(Ports& ports, const std::string& common_dir,
                                                          const std::string& worktree) {
  REEVE_TRY(auto runs, RunFolders(ports.files, common_dir + "/reeve").load_all(nullptr));
  for (const run::RunState& run : runs) {
    if (run.workspace.path != worktree) continue;
    auto checkout = ports.checkout.locate(run.checkout);
    if (checkout) return std::optional(*std::move(checkout));
  }
  return std::optional<port::CheckoutInfo>();
}

// A worktree that was made for a run stands for the checkout that made it: its own branch is the worker's,
// and its files are too. Its repository may be another one; what it notes of that counts only if the run is
// on record there, and not here.
Result<port::CheckoutInfo> locate(Ports& ports, const std::string& directory) {
  REEVE_TRY(auto where, ports.checkout.locate(directory));
  if (where.git_dir == where.common_dir) return where;
  REEVE_TRY(auto here, checkout_of_run(ports, where.common_dir, where.top));
  if (here) return *here;
  if (where.table_checkout.empty()) return where;
  auto table = ports.checkout.locate(where.table_checkout);
  if (!table) return where;
  REEVE_TRY(auto there, checkout_of_run(ports, table->common_dir, where.top));
  return there ? *there : where;
}

Error no_file(Error error, const std::string& path) {
  if (error.kind == ErrorKind::missing)
    return {ErrorKind::missing, "there is no tracking file " + path,
            "write one with `reeve init`, or name it in reeve.json (tracking_file)"};
  error.kind = ErrorKind::unreadable;
  if (error.hint.empty()) error.hint = "\"tracking_file\" in reeve.json names the file with the tasks";
  return error;
}

}  // namespace

Result<Project> load_project(Ports& ports, const std::string& directory) {
  Project project;
  REEVE_TRY(project.where, locate(ports, directory));
  project.main_top = main_checkout(project.where);
  project.reeve_dir = project.where.common_dir + "/reeve";
  std::string path = project.main_top + "/" + std::string(kConfigFile);
  auto text = ports.files.read(path, kConfigBytesMax);
  if (!text && text.error().kind != ErrorKind::missing)
    return Error(text.error()).within("reading the configuration");
  project.configured = text.ok();
  if (text) {
    REEVE_TRY(project.config, parse_config(*text));
  }
  if (project.config.branch) {
    project.branch = *project.config.branch;
    return project;
  }
  auto tracked = port::tracked_by_default(project.where, project.config.remote);
  auto of_pipeline = tracked ? std::nullopt : branch_of_pipeline(ports, project.where, project.config.remote);
  if (of_pipeline)
    project.branch = *of_pipeline;
  else if (tracked)
    project.branch = tracked->branch;
  else
    project.no_branch = tracked.error();
  return project;
}

Result<std::string> read_tracking_file(port::Files& files, const std::string& path) {
  auto bytes = files.read(path, kTrackingFileMax);
  if (!bytes) return no_file(bytes.error(), path);
  return bytes;
}

Result<std::shared_ptr<const board::Board>> read_board(std::string bytes, const board::ReadOptions& options,
                                                       const std::string& name) {
  auto board = board::Board::read(std::move(bytes), options);
  if (!board) return Error(board.error()).within(name);
  return std::make_shared<const board::Board>(*std::move(board));
}

}  // namespace reeve::app
