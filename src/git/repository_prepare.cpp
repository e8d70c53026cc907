#include "git/repository_prepare.h"

#include <algorithm>

#include "git/inspect_commits.h"
#include "git/worktree_locks.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"
#include "reeve/run/schedule.h"

namespace reeve::git {
namespace {

Call fetch_commit(const std::string& remote, const std::string& oid) {
  auto call = fetch_branch(remote, oid);
  call.arguments.back() = oid;
  return call;
}

// Revision expressions ("v1~2") are for the object library, not for a fetch.
bool may_be_branch(std::string_view name) {
  return !name.empty() && !is_oid(name) && name.find_first_of("~^:@ *?[\\") == name.npos && name[0] != '-';
}

}  // namespace

std::string branch_of_task(const RepositoryOptions& options, const std::string& cell,
                           const std::string& task_id) {
  return run::branch_of(options.branch_pattern, cell, task_id);
}

Prepare::Prepare(Context& context, port::WorkspaceRequest request)
    : context_(context), request_(std::move(request)), waiting_(request_.dependencies) {
  branch_ = branch_of_task(context_.options, request_.branch, request_.task_id);
}

void Prepare::fail(Error error) {
  context_.inbox.post(run::event::WorkspaceFailed{request_.run, context_.told(std::move(error)), false});
}

void Prepare::block(Error error) {
  context_.inbox.post(run::event::WorkspaceFailed{request_.run, std::move(error), true});
}

void Prepare::begin() {
  if (branch_ == context_.options.tracked_branch)
    return block({ErrorKind::config,
                  "the branch of " + request_.task_id + " is '" + branch_ + "', " +
                      (context_.table ? "which work in " + context_.options.top + " starts from"
                                      : "where the table itself is published"),
                  "name another branch in its `branch` cell, or leave the cell empty"});
  start(context_.git, {{"check-ref-format", "--branch", branch_}}, &Prepare::named);
}

void Prepare::named(const port::ProcessEnd& end) {
  // "@{-1}" is valid, but stands for another name.
  if (!end.ok() || trim(end.out) != branch_)
    return block(
        {ErrorKind::config,
         "'" + one_line(for_terminal(branch_)) + "' is no valid branch name for " + request_.task_id,
         "change its `branch` cell (see git help check-ref-format), or `workspace.branch` in reeve.json"});
  auto root = worktree_root(context_);
  if (!root) return fail(std::move(root).error());
  path_ = *root + "/" + safe_name(request_.task_id);
  clear_locks_of(context_, path_, branch_, [self = shared_from_this()] { self->fetch_base(); });
}

void Prepare::fetch_base() {
  // Looking at the table has fetched its own branch.
  bool fetched = !context_.table && base_branch() == context_.options.tracked_branch;
  if (context_.has_remote() && may_be_branch(base_branch()) && !fetched)
    return start(context_.git, fetch_branch(context_.options.remote, base_branch()), &Prepare::base_fetched);
  fetch_own_branch();
}

void Prepare::base_fetched(const port::ProcessEnd& end) {
  auto answer = read_fetch(end, context_.options.remote, base_branch());
  if (answer.outcome != Transport::ok && answer.outcome != Transport::no_branch)
    return fail(std::move(answer.error));
  fetch_own_branch();
}

void Prepare::fetch_own_branch() {
  if (!context_.has_remote()) return list_worktrees();
  start(context_.git, fetch_branch(context_.options.remote, branch_), &Prepare::own_branch_fetched);
}

void Prepare::own_branch_fetched(const port::ProcessEnd& end) {
  auto answer = read_fetch(end, context_.options.remote, branch_);
  if (answer.outcome == Transport::no_branch) return list_worktrees();
  if (answer.outcome != Transport::ok) return fail(std::move(answer.error));
  auto tip = context_.objects.resolve(context_.remote_ref(branch_));
  if (!tip) return fail(std::move(tip).error());
  newest_ = *tip;
  list_worktrees();
}

void Prepare::list_worktrees() {
  start(context_.git, {{"worktree", "list", "--porcelain", "-z"}}, &Prepare::worktrees_listed);
}

void Prepare::worktrees_listed(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("listing the worktrees", end));
  for (const auto& entry : read_worktrees(end.out)) {
    if (entry.path == path_) registered_ = true;
    if (entry.path == path_ || entry.branch != local_ref(branch_)) continue;
    return block({ErrorKind::repository,
                  "branch '" + branch_ + "' of " + request_.task_id + " is checked out in " + entry.path,
                  "switch to another branch there, or name another one in the task's `branch` cell"});
  }
  auto read = context_.update_accepted(request_.tracked_tip);
  if (!read) return fail(std::move(read).error().within("reading which commits were accepted"));
  find_dependencies();
}

