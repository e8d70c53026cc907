#include "git/branch_push.h"

#include <algorithm>

#include "git/inspect.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr Duration kLargeFilesTimeout = std::chrono::minutes(30);
constexpr int kRebasedCommitsMax = 10'000;

Call ask_remote(const std::string& remote, const std::string& branch) {
  return transport({"ls-remote", "--quiet", "--end-of-options", remote, "refs/heads/" + branch});
}

}  // namespace

BranchPush::BranchPush(Context& context, port::PushRequest request)
    : context_(context), request_(std::move(request)) {}

void BranchPush::fail(Error error) {
  context_.inbox.post(run::event::BranchPushFailed{request_.run, context_.told(std::move(error))});
}

void BranchPush::begin() {
  if (!context_.has_remote()) return settle_locally();
  push_large_files();
}

void BranchPush::settle_locally() {
  auto local = context_.objects.resolve(local_ref(branch()));
  if (!local) return fail(std::move(local).error());
  if (*local == request_.tip) return succeed();
  fail({ErrorKind::conflict,
        "branch '" + branch() + "' is no longer at the judged commit " + short_oid(request_.tip) +
            (*local ? " but at " + short_oid(**local) : ": it is gone"),
        "see who moved it: git reflog " + shell_quote(branch())});
}

// The pre-push hook of git-lfs would do this; hooks of the checkout do not run for reeve's pushes.
void BranchPush::push_large_files() {
  if (!context_.files.exists(context_.options.common_dir + "/lfs/objects")) return push();
  start(context_.git,
        transport({"lfs", "push", context_.options.remote, local_ref(branch())}, kLargeFilesTimeout),
        &BranchPush::large_files_pushed);
}

void BranchPush::large_files_pushed(const port::ProcessEnd& end) {
  if (end.ok()) return push();
  constexpr int kNoSuchCommand = 1;
  if (end.code == kNoSuchCommand && end.err.find("is not a git command") != std::string::npos)
    return fail({ErrorKind::repository,
                 "pushing the large files of '" + branch() + "': git-lfs is not installed",
                 "install git-lfs"});
  fail({ErrorKind::unreachable, "pushing the large files of '" + branch() + "': " + words_of(end),
        "see: git lfs push " + shell_quote(context_.options.remote) + " " + shell_quote(branch())});
}

void BranchPush::push() {
  fault_point("push-branch");
  context_.pushes.add({request_.tip, branch(), ""}, [self = shared_from_this()](TransportAnswer answer) {
    self->pushed(std::move(answer));
  });
}

void BranchPush::pushed(TransportAnswer answer) {
  fault_point("push-branch-done");
  switch (answer.outcome) {
    case Transport::ok:
      return succeed();
    case Transport::unreachable:
      return look_up(std::move(answer.error));
    case Transport::lost_race:
      return start(context_.git, fetch_branch(context_.options.remote, branch()),
                   &BranchPush::remote_fetched);
    default:
      return fail(std::move(answer.error));
  }
}

void BranchPush::look_up(Error error) {
  lost_answer_ = std::move(error);
  start(context_.git, ask_remote(context_.options.remote, branch()), &BranchPush::looked_up);
}

void BranchPush::looked_up(const port::ProcessEnd& end) {
  // git also lists branches whose names end like this one.
  std::string oid;
  for (auto line : split_lines(end.out))
    if (line.ends_with("\t" + local_ref(branch()))) oid = line.substr(0, line.find('\t'));
  if (!end.ok() || oid.empty()) return fail(std::move(lost_answer_));
  if (oid == request_.tip) return succeed();
  auto here = context_.objects.resolve(oid);
  auto contained = here && *here ? context_.objects.is_ancestor(request_.tip, oid) : Result<bool>(false);
  if (contained && *contained) return succeed();
  fail(std::move(lost_answer_));
}

// git updates the remote-tracking ref only if the user's refspecs name it; ours must know of the push.
void BranchPush::succeed() {
  if (context_.has_remote()) {
    auto ref = context_.remote_ref(branch());
    auto known = context_.objects.resolve(ref);
    if (known && (!*known || **known != request_.tip)) {
      auto newer = *known ? context_.objects.is_ancestor(request_.tip, **known) : Result<bool>(false);
      if (newer && !*newer)
        (void)context_.objects.swap_ref(ref, known->value_or(""), request_.tip, "reeve: pushed");
    }
  }
  context_.inbox.post(run::event::BranchPushed{request_.run});
}

// ---- The branch moved on the remote ----

void BranchPush::remote_fetched(const port::ProcessEnd& end) {
  auto answer = read_fetch(end, context_.options.remote, branch());
  if (answer.outcome == Transport::no_branch)
    answer.error.kind = ErrorKind::unreachable;  // made and gone: try again
  if (answer.outcome != Transport::ok) return fail(std::move(answer.error));
  auto theirs = context_.objects.resolve(context_.remote_ref(branch()));
  if (!theirs) return fail(std::move(theirs).error());
  if (!*theirs)
    return fail({ErrorKind::repository, "'" + branch() + "' was fetched but is not here", "run: git fsck"});
  meet(**theirs);
}

