// A world in memory for the state machine: a source with a rival, worktrees that always work, workers
// with scripted fates. Performs the actions of step() and answers with events, in virtual time.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reeve/board/board.h"
#include "reeve/board/edit.h"
#include "reeve/run/step.h"

namespace reeve::test {

namespace action = run::action;
namespace event = run::event;

// What a worker does on its n-th attempt at a task.
struct Fate {
  std::optional<worker::ResultStatus> reports = worker::ResultStatus::success;
  std::string trouble;
  std::string notes;
  std::string violation;
  bool changes = true;
  bool gate_passes = true;
  std::int64_t tokens = 0;     // that the result names; of a worker with sessions: that its program tells
  worker::Ending ending;       // how its program ends, by its own account
  bool spends_slowly = false;  // tells its tokens and then hangs
  std::optional<worker::Ending> audit{};  // of the gate, which is then an auditor
};

class ModelWorld {
 public:
  explicit ModelWorld(std::string board) : bytes_(std::move(board)) {
    state.host = "host";
    state.source = "docs/tasks.md";
    state.policy.gates = {run::Gate{"test", {"true"}}};
  }

  run::LoopState state;
  std::map<std::string, std::deque<Fate>> fates;  // by task id; absent or used up: succeeds
  Fate default_fate;
  std::function<void(ModelWorld&)> before_push;  // a rival's chance, once for each push
  std::vector<std::string> subjects;             // first lines of published commits
  std::vector<std::string> messages;
  std::vector<std::string> pushed;  // branches
  std::vector<std::string> told;    // "kind id: text"
  std::vector<RunId> ended_workers;
  std::deque<event::PublishFailed> push_failures;  // the next pushes fail so
  bool failures_are_lies = false;                  // … although they were accepted
  int locked = 0;  // the next pushes after those lose their race, and the tip is where it was
  std::deque<Error> branch_failures;
  std::deque<Error> worktree_failures;
  bool workers_hang = false;
  int audits = 0;
  int unanswered_audits = 0;  // the next so many give no verdict
  worker::Usage day_usage;    // before the start
  Instant day_ends;
  struct AttemptSession {
    std::string id;
    bool begun = false;
  };
  std::vector<AttemptSession> sessions;              // of each attempt
  std::deque<worker::ContextUse> compacted_to;       // what compacting leads to
  std::vector<std::string> compacted;                // the instructions
  std::set<std::string, std::less<>> paused_record;  // what the next start would read
  std::map<run::Caller, run::Reply> replies;
  std::optional<run::Stop> stop;
  Instant now{1'000'000};
  std::uint64_t seed = 7;  // of the run ids

  const std::string& bytes() const { return bytes_; }
  void set_bytes(std::string bytes) { bytes_ = std::move(bytes), ++revision_; }

  std::string status_of(const std::string& id) const {
    auto board = *board::Board::read(bytes_, {});
    auto row = board.find(id);
    return row ? board.cell(board.tasks()[*row], board::Column::status) : "(no row)";
  }
  std::string cell(const std::string& id, board::Column column) const {
    auto board = *board::Board::read(bytes_, {});
    return board.cell(board.tasks()[*board.find(id)], column);
  }
  // Another hand's edit, published.
  void rival_sets(const std::string& id, board::StatusWord word, const std::string& agent) {
    auto board = *board::Board::read(bytes_, {});
    set_bytes(*board::apply(board, board::Edit{id, {}, {}, word, {{"agent", agent}}}));
  }
  // The same, just before our next push, which so loses its race.
  void rival_is_faster(const std::string& id, board::StatusWord word, const std::string& agent) {
    before_push = [=](ModelWorld& w) {
      w.rival_sets(id, word, agent);
      w.before_push = nullptr;
    };
  }