void Prepare::find_dependencies() {
  while (!waiting_.empty()) {
    auto oid = context_.accepted.of(waiting_.front());
    if (oid) {
      auto here = context_.objects.resolve(*oid);
      if (!here) return fail(std::move(here).error());
      if (!*here && context_.has_remote())
        return start(context_.git, fetch_commit(context_.options.remote, *oid), &Prepare::commit_fetched);
      if (!*here) return block(lost_commit("it is not in this repository"));
      dependencies_.push_back({waiting_.front(), *oid});
    } else if (context_.is_table_shallow()) {
      return fail(cut_off_history());
    }
    waiting_.erase(waiting_.begin());
  }
  settle();
}

void Prepare::commit_fetched(const port::ProcessEnd& end) {
  auto here = context_.objects.resolve(*context_.accepted.of(waiting_.front()));
  if (!here) return fail(std::move(here).error());
  if (*here) return find_dependencies();
  auto answer = read_fetch(end, context_.options.remote, branch_);
  if (answer.outcome == Transport::unreachable && end.how != port::ProcessEnd::How::exited)
    return fail(std::move(answer.error));
  // Many servers give commits by branch only.
  auto branch = branch_of_task(context_.options, "", waiting_.front());
  start(context_.git, fetch_branch(context_.options.remote, branch), &Prepare::branch_of_dependency_fetched);
}

void Prepare::branch_of_dependency_fetched(const port::ProcessEnd& end) {
  auto here = context_.objects.resolve(*context_.accepted.of(waiting_.front()));
  if (!here) return fail(std::move(here).error());
  if (*here) return find_dependencies();
  auto answer =
      read_fetch(end, context_.options.remote, branch_of_task(context_.options, "", waiting_.front()));
  if (answer.outcome == Transport::unreachable) return fail(std::move(answer.error));
  block(lost_commit("it is neither here nor on '" + context_.options.remote + "'"));
}

Error Prepare::lost_commit(const std::string& why) const {
  const auto& task = waiting_.front();
  return {ErrorKind::repository,
          request_.task_id + " depends on " + task + ", whose accepted commit " +
              *context_.accepted.of(task) + " is lost: " + why,
          "fetch it from where it is, or set " + task +
              " back to not-started in the table to have it done again"};
}

// Done by hand, or accepted before the history here begins: in doubt, nothing is built on half of what it
// needs.
Error Prepare::cut_off_history() const {
  const auto& task = waiting_.front();
  const std::string& remote = context_.options.remote;
  return {ErrorKind::repository,
          request_.task_id + " depends on " + task + ", and the history " +
              (context_.table ? "of " + context_.table->top : "here") +
              " is too shallow to tell which commit of it was accepted",
          context_.table ? "fetch the rest of that: git fetch --unshallow"
                         : "fetch the rest: `git fetch --unshallow " + shell_quote(remote) + "`"};
}

// ---- The base, and the branch ----

std::string Prepare::base_branch() const {
  const auto& options = context_.options;
  auto prefix = options.remote + "/";
  if (context_.has_remote() && options.base.starts_with(prefix)) return options.base.substr(prefix.size());
  return options.base.empty() ? options.tracked_branch : options.base;
}

Result<Base> Prepare::wanted_base() {
  auto name = base_branch();
  if (!context_.table && name == context_.options.tracked_branch && !request_.tracked_tip.empty()) {
    REEVE_TRY(auto observed, published_tip());
    if (observed) return Base{*observed, name};
  }
  std::vector<std::string> places = {local_ref(name)};
  if (context_.has_remote()) places.insert(places.begin(), context_.remote_ref(name));
  if (!context_.options.base.empty()) places.push_back(context_.options.base);
  for (const auto& place : places) {
    REEVE_TRY(auto commit, context_.objects.resolve(place));
    if (commit) return Base{*commit, name};
  }
  return Error{ErrorKind::config, "the base '" + name + "' of new branches names no commit here",
               context_.table ? "set its `base` in `repos` of reeve.json to a branch that exists"
                              : "set `workspace.base` in reeve.json to a branch that exists"};
}

