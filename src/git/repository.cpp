#include "reeve/git/repository.h"

#include "git/branch_push.h"
#include "git/housekeeping.h"
#include "git/inspect.h"
#include "git/repository_context.h"
#include "git/repository_discard.h"
#include "git/repository_prepare.h"
#include "git/squash.h"
#include "git/worktree.h"
#include "git/worktree_locks.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

class GitRepository : public port::Repository {
 public:
  explicit GitRepository(Context context) : context_(std::move(context)) {}
  ~GitRepository() override { context_.git.ask_to_end(); }

  void prepare(const port::WorkspaceRequest& request) override {
    std::make_shared<Prepare>(context_, request)->begin();
  }
  void inspect(const RunId& run, const run::Workspace& workspace, const std::string& claimed,
               const std::string& tracked_tip) override {
    std::make_shared<Inspection>(context_, run, workspace, claimed, tracked_tip)->begin();
  }
  void push(const port::PushRequest& request) override {
    std::make_shared<BranchPush>(context_, request)->begin();
  }
  Status mark_set_up(const run::Workspace& workspace) override;
  Result<std::string> tree_of(const std::string& commit) override;
  Result<std::vector<std::string>> untracked_paths(const run::Workspace& workspace) override;
  void clear_locks(const run::Workspace& workspace, std::function<void()> then) override {
    clear_locks_of(context_, workspace.path, workspace.branch, std::move(then));
  }
  Result<std::string> squash(const RunId& run, const run::Workspace& workspace, const std::string& tip,
                             const std::string& message) override {
    return squash_branch(context_, run, workspace, tip, message);
  }
  Result<std::string> diff(const std::string& from, const std::string& to, std::size_t bytes_max) override;
  Status keep(const RunId& run, const run::Workspace& workspace) override;
  Result<std::string> discard(const run::Workspace& workspace) override {
    auto reason = discard_worktree(context_, workspace);
    housekeeping_.consider(context_);
    return reason;
  }
  Result<std::string> reason_to_stay(const run::Workspace& workspace) override {
    return git::reason_to_stay(context_, workspace);
  }
  Status forget(const std::vector<port::LeftBehind>& runs) override { return forget_runs(context_, runs); }

 private:
  Context context_;
  Housekeeping housekeeping_;
};

Status GitRepository::mark_set_up(const run::Workspace& workspace) {
  auto found = look_at_worktree(context_.files, context_.options.common_dir, workspace.path);
  if (found.ground == Ground::ours)
    return context_.files.write(found.git_dir + "/" + std::string(kSetUpMarker), workspace.base + "\n");
  return Error{ErrorKind::repository,
               "noting that " + workspace.path + " is set up: it is no worktree any more",
               "start the task again: its branch '" + workspace.branch + "' is continued in a new worktree"};
}

Result<std::string> GitRepository::tree_of(const std::string& commit) {
  REEVE_TRY(auto oid, context_.objects.resolve(commit));
  if (!oid) return Error{ErrorKind::repository, "there is no commit '" + commit + "'", ""};
  REEVE_TRY(auto info, context_.objects.commit(*oid));
  return info.tree;
}

Result<std::vector<std::string>> GitRepository::untracked_paths(const run::Workspace& workspace) {
  constexpr std::size_t kPathsMax = 1000;
  const auto& common_dir = context_.options.common_dir;
  auto found = look_at_worktree(context_.files, common_dir, workspace.path);
  if (found.ground != Ground::ours)
    return Error{
        ErrorKind::repository,
        "listing the untracked files in " + workspace.path + ": it is no worktree any more",
        "start the task again: its branch '" + workspace.branch + "' is continued in a new worktree"};
  auto call =
      in_worktree(common_dir, found, workspace.path, {"ls-files", "-z", "--others", "--exclude-standard"});
  REEVE_TRY(std::string answer, context_.git.in(workspace.path).ask(call));
  std::vector<std::string> paths;
  for (auto path : split(answer, '\0'))
    if (!path.empty() && paths.size() < kPathsMax) paths.emplace_back(path);
  return paths;
}

Result<std::string> GitRepository::diff(const std::string& from, const std::string& to,
                                        std::size_t bytes_max) {
  constexpr std::size_t kPatchMax = 64 << 20;
  Call call{{"diff", "--no-color", "--no-ext-diff", "--no-textconv", "--end-of-options", from, to, "--"},
            kLocalWorkTimeout};
  call.captured_max = kPatchMax;
  REEVE_TRY(std::string patch, context_.git.ask(call));
  return patch.substr(0, bytes_max);
}

Status GitRepository::keep(const RunId& run, const run::Workspace& workspace) {
  std::vector<std::string> ends;
  REEVE_TRY(auto tip, context_.objects.resolve(local_ref(workspace.branch)));
  if (tip) ends.push_back(*tip);
  auto found = look_at_worktree(context_.files, context_.options.common_dir, workspace.path);
  if (found.ground == Ground::ours) {
    auto head = found.head.branch.empty() ? found.head.oid : local_ref(found.head.branch);
    REEVE_TRY(auto commit, context_.objects.resolve(head));
    if (commit && commit != tip) ends.push_back(*commit);
  }
  for (const auto& end : ends) {
    REEVE_TRY(bool published, context_.is_published(end, workspace.branch));
    if (!published) REEVE_CHECK(keep_commit(context_.objects, run, end));
  }
  return Done{};
}

}  // namespace

std::unique_ptr<port::Repository> make_git_repository(port::Processes& processes, port::Inbox& inbox,
                                                      port::Files& files, Objects& objects,
                                                      RepositoryOptions options) {
  Program git(processes, options.top, options.environment);
  AcceptedCommits accepted(objects, options.tracking_file);
  PushQueue pushes(git, options.remote);
  return std::make_unique<GitRepository>(Context{processes, inbox, files, objects, std::move(options),
                                                 std::move(git), std::nullopt, std::move(accepted),
                                                 std::move(pushes)});
}

std::unique_ptr<port::Repository> make_git_repository(port::Processes& processes, port::Inbox& inbox,
                                                      port::Files& files, Objects& objects,
                                                      RepositoryOptions options, TableRepository table) {
  Program git(processes, options.top, options.environment);
  AcceptedCommits accepted(table.objects, table.tracking_file);
  PushQueue pushes(git, options.remote);
  return std::make_unique<GitRepository>(Context{processes, inbox, files, objects, std::move(options),
                                                 std::move(git), std::move(table), std::move(accepted),
                                                 std::move(pushes)});
}

}  // namespace reeve::git