  void start(std::vector<run::RunState> records = {}) {
    event::Started started;
    started.records = std::move(records);
    started.seed = seed + starts_++;
    started.day_usage = day_usage;
    started.day_ends = day_ends;
    started.paused = paused_record;
    queue_.push_back(started);
  }
  // Whoever was held up by an auditor's account is judged anew.
  void accept_audits() {
    for (auto& [run, fate] : current_) fate.audit = worker::Ending{};
  }
  // What failed last is on the remote after all. To be called before it is pushed anew.
  void unanswered_push_arrives() { take(unanswered_); }
  // The engine dies and another one begins, with the same policy and what is on record.
  void restart() {
    run::LoopState before = std::exchange(state, {});
    state.policy = before.policy;
    state.host = before.host;
    state.source = before.source;
    stop.reset();
    start(before.runs);
  }
  // Until the loop stops, or nothing is left to happen.
  void run(int steps_max = 2000) {
    while (!stop && steps_max-- > 0 && (!queue_.empty() || next_timer())) {
      run::EventBody body = std::move(queue_.front());
      queue_.pop_front();
      feed(std::move(body));
    }
  }
  void feed(run::EventBody body) {
    now = now + Duration(10);
    auto accepted = run::accepted_changes(
        state, [this](const std::string& receipt) { return accepted_.contains(receipt); });
    if (auto* observed = std::get_if<event::Observed>(&body)) observed->accepted = accepted;
    if (auto* lost = std::get_if<event::PublishLost>(&body)) lost->accepted = accepted;
    for (const run::Action& one : run::step(state, {now, std::move(body)}))
      std::visit([this](const auto& it) { perform(it); }, one);
  }
  // Asks; the reply is in `replies` once it came.
  run::Caller ask(run::Request request) {
    feed(event::Asked{++callers_, std::move(request)});
    return callers_;
  }
  // The earliest timer fires before anything else.
  void fire_next_timer() {
    if (!next_timer()) return;
    run::EventBody fired = std::move(queue_.back());
    queue_.pop_back();
    feed(std::move(fired));
  }
  // Nothing is left to happen but timers.
  bool quiet() const { return queue_.empty(); }
  // Runs until `done` answers true after an event.
  void run_until(const std::function<bool()>& done) {
    for (int i = 0; i < 2000 && !stop && !done() && (!queue_.empty() || next_timer()); ++i) {
      run::EventBody body = std::move(queue_.front());
      queue_.pop_front();
      feed(std::move(body));
    }
  }

 private:
  run::Snapshot snapshot() const {
    return {std::make_shared<board::Board>(*board::Board::read(bytes_, {})), "r" + std::to_string(revision_)};
  }
  bool next_timer() {
    if (timers_.empty()) return false;
    auto first = std::min_element(timers_.begin(), timers_.end(),
                                  [](const auto& a, const auto& b) { return a.second < b.second; });
    now = std::max(now, first->second);
    queue_.push_back(event::TimerFired{first->first});
    timers_.erase(first);
    return true;
  }
  void post(run::EventBody body) { queue_.push_back(std::move(body)); }