void BranchPush::meet(const std::string& theirs) {
  theirs_ = theirs;
  auto contained = context_.objects.is_ancestor(request_.tip, theirs_);
  if (!contained) return fail(std::move(contained).error());
  if (*contained) return succeed();
  auto local = context_.objects.resolve(local_ref(branch()));
  if (!local) return fail(std::move(local).error());
  auto kept = context_.objects.resolve(kept_ref(request_.run, request_.tip));
  // A restart in the middle: the rebased commits are on the branch already, and are to be judged.
  if (*local && **local != request_.tip && kept && *kept == request_.tip) {
    rebased_ = **local;
    return rebased();
  }
  if (!*local || **local != request_.tip) return settle_locally();
  auto fork = context_.objects.merge_base(request_.tip, theirs_);
  if (!fork) return fail(std::move(fork).error());
  fork_ = fork->value_or("");
  auto rebasable = check_rebasable(fork_, request_.tip);
  if (!rebasable) return fail(std::move(rebasable).error());
  start(context_.git, {{"var", "GIT_COMMITTER_IDENT"}}, &BranchPush::identity_known);
}

// A rebase would flatten merges, and lose how their conflicts were solved.
Status BranchPush::check_rebasable(const std::string& from, const std::string& to) {
  std::string reason;
  int left = kRebasedCommitsMax;
  if (from.empty())
    reason = "they share no history";
  else
    REEVE_CHECK(context_.objects.walk(to, {from, theirs_}, [&](const CommitInfo& commit) {
      if (commit.parents.size() != 1)
        reason = "the branch contains the merge " + short_oid(commit.oid);
      else if (--left < 0)
        reason = "they are too many";
      return reason.empty();
    }));
  if (reason.empty()) return Done{};
  return Error{ErrorKind::conflict,
               "branch '" + branch() + "' moved on '" + context_.options.remote + "' to " +
                   short_oid(theirs_) + ", and the commits here cannot be rebased onto that: " + reason,
               "merge it: git merge " + context_.options.remote + "/" + branch()};
}

void BranchPush::identity_known(const port::ProcessEnd& end) {
  auto identity = end.ok() ? read_identity(end.out) : std::nullopt;
  if (!identity) return fail(failure("asking git who commits", end));
  Signature committer{identity->name, identity->email, context_.inbox.now(), identity->offset_minutes};
  auto tip = context_.objects.rebase(fork_, request_.tip, theirs_, committer);
  if (!tip) {
    auto error = std::move(tip).error().within("branch '" + branch() + "' moved on '" +
                                               context_.options.remote + "' to " + short_oid(theirs_));
    if (error.kind == ErrorKind::conflict)
      error.hint = "solve it by hand: git merge " + context_.options.remote + "/" + branch();
    return fail(std::move(error));
  }
  rebased_ = *tip;
  check_worktree();
}

void BranchPush::check_worktree() {
  const auto& path = request_.workspace.path;
  auto found = look_at_worktree(context_.files, context_.options.common_dir, path);
  if (found.ground != Ground::ours || found.head.branch != branch())
    return fail({ErrorKind::conflict,
                 "branch '" + branch() + "' cannot be rebased: " + path + " is not a worktree on it any more",
                 "switch it back: git switch " + shell_quote(branch())});
  auto call = ask_status(context_.options.common_dir, found, path, Untracked::left_out);
  start(context_.git.in(path), call, &BranchPush::cleanliness_known);
}

void BranchPush::cleanliness_known(const port::ProcessEnd& end) {
  const auto& path = request_.workspace.path;
  if (!end.ok()) return fail(failure("looking at the worktree " + path, end));
  auto dirty = dirty_paths(end.out, {});
  std::erase_if(dirty, [&](const auto& changed) {
    return std::ranges::find(request_.workspace.gate_paths, changed) != request_.workspace.gate_paths.end();
  });
  if (!dirty.empty())
    return fail({ErrorKind::conflict,
                 "branch '" + branch() + "' moved on '" + context_.options.remote +
                     "' and cannot be rebased: there are uncommitted changes in " + path,
                 "commit them, or ignore what the gates leave behind"});
  auto kept = keep_commit(context_.objects, request_.run, request_.tip);
  if (!kept) return fail(std::move(kept).error());
  fault_point("push-kept");
  // --keep moves branch, index and files together, and stops at anything that is not committed.
  start(context_.git.in(path), {without_hooks({"reset", "--keep", "--quiet", rebased_}), kLocalWorkTimeout},
        &BranchPush::worktree_moved);
}

void BranchPush::worktree_moved(const port::ProcessEnd& end) {
  fault_point("push-rebased");
  if (!end.ok()) {
    auto error = failure("putting the rebased commits on branch '" + branch() + "'", end);
    error.kind = ErrorKind::conflict;
    error.hint = "the work is unharmed, also under " + kept_ref(request_.run, request_.tip);
    return fail(std::move(error));
  }
  rebased();
}

void BranchPush::rebased() {
  context_.inbox.post(run::event::BranchRebased{request_.run, rebased_});
}

}  // namespace reeve::git
