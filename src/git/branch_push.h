// Repository::push: a worker's branch to the remote, never forced.
//
//   large files (LFS) → push, in company (push_queue.h) → refused as not a fast-forward → fetch → rebase in
//   memory → kept ref → worktree
//
// A push whose answer was lost is looked up on the remote. Without a remote the local branch is moved.
#pragma once

#include <string>

#include "git/repository_context.h"
#include "git/worktree.h"

namespace reeve::git {

class BranchPush : public Staged<BranchPush> {
 public:
  BranchPush(Context& context, port::PushRequest request);
  void begin();

 private:
  friend class Staged<BranchPush>;

  void settle_locally();
  void push_large_files();
  void large_files_pushed(const port::ProcessEnd& end);
  void push();
  void pushed(TransportAnswer answer);
  void look_up(Error error);
  void looked_up(const port::ProcessEnd& end);
  void remote_fetched(const port::ProcessEnd& end);
  void meet(const std::string& theirs);
  Status check_rebasable(const std::string& from, const std::string& to);
  void identity_known(const port::ProcessEnd& end);
  void check_worktree();
  void cleanliness_known(const port::ProcessEnd& end);
  void worktree_moved(const port::ProcessEnd& end);

  const std::string& branch() const { return request_.workspace.branch; }
  void succeed();
  void rebased();
  void fail(Error error);

  Context& context_;
  port::PushRequest request_;
  Error lost_answer_;
  std::string fork_;    // where ours and theirs part
  std::string theirs_;  // the branch's tip on the remote
  std::string rebased_;
};

}  // namespace reeve::git
