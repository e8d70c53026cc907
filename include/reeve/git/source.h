// The source port on git: the tracking file on a branch of a remote (or, without a remote, on a local
// branch).
//
// Publish: commits are built on the last known tip from objects only; `git push <oid>:<branch>`,
// never forced, is the only commit point. Without a remote it is the compare-and-swap of the local
// branch. Pull: the local branch then follows, ref, work file, index, only if that harms nothing of
// the user's; why it could not is said once (event::Noted), with the command to type. The first
// observe() also heals a step that a crash cut in two and may rebase the user's unpushed commits
// (section 3 of the design, "Publish" and "Pull").
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reeve/board/board.h"
#include "reeve/port/files.h"
#include "reeve/port/inbox.h"
#include "reeve/port/processes.h"
#include "reeve/port/source.h"

namespace reeve::git {

class Objects;

// Whether the local branch, its work file and its index are brought to what is published.
enum class LocalBranch {
  follows,
  stays,  // for commands that must change nothing here (--dry-run); without a remote, publishing still moves
          // it
};

// Which locks of a git that was killed the first observe() clears away.
enum class StaleLocks {
  all,          // also those in worktrees of reeve's
  of_checkout,  // not these: another reeve has workers there
};

// Whether the first observe() rebases the user's unpushed commits onto what is published.
enum class UnpushedCommits { rebased, left };

struct SourceOptions {
  std::string top;         // absolute path of the work tree; "" = bare
  std::string git_dir;     // this work tree's git directory
  std::string common_dir;  // shared by all worktrees; "" = git_dir
  std::string file;        // path of the tracking file in the repository
  std::string remote;      // name of a configured remote; "" = none
  std::string branch;      // tracked branch, short name
  board::ReadOptions reading;
  LocalBranch local_branch = LocalBranch::follows;
  StaleLocks stale_locks = StaleLocks::all;
  UnpushedCommits unpushed = UnpushedCommits::rebased;
  std::vector<std::string> environment;  // all of ours, "NAME=value"
};

// `objects` are those of `git_dir`. Everything passed by reference outlives the source, and the
// source outlives the last event it posts.
std::unique_ptr<port::Source> make_git_source(port::Processes& processes, port::Inbox& inbox,
                                              port::Files& files, Objects& objects, SourceOptions options);

// Whether git knows in `directory` who commits. Error `config` with the commands that set it.
Status check_identity(port::Processes& processes, const std::string& directory,
                      const std::vector<std::string>& environment);

}  // namespace reeve::git
