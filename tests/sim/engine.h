// An engine: run::step with a model of what the real one does with its actions (src/app/engine.cpp), over a
// model of the source (src/git/source*.cpp) and of the repository. It may die before any action.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/world.h"

namespace reeve::sim {

namespace action = run::action;
namespace event = run::event;

class Engine : public std::enable_shared_from_this<Engine> {
 public:
  Engine(World& world, Host& host, run::Policy policy, std::optional<run::Order> order);

  void start();
  void post(run::EventBody body);
  void die();  // SIGKILL, and with it its keepers' workers
  bool alive() const { return alive_; }
  const std::optional<run::Stop>& stop() const { return stop_; }
  const run::LoopState& state() const { return state_; }
  // What a person saw who asked for a reset; nothing before it was looked up.
  const std::optional<std::string>& fence() const { return fence_; }

 private:
  template <class What>
  void later(Duration delay, What what) {
    world_.after(delay, [weak = weak_from_this(), what] {
      auto self = weak.lock();
      if (self && self->alive_) what();
    });
  }
  bool struck(std::string_view where);
  void follow(run::EventBody then);
  void pump();
  void complete(event::Observed& observed);
  std::vector<RunId> accepted_changes();
  void see(const run::EventBody& body);  // for the checks
  void bend(run::EventBody& body);       // the planted bug
  void bend(std::vector<run::Change>& changes);
  run::Snapshot as_seen(run::Snapshot snapshot);
  Instant clock() const { return world_.now + host_.skew; }
  Status write(const run::RunState& run);
  void broken(Error error) { post(event::Broken{std::move(error)}); }
  void concluded();

  // engine.cpp
  void perform(const action::Record& action);
  void perform(const action::Close& action);
  void perform(const action::Arm& action);
  void perform(const action::Disarm& action);
  void perform(const action::RecordPaused&) {}
  void perform(const action::Answer&) {}
  void perform(const action::Tell& action);
  void perform(const action::Finish& action);

  // engine_source.cpp
  struct Pushed {
    std::vector<run::Change> changes;
    std::string on;   // the tip that the chain begins at
    std::string tip;  // its end
  };
  void perform(const action::Observe&);
  void perform(const action::Publish& action);
  void start_observing();
  void start_publishing();
  void look(std::function<void(bool reached, bool rewound)> then);
  void send();
  void arrive(bool answers);
  void accepted();
  void lost_race();
  void no_answer(const Error& error);
  void publish_looked(bool rewound);
  void force_claim();
  void finish_source(run::EventBody body);
  Result<std::string> stage_one(const std::string& on, const run::Change& change);
  bool is_accepted(const std::string& receipt);

  // engine_work.cpp
  void perform(const action::Prepare& action);
  void perform(const action::SetUp& action);
  void perform(const action::Compact& action);
  void perform(const action::Work& action);
  void perform(const action::EndWorker& action);
  void perform(const action::EndLeftOver& action);
  void perform(const action::Inspect& action);
  void perform(const action::RunGate& action);
  void perform(const action::Squash& action);
  void perform(const action::Push& action);
  void perform(const action::Keep& action);
  void commit_work(Worker& worker);
  void end_work(const std::shared_ptr<Worker>& worker);
  void worker_ended(event::WorkerEnded ended, int attempt);
  void audit_ended(const RunId& id);
  void gate_ended(const RunId& id, const std::string& gate, bool passes);
  void branch_arrives(const RunId& id, const std::string& branch, const std::string& tip, bool answers);
  void rebase(const RunId& id, const std::string& branch, const std::string& tip);

  World& world_;
  Host& host_;
  run::LoopState state_;
  bool alive_ = true;
  std::optional<run::Stop> stop_;
  std::optional<std::string> fence_;
  std::deque<run::Event> inbox_;
  std::map<run::TimerId, int> timers_;  // the number of its last arming
  int armings_ = 0;
  int steps_ = 0;
  Instant began_;

  std::string known_;
  std::optional<Pushed> staged_;
  enum class Busy { no, observing, publishing } busy_ = Busy::no;
  bool observe_waits_ = false;
  bool publish_waits_ = false;
  bool healed_ = false;

  std::set<RunId> setting_up_;
  std::map<RunId, std::string> gates_;  // running
};

}  // namespace reeve::sim