void Prepare::settle() {
  auto settled = settle_branch();
  if (settled) return place_worktree();
  if (settled.error().kind == ErrorKind::conflict) return block(std::move(settled).error());
  fail(std::move(settled).error());
}

Status Prepare::settle_branch() {
  REEVE_TRY(auto wanted, wanted_base());
  REEVE_TRY(auto local, context_.objects.resolve(local_ref(branch_)));
  if (!local && !newest_) {
    REEVE_TRY(base_, base_of_new_branch(context_.objects, wanted, dependencies_));
    return create_branch(base_.commit);
  }
  if (!newest_) REEVE_CHECK(bring_idle_branch_forward(wanted, *local));
  REEVE_TRY(bool behind, is_behind());
  auto tip = behind || !local ? *newest_ : *local;
  auto base = base_of_branch(context_.objects, tip, wanted, context_.accepted, request_.task_id);
  if (!base) return std::move(base).error().within("continuing branch '" + branch_ + "'");
  base_ = *base;
  REEVE_CHECK(check_history(tip, wanted));
  if (!local) return create_branch(tip);
  // A registered worktree may stand on it: it follows once that is known to be clean.
  if (behind && !registered_)
    REEVE_CHECK(context_.objects.swap_ref(local_ref(branch_), *local, tip, "reeve: follow the remote"));
  return Done{};
}

Result<std::optional<std::string>> Prepare::published_tip() {
  bool observed = !context_.table && !request_.tracked_tip.empty();
  return context_.objects.resolve(observed ? request_.tracked_tip : context_.tracked_ref());
}

// Where the tracked branch was rewritten, work may stand on commits that are published no more: it would
// never be accepted, which is better said before a worker is paid.
Status Prepare::check_history(const std::string& tip, const Base& wanted) {
  if (context_.table) return Done{};
  std::vector<std::string> published = {wanted.commit};
  REEVE_TRY(auto tracked, published_tip());
  if (tracked) published.push_back(*tracked);
  REEVE_TRY(auto gone, withdrawn_commit(context_.objects, tip, published, context_.options.tracking_file));
  if (gone.empty()) return Done{};
  const auto& tracked_branch = context_.options.tracked_branch;
  return Error{ErrorKind::conflict,
               "branch '" + branch_ + "' of " + request_.task_id + " is built on commit " + short_oid(gone) +
                   ", which was taken out of '" + tracked_branch +
                   "' since: name another branch in the row of " + request_.task_id +
                   " to have it done anew (the old one stays), and set it to not-started",
               ""};
}

// A branch that got no commit, say because its base was broken, would hold on to that base for ever.
Status Prepare::bring_idle_branch_forward(const Base& wanted, const std::string& local) {
  auto base = base_of_new_branch(context_.objects, wanted, dependencies_);
  if (!base) return Done{};  // the branch has to do as it is
  REEVE_TRY(bool idle, context_.objects.is_ancestor(local, base->commit));
  if (idle) newest_ = base->commit;
  return Done{};
}

// `a` and `a/b` cannot both be branches.
Status Prepare::create_branch(const std::string& at) {
  for (auto slash = branch_.find('/'); slash != branch_.npos; slash = branch_.find('/', slash + 1)) {
    auto parent = branch_.substr(0, slash);
    REEVE_TRY(auto taken, context_.objects.resolve(local_ref(parent)));
    if (taken)
      return Error{
          ErrorKind::conflict, "branch '" + branch_ + "' cannot be made: there is a branch '" + parent + "'",
          "name another branch in the task's `branch` cell, or another pattern in `workspace.branch`"};
  }
  fault_point("prepare-branch");
  auto made = context_.objects.swap_ref(local_ref(branch_), "", at, "reeve: branch of " + request_.task_id);
  if (!made) return std::move(made).error().within("making branch '" + branch_ + "'");
  fault_point("prepare-branch-made");
  if (*made) return Done{};
  return Error{ErrorKind::repository, "branch '" + branch_ + "' appeared while it was being made",
               "try again: it will be continued"};
}

}  // namespace reeve::git
