// Port: the repository in which the work happens: worktrees, commits, branches. Long steps answer by events.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reeve/run/event.h"

namespace reeve::port {

struct WorkspaceRequest {
  RunId run;
  std::string task_id;
  std::string branch;                     // the row's cell; "" = from workspace.branch
  std::vector<std::string> dependencies;  // ids of the tasks it depends on, all done
  // The published tip of the table's repository, as observed: a worker can move the refs that show it here.
  // "" = ask the ref.
  std::string tracked_tip = {};
};

struct PushRequest {
  RunId run;
  run::Workspace workspace;
  std::string tip;  // oid to push; the branch on the remote becomes this
};

// What a run that ended long ago left behind.
struct LeftBehind {
  RunId run;
  std::string branch;  // may go too, where it is on the remote as it is; "" = leave it
};

class Repository {
 public:
  virtual ~Repository() = default;

  // Chooses the base, makes or reuses branch and worktree, copies `workspace.copy` and
  // .worktreeinclude files. Posts WorkspaceReady or WorkspaceFailed.
  virtual void prepare(const WorkspaceRequest& request) = 0;
  // Remembers that workspace.setup has run in this worktree.
  virtual Status mark_set_up(const run::Workspace& workspace) = 0;
  // The tree oid of a commit: what a gate's result on the base is cached by.
  virtual Result<std::string> tree_of(const std::string& commit) = 0;

  // Checks the claimed commit (or, if empty, the branch tip) as section 3 "Judging" says; paths in
  // workspace.gate_paths may be untracked. `tracked_tip`: of the tracked branch, as observed; "" = as its ref
  // says, which a worker can move. Posts Inspected or InspectFailed.
  virtual void inspect(const RunId& run, const run::Workspace& workspace, const std::string& claimed,
                       const std::string& tracked_tip) = 0;

  // Paths in the worktree that git neither tracks nor ignores, at most 1 000.
  virtual Result<std::vector<std::string>> untracked_paths(const run::Workspace& workspace) = 0;

  // Puts one commit in the place of those that the run added to the branch, if there are several and none is
  // a merge; the branch moves, the old tip is kept under refs/reeve/kept/<run>. The new tip, or `tip` where
  // there is nothing to do; its tree is the same. Doing it again answers the same.
  virtual Result<std::string> squash(const RunId& run, const run::Workspace& workspace,
                                     const std::string& tip, const std::string& message) = 0;
  // What changed between two commits, as a patch, without colours; of one larger than `bytes_max` the
  // beginning.
  virtual Result<std::string> diff(const std::string& from, const std::string& to, std::size_t bytes_max) = 0;

  // Pushes the worker's branch. Posts BranchPushed, BranchRebased or BranchPushFailed. Without a
  // remote: makes sure the branch is at the tip.
  virtual void push(const PushRequest& request) = 0;

  // Removes the locks that a git of the workspace left behind when it was killed, once it is certain that
  // nobody holds them, and then calls `then`, at once if there are none; at the latest after some seconds,
  // with a Noted for each that stays.
  virtual void clear_locks(const run::Workspace& workspace, std::function<void()> then) = 0;

  // Puts every commit of the worktree's branch and HEAD that no pushed ref reaches under
  // refs/reeve/kept/<run>; uncommitted changes stay in the worktree.
  virtual Status keep(const RunId& run, const run::Workspace& workspace) = 0;
  // Removes the worktree (never the branch) if its tree is clean and its commits are pushed or kept;
  // else leaves it and says why.
  virtual Result<std::string> discard(const run::Workspace& workspace) = 0;
  // Why discard() would leave it; "" = it would not.
  virtual Result<std::string> reason_to_stay(const run::Workspace& workspace) = 0;
  // Removes the refs under refs/reeve/kept/<run>/ of all these runs. A branch goes with them if it is checked
  // out nowhere, and its tip is that of the branch on the remote, as last seen, or in the tracked branch as
  // published; else it stays. All or nothing; what moves meanwhile is an error.
  virtual Status forget(const std::vector<LeftBehind>& runs) = 0;
};

}  // namespace reeve::port