  void perform(const action::Record&) {}
  void perform(const action::Observe&) { post(event::Observed{snapshot()}); }
  void perform(const action::Publish& publish) {
    if (before_push) before_push(*this);
    for (const run::Change& change : publish.changes) {
      std::string receipt = "c" + std::to_string(++commits_);
      run::RunState* run = run::find_run(state, change.run);
      run ? run::take_receipt(*run, receipt) : void(receipt_of(change.run) = receipt);
    }
    if (!push_failures.empty()) {
      unanswered_ = publish;
      post(push_failures.front());
      push_failures.pop_front();
      if (failures_are_lies) take(publish);
      return;
    }
    bool is_locked = locked > 0 && locked-- > 0;
    if (is_locked || revision_ != known_revision()) return post(event::PublishLost{snapshot()});
    take(publish);
    post(event::Published{snapshot()});
  }
  void take(const action::Publish& publish) {
    std::string bytes = bytes_;
    for (const run::Change& change : publish.changes) {
      auto before = *board::Board::read(bytes, {});
      auto next = std::visit([&](const auto& edit) { return board::apply(before, edit); }, change.edit);
      if (!next) {
        post(event::Stale{change.run, next.error()});
        continue;
      }
      bytes = *next;
      accepted_.insert(receipt_of(change.run));
      messages.push_back(change.message);
      subjects.push_back(change.message.substr(0, change.message.find('\n')));
    }
    set_bytes(bytes);
  }
  // Of a run, or of an order's own change.
  std::string& receipt_of(const RunId& name) {
    run::RunState* run = run::find_run(state, name);
    if (run) return run->receipt;
    return state.order ? state.order->receipt : forgotten_;
  }
  int known_revision() const { return std::stoi(state.snapshot.revision.substr(1)); }
  void perform(const action::Prepare& prepare) {
    if (!worktree_failures.empty()) {
      post(event::WorkspaceFailed{prepare.run, worktree_failures.front(), false});
      return worktree_failures.pop_front();
    }
    post(event::WorkspaceReady{prepare.run,
                               {"/worktree", "reeve/" + prepare.run.text(), "base", "main", true, {}}});
  }
  void perform(const action::SetUp& set_up) { post(event::Prepared{set_up.run}); }
  void perform(const action::Work& work) {
    run::RunState& run = *run::find_run(state, work.run);
    if (run.owner == run::OwnerKind::hand) return;
    post(event::WorkerStarted{work.run, {1, 1, "boot"}});
    sessions.push_back({run.session, run.session_begun});
    if (workers_hang) return;
    Fate fate = next_fate(run.task.id);
    if (fate.spends_slowly) return post(event::WorkerSpent{work.run, fate.ending.usage, fate.ending.context});
    event::WorkerEnded ended{work.run};
    ended.ending = fate.ending;
    if (state.policy.sessions && ended.ending.session.empty()) ended.ending.session = run.session;
    if (fate.reports)
      ended.result = worker::WorkerResult{run.task.id, *fate.reports, fate.tokens, "", fate.notes};
    ended.trouble = fate.trouble;
    ended.took = Duration(1000);
    current_[work.run] = fate;
    post(ended);
  }
  void perform(const action::Compact& compact) {
    compacted.push_back(run::find_run(state, compact.run)->summary);
    event::Compacted event{compact.run, {}};
    event.ending.context = compacted_to.front();
    event.ending.usage.usd = 0.01;
    compacted_to.pop_front();
    post(event);
  }
  Fate next_fate(const std::string& id) {
    auto& left = fates[id];
    if (left.empty()) return default_fate;
    Fate fate = left.front();
    left.pop_front();
    return fate;
  }
  void perform(const action::EndWorker& end) {
    const run::RunState* run = run::find_run(state, end.run);
    if (!run || run->phase != run::Phase::working) return;
    ended_workers.push_back(end.run);
    event::WorkerEnded ended{end.run};
    ended.stopped = true;
    post(ended);
  }
  void perform(const action::EndLeftOver&) {}
  void perform(const action::Inspect& inspect) {
    if (run::find_run(state, inspect.run)->owner == run::OwnerKind::hand)
      current_[inspect.run] = next_fate(run::find_run(state, inspect.run)->task.id);
    const Fate& fate = current_[inspect.run];
    post(event::Inspected{inspect.run, fate.changes ? "tip" : "base", "tree", "1 file changed", fate.changes,
                          fate.violation});
  }
  void perform(const action::RunGate& gate) {
    run::GateResult result;
    result.name = gate.gate.name;
    result.passed = current_[gate.run].gate_passes;
    result.exit_code = result.passed ? 0 : 1;
    result.tail = "assertion failed in line 3";
    bool answered = !gate.gate.auditor || unanswered_audits-- <= 0;
    post(event::GateEnded{gate.run, result, current_[gate.run].audit, answered});
    audits += gate.gate.auditor ? 1 : 0;
  }
  void perform(const action::Squash& squash) { post(event::Squashed{squash.run, "squashed", ""}); }
  void perform(const action::Push& push) {
    if (!branch_failures.empty()) {
      post(event::BranchPushFailed{push.run, branch_failures.front()});
      return branch_failures.pop_front();
    }
    pushed.push_back(run::find_run(state, push.run)->workspace.branch);
    post(event::BranchPushed{push.run});
  }
  void perform(const action::Keep&) {}
  void perform(const action::Close&) {}
  void perform(const action::Arm& arm) { timers_[arm.timer] = arm.at; }
  void perform(const action::Disarm& disarm) { timers_.erase(disarm.timer); }
  void perform(const action::RecordPaused& paused) { paused_record = paused.lanes; }
  void perform(const action::Answer& answer) { replies[answer.caller] = answer.reply; }
  void perform(const action::Tell& tell) {
    told.push_back(std::string(run::name_of(tell.notice.kind)) + " " + tell.notice.task + ": " +
                   tell.notice.text);
  }
  void perform(const action::Finish& finish) { stop = finish.stop; }

  action::Publish unanswered_;
  std::string forgotten_;  // the receipt of a run that is gone
  std::string bytes_;
  int revision_ = 1;
  int commits_ = 0;
  run::Caller callers_ = 0;
  std::uint64_t starts_ = 0;
  std::set<std::string> accepted_;
  std::deque<run::EventBody> queue_;
  std::map<run::TimerId, Instant> timers_;
  std::map<RunId, Fate> current_;
};

// Three tasks, the second after the first.
inline constexpr const char* kThree =
    "# Tasks\n\n"
    "| id | status | description | branch | depends_on | agent | started_at | completed_at | used | notes |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
    "| A-1 | not-started | first | | | | | | | |\n"
    "| A-2 | not-started | second | | A-1 | | | | | |\n"
    "| A-3 | not-started | third | | | | | | | |\n";

// Three tasks that wait for nothing.
inline constexpr const char* kApart =
    "| id | status | description | depends_on | agent | used | notes |\n|---|---|---|---|---|---|---|\n"
    "| A-1 | not-started | one | | | | |\n| A-2 | not-started | two | | | | |\n"
    "| A-3 | not-started | three | | | | |\n";

inline ModelWorld with_sessions(std::string board = kApart) {
  ModelWorld world(std::move(board));
  world.state.policy.sessions = true;
  return world;
}

// Whether a notice said that.
inline bool told(const ModelWorld& world, std::string_view part) {
  return std::any_of(world.told.begin(), world.told.end(),
                     [&](const std::string& line) { return line.find(part) != line.npos; });
}

}  // namespace reeve::test
