// The source on git, see reeve/git/source.h. At most one of fetch and push is under way at a time:
// both would move the same tracking ref, and a fetch that began before a push would show a tip that
// is older than the one just accepted.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "git/commit_maker.h"
#include "git/follower.h"
#include "git/own_commits.h"
#include "git/source_context.h"

namespace reeve::git {

class GitSource final : public port::Source {
 public:
  explicit GitSource(SourceContext context);
  ~GitSource() override { context_.git.ask_to_end(); }

  void observe() override;
  Result<std::vector<port::Staged>> stage(const std::vector<run::Change>& changes) override;
  void publish() override;
  bool accepted(const std::string& receipt) override;

 private:
  // A published (or staged) state: the tip, and the board read from its blob.
  struct State {
    run::Snapshot snapshot;
    std::string blob;
    const std::string& tip() const { return snapshot.revision; }
  };
  struct Looked {
    State state;
    bool rewound = false;
  };
  using OnLooked = std::function<void(Result<Looked>)>;

  Status prepare();
  Status read_settings();

  void start_observing();
  void first_look(std::function<void()> then);
  // Fetches, and takes what it finds as the known state.
  void look(OnLooked then);
  void rebase_own_commits(const std::string& old_published, std::function<void()> then);
  Result<Looked> take_tip();
  Result<std::string> published_tip();
  Result<State> load(const std::string& tip);
  Error missing_file(const std::string& tip) const;
  std::string bring_back(const std::string& commit) const;

  Result<std::string> stage_one(State& chain, const run::Change& change);

  void start_publishing();
  void push();
  Error with_way_out(Error error) const;
  void pushed(const port::ProcessEnd& end);
  void swap_local();
  void accept();
  void after_lost_race();
  void after_no_answer(const Error& error);
  void publish_looked(const Looked& looked);
  void take_tracking_ref();

  // Ends what is under way with its event, and starts what waited for it.
  void finish(run::EventBody event);

  SourceContext context_;
  CommitMaker maker_;
  Follower follower_;
  bool prepared_ = false;
  bool first_done_ = false;
  bool pushes_elsewhere_ = false;  // remote.<name>.pushurl is set
  std::optional<State> known_;
  std::optional<State> staged_;  // the end of the staged chain
  std::string staged_on_;        // the tip that the chain begins at

  enum class Busy { no, observing, publishing } busy_ = Busy::no;
  bool observe_waits_ = false;
  bool publish_waits_ = false;
};

}  // namespace reeve::git
