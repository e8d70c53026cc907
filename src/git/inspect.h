// Repository::inspect: whether a worker's commit is what it may be, before any gate runs on it.
//
// The link of the worktree and its HEAD are read from files; git status runs with the repository
// pinned, so that nothing in the worktree can send it elsewhere; commits come from the object
// library. Everything wrong becomes one sentence that the next attempt gets as evidence.
#pragma once

#include <string>
#include <vector>

#include "git/repository_context.h"
#include "git/worktree.h"

namespace reeve::git {

class Inspection : public Staged<Inspection> {
 public:
  Inspection(Context& context, RunId run, run::Workspace workspace, std::string claimed,
             std::string tracked_tip);
  void begin();

 private:
  friend class Staged<Inspection>;

  bool is_symbolic(const std::string& branch) const;
  void check_settings();
  void settings_known(const port::ProcessEnd& end);
  void look_for_changes();
  void status_known(const port::ProcessEnd& end);
  void index_known(const port::ProcessEnd& end);
  void list_replacements();
  void replacements_known(const port::ProcessEnd& end);
  void tree_known(const port::ProcessEnd& end);
  void ask_for_sparseness();
  void sparseness_known(const port::ProcessEnd& end);
  void conclude();
  Call pinned(std::vector<std::string> arguments) const;
  Status judge();
  // "" = sound.
  Result<std::string> wrong_with_claim(const std::string& tip);
  Result<std::string> wrong_with_missing(const std::string& tip);
  Result<std::string> wrong_with_history(const std::string& tip);
  // The base, and the tracked branch as published.
  Result<std::vector<std::string>> published();

  void violate(std::string sentence);
  void fail(Error error);

  Context& context_;
  run::event::Inspected found_;
  run::Workspace workspace_;
  std::string claimed_;
  std::string tracked_tip_;
  WorktreeFiles files_;
  std::vector<std::string> missing_;   // paths that the index says need not be there, and are not
  std::vector<std::string> replaced_;  // oids for which git shows another object
  bool sparse_ = false;
};

// `git status --porcelain=v2 -z`: the paths that are not as committed; `overlooked` untracked ones do not
// count.
std::vector<std::string> dirty_paths(std::string_view answer, const std::vector<std::string>& overlooked);

}  // namespace reeve::git
