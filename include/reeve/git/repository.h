// The repository port on a real git repository: worktrees, bases, the checks on a worker's commit, pushes of
// branches.
//
// Work trees, index and transport are left to the git program; commits are read and built by the
// object library. Nothing is deleted, reset or overwritten unless every commit in it is reachable
// from a pushed or a kept ref and the tree is clean; nothing is ever pushed with force.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reeve/port/files.h"
#include "reeve/port/inbox.h"
#include "reeve/port/processes.h"
#include "reeve/port/repository.h"

namespace reeve::git {

class Objects;

struct RepositoryOptions {
  std::string top;             // absolute path of the main checkout
  std::string common_dir;      // its git directory, shared by all worktrees
  std::string remote;          // "" = none: local branches are what counts
  std::string tracked_branch;  // short name
  std::string tracking_file;   // path in the repository; no worker may change it. "" = it is in another one
  std::string root;            // workspace.root, relative to `top`; "" = ../<repo>.worktrees
  std::string branch_pattern = "reeve/{id}";
  std::string base;                      // workspace.base; "" = the tracked branch
  std::vector<std::string> copy;         // globs, gitignore syntax
  std::vector<std::string> protect;      // globs, gitignore syntax
  std::vector<std::string> environment;  // all of ours, "NAME=value"
};

// The repository with the table, for work that is done in another one. There stands which commits were
// accepted.
struct TableRepository {
  Objects& objects;
  std::string top;  // absolute path of the main checkout
  std::string common_dir;
  std::string tracked_ref;    // full name of the ref that the table was last seen on
  std::string tracking_file;  // path in that repository
};

// Everything passed by reference outlives the repository and the last event it posts.
std::unique_ptr<port::Repository> make_git_repository(port::Processes& processes, port::Inbox& inbox,
                                                      port::Files& files, Objects& objects,
                                                      RepositoryOptions options);

// The same for a repository without the table: `options.tracked_branch` is the one that work is merged into,
// and `options.tracking_file` "".
std::unique_ptr<port::Repository> make_git_repository(port::Processes& processes, port::Inbox& inbox,
                                                      port::Files& files, Objects& objects,
                                                      RepositoryOptions options, TableRepository table);

}  // namespace reeve::git
