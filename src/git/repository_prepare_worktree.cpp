// The second half of Prepare: from the branch to a worktree that is ready to be worked in.
#include <algorithm>

#include "git/repository_prepare.h"
#include "git/submodules.h"
#include "git/worktree_copy.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {
namespace {

// Checking out a large repository, with a filter that downloads.
constexpr Duration kCheckoutTimeout = std::chrono::minutes(30);
constexpr std::size_t kFileListMax = 16 << 20;
// Onto the branch, then forward: more is a bug, or somebody works there.
constexpr int kMovesMax = 3;

std::vector<std::string> file_paths(std::string_view answer) {
  std::vector<std::string> paths;
  for (auto path : split(answer, '\0'))
    if (!path.empty() && !path.ends_with('/')) paths.emplace_back(path);  // "dir/" is a repository of its own
  return paths;
}

Call list_files(std::vector<std::string> patterns) {
  Call call{{"ls-files", "-z", "--others", "--ignored"}, kLocalWorkTimeout};
  call.arguments.insert(call.arguments.end(), patterns.begin(), patterns.end());
  call.captured_max = kFileListMax;
  return call;
}

Error too_many_files() {
  return {ErrorKind::config, "`workspace.copy` or .worktreeinclude matches too many files to list",
          "narrow the patterns, or build these files in `workspace.setup`"};
}

}  // namespace

void Prepare::place_worktree() {
  auto found = look_at_worktree(context_.files, context_.options.common_dir, path_);
  if (found.ground == Ground::nothing) return add_worktree();
  if (found.ground == Ground::foreign)
    return block(
        {ErrorKind::repository,
         "the worktree of " + request_.task_id + " cannot be made: " + path_ +
             " is in the way: " + found.foreign_reason,
         "move it away; if the repository was moved, run: git worktree repair " + shell_quote(path_)});
  auto table = table_of_worktree(context_.files, found.git_dir);
  bool is_mine = table.empty() || table == (context_.table ? context_.table->top : context_.options.top);
  if (!is_mine && context_.files.exists(table))
    return block({ErrorKind::repository,
                  "the worktree of " + request_.task_id + " cannot be made: in " + path_ +
                      " a task of the same name is worked on for " + table,
                  "give one of the two another id, or set `workspace.root` and `workspace.branch`"});
  if (found.locked_by_us && !found.has_index) return mend_half_made(found);
  reuse(found);
}

void Prepare::add_worktree() {
  // The user's post-checkout is run, also where core.hooksPath is relative: that of the main checkout.
  auto hooks = context_.git.ask({{"rev-parse", "--path-format=absolute", "--git-path", "hooks"}});
  if (!hooks) return fail(std::move(hooks).error());
  Call call{{"-c", "core.hooksPath=" + std::string(trim(*hooks)), "worktree", "add", "--lock", "--reason",
             std::string(kLockReason)},
            kCheckoutTimeout};
  // Registered, but its directory is gone or empty: twice, since ours are locked.
  if (registered_) call.arguments.insert(call.arguments.end(), {"-f", "-f"});
  call.arguments.insert(call.arguments.end(), {"--", path_, branch_});
  call.survival = Survival::ends_with_us;
  start(context_.git, call, &Prepare::worktree_added);
}

void Prepare::worktree_added(const port::ProcessEnd& end) {
  fault_point("prepare-worktree-made");
  auto found = look_at_worktree(context_.files, context_.options.common_dir, path_);
  bool complete = found.ground == Ground::ours && found.has_index && found.head.branch == branch_;
  if (!complete && end.err.find("already") != std::string::npos &&
      end.err.find("' is already") != std::string::npos)
    return block(failure("making the worktree of " + request_.task_id, end));
  if (!complete) return fail(failure("making the worktree " + path_, end));
  if (!end.ok())
    context_.inbox.post(run::event::Noted{"making the worktree " + path_ + ": " + words_of(end)});
  finish_worktree();
}

// A checkout that was killed: all that is there was written by git from the branch's tip.
void Prepare::mend_half_made(const WorktreeFiles& found) {
  if (found.head.branch == branch_)
    return start(context_.git.in(path_), {without_hooks({"reset", "--hard", "--quiet"}), kCheckoutTimeout},
                 &Prepare::half_made_filled);
  if (found.has_files)
    return block(
        {ErrorKind::repository, path_ + " is an unfinished worktree on another branch", "move it away"});
  start(context_.git, {without_hooks({"worktree", "remove", "-f", "-f", "--", path_})},
        &Prepare::half_made_removed);
}

void Prepare::half_made_removed(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("clearing the unfinished worktree " + path_, end));
  registered_ = false;
  add_worktree();
}

void Prepare::half_made_filled(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("finishing the checkout of " + path_, end));
  finish_worktree();
}

Result<bool> Prepare::is_behind() {
  if (!newest_) return false;
  REEVE_TRY(auto local, context_.objects.resolve(local_ref(branch_)));
  if (!local || *local == *newest_) return false;
  return context_.objects.is_ancestor(*local, *newest_);
}

void Prepare::reuse(const WorktreeFiles& found) {
  auto behind = is_behind();
  if (!behind) return fail(std::move(behind).error());
  if (found.head.branch.empty() && found.head.oid.empty())
    return block({ErrorKind::repository,
                  "HEAD of the worktree " + path_ + " names neither a branch nor a commit",
                  "look at what is there, and move it away"});
  bool on_branch = found.head.branch == branch_;
  // What is under way there is the worker's own; the next attempt goes on with it.
  if ((on_branch && !*behind) || !operation_in(found.git_dir).empty()) return finish_worktree();
  if (++moves_ > kMovesMax)
    return fail({ErrorKind::repository,
                 "the worktree " + path_ + " does not stay on branch '" + branch_ + "'",
                 "see who works there"});
  found_ = found;
  start(context_.git.in(path_), ask_status(context_.options.common_dir, found, path_, Untracked::listed),
        &Prepare::cleanliness_known);
}

