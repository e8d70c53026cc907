// The repository port where there is none: a run on record works in a repository that reeve.json names no
// more, or that is not there. Everything fails with that reason; the run stays on record until it can go on.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "reeve/port/inbox.h"
#include "reeve/port/repository.h"

namespace reeve::app {

class MissingRepository : public port::Repository {
 public:
  MissingRepository(port::Inbox& inbox, const std::string& path)
      : inbox_(inbox),
        error_{ErrorKind::config, "the repository " + path + " is not to be used",
               "name it in \"repos\" of reeve.json as before (`reeve doctor` says what it lacks), or put the "
               "row "
               "back with reeve reset"} {}

  void prepare(const port::WorkspaceRequest& request) override {
    inbox_.post(run::event::WorkspaceFailed{request.run, error_, false});
  }
  Status mark_set_up(const run::Workspace&) override { return error_; }
  Result<std::string> tree_of(const std::string&) override { return error_; }
  void inspect(const RunId& run, const run::Workspace&, const std::string&, const std::string&) override {
    inbox_.post(run::event::InspectFailed{run, error_});
  }
  Result<std::vector<std::string>> untracked_paths(const run::Workspace&) override { return error_; }
  void push(const port::PushRequest& request) override {
    inbox_.post(run::event::BranchPushFailed{request.run, error_});
  }
  void clear_locks(const run::Workspace&, std::function<void()> then) override { then(); }
  Status keep(const RunId&, const run::Workspace&) override { return error_; }
  Result<std::string> discard(const run::Workspace&) override { return error_; }
  Result<std::string> reason_to_stay(const run::Workspace&) override { return error_; }
  Result<std::string> squash(const RunId&, const run::Workspace&, const std::string&,
                             const std::string&) override {
    return error_;
  }
  Result<std::string> diff(const std::string&, const std::string&, std::size_t) override { return error_; }
  Status forget(const std::vector<port::LeftBehind>&) override { return error_; }

 private:
  port::Inbox& inbox_;
  Error error_;
};

}  // namespace reeve::app
