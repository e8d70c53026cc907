// Whether the submodules of a worktree are as committed, those in submodules too.
//
// `git status` would look into them by itself, and by their own configuration. That lies where a worker
// writes, any directory with a repository in it can be committed as a submodule, and a filter that is named
// there is a program: it would run outside of every sandbox. So what they may set is checked first.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "git/repository_context.h"
#include "git/worktree.h"

namespace reeve::git {

// `git ls-files -s -v -z`, of the work tree at `top`.
struct IndexList {
  std::vector<std::string> there;       // paths that git was told to overlook: a changed one looks clean
  std::vector<std::string> missing;     // the same, of files that are not there, as in a sparse checkout
  std::vector<std::string> submodules;  // paths
};
IndexList read_index_list(std::string_view answer, const std::string& top);

// What a submodule sets besides what git itself writes there: `git config --null --list`.
std::vector<std::string> strange_submodule_settings(std::string_view answer);

// Up to five paths or names, for people.
std::string first_few(const std::vector<std::string>& paths);

class SubmoduleCheck : public Staged<SubmoduleCheck> {
 public:
  // What is wrong, as one sentence; "" = nothing.
  using OnChecked = std::function<void(Result<std::string> violation)>;

  // `paths`: below `top`, the work tree's directory.
  SubmoduleCheck(Context& context, std::string top, std::vector<std::string> paths, OnChecked on_checked);
  void begin() { next(); }

 private:
  friend class Staged<SubmoduleCheck>;

  void next();
  void settings_known(const port::ProcessEnd& end);
  void status_known(const port::ProcessEnd& end);
  void index_known(const port::ProcessEnd& end);
  // Of the one that is looked at; "" = it cannot be told.
  std::string git_dir_of_current() const;
  std::string directory() const { return top_ + "/" + current_; }
  WorktreeFiles pinned() const;  // to its own git directory
  void violate(const std::string& what);
  void fail(Error error);

  Context& context_;
  std::string top_;
  std::vector<std::string> waiting_;  // paths below top_
  OnChecked on_checked_;
  std::size_t looked_at_ = 0;
  std::string current_;  // path below top_
  std::string git_dir_;  // of that
};

}  // namespace reeve::git
