// A sealed world for the repository adapter: a bare remote, the user's checkout, a rival's clone, the
// real git, its own home. All paths hold a blank.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "support/catch.h"

#include "reeve/git/objects.h"
#include "reeve/git/repository.h"
#include "reeve/os/files.h"
#include "reeve/os/loop.h"

namespace reeve::git {

class RepositoryWorld {
 public:
  enum class Remote { bare, none };
  explicit RepositoryWorld(Remote remote = Remote::bare);
  // The world that another process made.
  explicit RepositoryWorld(std::string directory);
  ~RepositoryWorld();

  // Runs a script in a directory below the world; its stdout without the last newline.
  std::string sh(const std::string& where, const std::string& script);
  port::ProcessEnd try_sh(const std::string& where, const std::string& script);
  // In the user's checkout.
  std::string in_top(const std::string& script) { return sh("my repo", script); }

  // Opens the repository with what `options` says now.
  port::Repository& repository();
  Objects& objects();
  port::Files& files() { return *files_; }
  os::Loop& loop() { return *loop_; }
  const std::string& directory() const { return directory_; }
  const std::vector<std::string>& environment() const { return environment_; }
  const std::vector<std::string>& notes() const { return notes_; }

  // The next event that is no note; it must be a T.
  template <class T>
  T expect() {
    for (;;) {
      auto event = loop_->wait();
      if (auto* note = std::get_if<run::event::Noted>(&event.body)) {
        notes_.push_back(note->text);
        continue;
      }
      explain(event.body);
      REQUIRE(std::holds_alternative<T>(event.body));
      return std::get<T>(event.body);
    }
  }

  run::Workspace prepare(const std::string& id, const std::string& branch = "",
                         const std::vector<std::string>& dependencies = {});
  run::event::WorkspaceFailed prepare_fails(const std::string& id, const std::string& branch = "",
                                            const std::vector<std::string>& dependencies = {});
  run::event::Inspected inspect(const run::Workspace& workspace, const std::string& claimed = "",
                                const std::string& tracked_tip = "");
  void push(const run::Workspace& workspace, const std::string& tip);

  // A worker commits a file in its worktree; the commit's oid.
  std::string work(const run::Workspace& workspace, const std::string& file,
                   const std::string& text = "work");
  // The record of an accepted commit, published on the tracked branch.
  void accept(const std::string& id, const std::string& oid);
  // Somebody else's clone, up to date.
  void rival(const std::string& script);

  RunId run = *RunId::parse("abcdefgh");
  RepositoryOptions options;

 private:
  void open();
  static void explain(const run::EventBody& body);

  std::string directory_;
  bool owned_ = false;
  std::vector<std::string> environment_;
  std::vector<std::string> notes_;
  std::unique_ptr<port::Files> files_;
  std::unique_ptr<os::Loop> loop_;
  std::unique_ptr<Objects> objects_;
  std::unique_ptr<port::Repository> repository_;
};

}  // namespace reeve::git
