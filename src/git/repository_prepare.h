// Repository::prepare, one stage after the other:
//
//   name → stale locks → fetch the wanted base → fetch the task's branch → who has it checked out → accepted
//   commits of the dependencies (fetched if they are not here) → base → branch → worktree → copied files
//
// Each stage can be repeated: after a crash the next prepare finds what is there and goes on. What it
// finds and did not make (a directory in the way, a branch checked out elsewhere) it leaves alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/base_choice.h"
#include "git/repository_context.h"
#include "git/worktree.h"

namespace reeve::git {

// The branch of a task: the row's cell, or the pattern with the id made safe.
std::string branch_of_task(const RepositoryOptions& options, const std::string& cell,
                           const std::string& task_id);

class Prepare : public Staged<Prepare> {
 public:
  Prepare(Context& context, port::WorkspaceRequest request);
  void begin();

 private:
  friend class Staged<Prepare>;

  // The branch and the base.
  void named(const port::ProcessEnd& end);
  void fetch_base();
  void base_fetched(const port::ProcessEnd& end);
  void fetch_own_branch();
  void own_branch_fetched(const port::ProcessEnd& end);
  void list_worktrees();
  void worktrees_listed(const port::ProcessEnd& end);
  void find_dependencies();
  void commit_fetched(const port::ProcessEnd& end);
  void branch_of_dependency_fetched(const port::ProcessEnd& end);
  void settle();
  std::string base_branch() const;
  Result<Base> wanted_base();
  Status settle_branch();
  Status check_history(const std::string& tip, const Base& wanted);
  Result<std::optional<std::string>> published_tip();
  Status create_branch(const std::string& at);
  Error lost_commit(const std::string& why) const;
  Error cut_off_history() const;

  // The worktree.
  void place_worktree();
  void add_worktree();
  void worktree_added(const port::ProcessEnd& end);
  void mend_half_made(const WorktreeFiles& found);
  void half_made_removed(const port::ProcessEnd& end);
  void half_made_filled(const port::ProcessEnd& end);
  void reuse(const WorktreeFiles& found);
  void cleanliness_known(const port::ProcessEnd& end);
  void move_clean_worktree(const WorktreeFiles& found);
  void worktree_moved(const port::ProcessEnd& end);
  Status bring_idle_branch_forward(const Base& wanted, const std::string& local);
  Result<bool> is_behind();
  Status stay_behind();

  // What git does not carry.
  void finish_worktree();
  void copied_listed(const port::ProcessEnd& end);
  void list_included();
  void included_listed(const port::ProcessEnd& end);
  void included_filtered(const port::ProcessEnd& end);
  void copy();
  void ready();

  void fail(Error error);   // the machine is at fault
  void block(Error error);  // the task is

  Context& context_;
  port::WorkspaceRequest request_;
  std::string branch_;
  std::string path_;
  // Where the branch is brought forward to: its tip on the remote, or, without work on it, the base.
  std::optional<std::string> newest_;
  std::vector<std::string> waiting_;  // dependencies not looked up yet
  std::vector<Dependency> dependencies_;
  bool registered_ = false;  // git's list has a worktree at path_
  int moves_ = 0;
  Base base_;
  WorktreeFiles found_;
  std::vector<std::string> to_copy_;
};

}  // namespace reeve::git