void Prepare::cleanliness_known(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("looking at the worktree " + path_, end));
  if (end.out.empty()) return move_clean_worktree(found_);
  if (found_.head.branch == branch_) {
    auto settled = stay_behind();
    return settled ? finish_worktree() : fail(std::move(settled).error());
  }
  block({ErrorKind::repository,
         "the worktree " + path_ + " has uncommitted changes and is not on branch '" + branch_ + "'",
         "commit or stash them there, then: git switch " + shell_quote(branch_)});
}

// The changes are an earlier attempt's, made on the branch as it is; the push will rebase.
Status Prepare::stay_behind() {
  REEVE_TRY(auto local, context_.objects.resolve(local_ref(branch_)));
  if (!local) return Done{};
  REEVE_TRY(auto wanted, wanted_base());
  REEVE_TRY(base_, base_of_branch(context_.objects, *local, wanted, context_.accepted, request_.task_id));
  return Done{};
}

void Prepare::move_clean_worktree(const WorktreeFiles& found) {
  if (found.head.branch == branch_) {
    return start(context_.git.in(path_),
                 {without_hooks({"merge", "--ff-only", "--quiet", *newest_}), kCheckoutTimeout},
                 &Prepare::worktree_moved);
  }
  if (found.head.branch.empty()) {
    auto kept = keep_commit(context_.objects, request_.run, found.head.oid);
    if (!kept) return fail(std::move(kept).error());
  }
  start(context_.git.in(path_),
        {without_hooks({"switch", "--quiet", "--no-guess", branch_}), kCheckoutTimeout},
        &Prepare::worktree_moved);
}

void Prepare::worktree_moved(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("bringing the worktree " + path_ + " to branch '" + branch_ + "'", end));
  reuse(look_at_worktree(context_.files, context_.options.common_dir, path_));
}

// ---- What git does not carry ----

void Prepare::finish_worktree() {
  found_ = look_at_worktree(context_.files, context_.options.common_dir, path_);
  if (context_.files.exists(found_.git_dir + "/" + std::string(kSetUpMarker))) return ready();
  if (context_.options.copy.empty()) return list_included();
  std::vector<std::string> patterns;
  for (const auto& glob : context_.options.copy) patterns.push_back("--exclude=" + glob);
  start(context_.git, list_files(patterns), &Prepare::copied_listed);
}

void Prepare::copied_listed(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("listing the files of `workspace.copy`", end));
  if (end.out_cut) return fail(too_many_files());
  to_copy_ = file_paths(end.out);
  list_included();
}

void Prepare::list_included() {
  if (!context_.files.exists(context_.options.top + "/.worktreeinclude")) return copy();
  start(context_.git, list_files({"--exclude-from=.worktreeinclude"}), &Prepare::included_listed);
}

void Prepare::included_listed(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("listing the files of .worktreeinclude", end));
  if (end.out_cut) return fail(too_many_files());
  if (end.out.empty()) return copy();
  // check-ignore refuses to run with the literal pathspecs that hold elsewhere.
  Call call{{"--no-literal-pathspecs", "check-ignore", "-z", "--stdin"}, kLocalWorkTimeout};
  call.input = end.out;
  call.captured_max = kFileListMax;
  start(context_.git, call, &Prepare::included_filtered);
}

void Prepare::included_filtered(const port::ProcessEnd& end) {
  constexpr int kNoneIgnored = 1;
  bool none = end.how == port::ProcessEnd::How::exited && end.code == kNoneIgnored;
  if (!end.ok() && !none) return fail(failure("asking which files of .worktreeinclude are ignored", end));
  for (auto& path : file_paths(end.out)) to_copy_.push_back(std::move(path));
  copy();
}

void Prepare::copy() {
  std::ranges::sort(to_copy_);
  to_copy_.erase(std::unique(to_copy_.begin(), to_copy_.end()), to_copy_.end());
  const auto list_file = list_of_copied(context_, path_);
  if (to_copy_.empty()) {
    auto removed = context_.files.remove(list_file);  // of a worktree that was there before
    return removed ? ready() : fail(std::move(removed).error());
  }
  // Before the copies, so that none is ever taken for the worker's own.
  std::string list;
  for (const auto& path : to_copy_) list += path + '\0';
  auto noted = context_.files.write(list_file, list);
  if (!noted) return fail(std::move(noted).error());
  fault_point("prepare-copy");
  auto left_out = copy_files(context_.options.top, path_, to_copy_);
  if (!left_out) return fail(std::move(left_out).error());
  if (!left_out->empty())
    context_.inbox.post(run::event::Noted{"not copied to " + path_ + ": " + first_few(*left_out)});
  ready();
}

void Prepare::ready() {
  auto noted = context_.table ? context_.files.write(found_.git_dir + "/" + std::string(kTableFile),
                                                     context_.table->top + "\n")
                              : Status(Done{});
  if (!noted) return fail(std::move(noted).error());
  fault_point("prepare-ready");
  run::Workspace workspace;
  workspace.path = path_;
  workspace.branch = branch_;
  workspace.base = base_.commit;
  workspace.base_ref = base_.name;
  workspace.set_up = context_.files.exists(found_.git_dir + "/" + std::string(kSetUpMarker));
  context_.inbox.post(run::event::WorkspaceReady{request_.run, std::move(workspace)});
}

}  // namespace reeve::git
