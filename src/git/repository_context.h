// What the operations of a git repository share: the ports, the options, and the names of refs.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "git/accepted_commits.h"
#include "git/program.h"
#include "git/push_queue.h"

#include "reeve/git/objects.h"
#include "reeve/git/repository.h"

namespace reeve::git {

struct Context {
  port::Processes& processes;
  port::Inbox& inbox;
  port::Files& files;
  Objects& objects;
  RepositoryOptions options;
  Program git;                           // in the main checkout
  std::optional<TableRepository> table;  // nothing: it is in this one
  AcceptedCommits accepted;
  PushQueue pushes;

  bool has_remote() const { return !options.remote.empty(); }
  // The tracked branch as published.
  std::string tracked_ref() const;
  std::string remote_ref(const std::string& branch) const;
  // For people: which repository it was met in, if that goes without saying no more.
  Error told(Error error) const;
  // Reads which commits were accepted since. `table_tip`: the table as published, as observed; "" = as the
  // ref says.
  Status update_accepted(const std::string& table_tip);
  // Whether the history of the table is cut off somewhere.
  bool is_table_shallow() const;
  // Whether the branch on the remote, as last seen, or the tracked branch contains the commit.
  Result<bool> is_published(const std::string& oid, const std::string& branch) const;
};

std::string local_ref(const std::string& branch);
// Where commits are kept that would else be unreachable; one ref for each commit.
std::string kept_ref(const RunId& run, const std::string& oid);
Status keep_commit(Objects& objects, const RunId& run, const std::string& oid);
// The first letters of an oid, for people.
std::string short_oid(const std::string& oid);

// An operation is one object: a method per stage, each started by the end of a git process. It lives
// as long as a process of it runs. The first failure ends it.
template <class Operation>
class Staged : public std::enable_shared_from_this<Operation> {
 protected:
  using Stage = void (Operation::*)(const port::ProcessEnd&);

  void start(const Program& git, const Call& call, Stage stage) {
    auto self = this->shared_from_this();
    auto started = git.start(call, [self, stage](const port::ProcessEnd& end) { ((*self).*stage)(end); });
    if (!started) self->fail(std::move(started).error());
  }
};

}  // namespace reeve::git
