#include "sim/engine.h"

#include <algorithm>

#include "app/run_record.h"

#include "reeve/base/text.h"

namespace reeve::sim {
namespace {

constexpr int kStepsMax = 20'000;
constexpr Duration kLifeMax = std::chrono::hours(72);

const char* const kPhaseStatus[] = {"done", "failed", "blocked", "not-started"};

}  // namespace

Engine::Engine(World& world, Host& host, run::Policy policy, std::optional<run::Order> order)
    : world_(world), host_(host), began_(world.now) {
  state_.policy = std::move(policy);
  state_.host = host.name;
  state_.checkout = "/" + host.name;
  state_.source = "docs/tasks.md";
  state_.order = std::move(order);
}

void Engine::start() {
  event::Started started;
  started.seed = world_.random.next();
  for (const auto& [id, record] : host_.records) {
    if (record.phase == run::Phase::finished) continue;
    run::RunState read = *app::decode_record(app::encode_record(record));
    auto result = host_.results.find(id);
    bool has_result = result != host_.results.end() && result->second.first == read.attempt;
    if (read.phase == run::Phase::working && has_result) read.result = result->second.second;
    started.records.push_back(std::move(read));
  }
  world_.tell(host_.name, [&] {
    return std::string(state_.order ? "a command by hand starts" : "reeve run starts") + ", " +
           std::to_string(started.records.size()) + " unfinished on record";
  });
  post(std::move(started));
}

void Engine::post(run::EventBody body) {
  inbox_.push_back({clock(), std::move(body)});
  later(Duration(0), [this] { pump(); });
}

void Engine::die() {
  alive_ = false;
  for (const auto& worker : world_.workers)
    if (worker->engine.lock().get() == this && world_.bug != Bug::keeper_lost) worker->over = true;
}

bool Engine::struck(std::string_view where) {
  if (!world_.happens(world_.knobs.kill)) return false;
  world_.tell(host_.name, [&] { return "KILLED " + std::string(where); });
  die();
  if (!state_.order) world_.ended(host_);
  return true;
}

void Engine::pump() {
  if (inbox_.empty()) return;
  run::Event event = std::move(inbox_.front());
  inbox_.pop_front();
  if (++steps_ > kStepsMax || world_.now - began_ > kLifeMax)
    throw Violation{"an engine on " + host_.name + " does not come to an end"};
  bend(event.body);
  if (auto* observed = std::get_if<event::Observed>(&event.body)) complete(*observed);
  if (auto* lost = std::get_if<event::PublishLost>(&event.body)) lost->accepted = accepted_changes();
  see(event.body);
  for (const run::Action& one : run::step(state_, event)) {
    if (struck("before an action")) return;
    std::visit([this](const auto& it) { perform(it); }, one);
    if (!alive_) return;
  }
  if (stop_) concluded();
}

void Engine::complete(event::Observed& observed) {
  observed.accepted = accepted_changes();
}

std::vector<RunId> Engine::accepted_changes() {
  return run::accepted_changes(state_, [this](const std::string& receipt) { return is_accepted(receipt); });
}

// What counts as an attempt that failed; what a person saw first who asks for a reset.
void Engine::see(const run::EventBody& body) {
  if (const auto* ended = std::get_if<event::GateEnded>(&body))
    world_.facts[ended->run].failures += ended->answered && !ended->result.passed ? 1 : 0;
  if (const auto* found = std::get_if<event::Inspected>(&body))
    world_.facts[found->run].failures += found->violation.empty() && found->changed ? 0 : 1;
  if (const auto* rebased = std::get_if<event::BranchRebased>(&body)) ++world_.facts[rebased->run].failures;
  if (const auto* failed = std::get_if<event::BranchPushFailed>(&body)) {
    world_.facts[failed->run].failures += failed->error.kind == ErrorKind::conflict ? 1 : 0;
    if (failed->error.kind == ErrorKind::refused) world_.facts[failed->run].policy_refused = true;
  }
  const auto* observed = std::get_if<event::Observed>(&body);
  if (!observed || !state_.order || fence_) return;
  if (const auto* reset = std::get_if<run::order::Reset>(&state_.order->what))
    fence_ = Table(observed->snapshot.board->document().bytes()).agent(reset->id);
}

Status Engine::write(const run::RunState& run) {
  if (world_.happens(world_.knobs.disk_full)) {
    world_.tell(host_.name, [] { return std::string("the disk is full"); });
    return Error{ErrorKind::io, "writing the record of run " + run.id.text() + ": no space left", ""};
  }
  host_.records[run.id] = run;
  return Done{};
}

void Engine::perform(const action::Record& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  // In a table without an agent column a reset takes any row in progress back, as the person asked.
  bool reset = run->outcome == run::Outcome::released && state_.order &&
               std::holds_alternative<run::order::Reset>(state_.order->what);
  if (run->phase != run::Phase::claiming && !reset && !world_.was_published(run->id, "in-progress"))
    throw Violation{"run " + run->id.text() + " is in phase " + std::string(run::name_of(run->phase)) +
                    ", and no claim of it was ever published"};
  if (auto written = write(*run); !written) broken(written.error());
}

// A run that says how it ended must have published that.
void Engine::perform(const action::Close& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  for (const auto& worker : world_.workers)
    if (worker->run == run->id && worker->host == &host_ && !worker->over) worker->told_to_end = true;
  run::Outcome outcome = run->outcome.value_or(run::Outcome::dropped);
  if (outcome == run::Outcome::dropped) return static_cast<void>(host_.records.erase(run->id));
  bool says = outcome != run::Outcome::lost;
  std::string status = says ? kPhaseStatus[static_cast<int>(outcome)] : "";
  bool back = outcome == run::Outcome::released &&
              Table(state_.snapshot.board->document().bytes()).status(run->task.id) == "not-started";
  if (says && !back && !world_.was_published(run->id, status))
    throw Violation{"run " + run->id.text() + " of " + run->task.id + " ended as " + status +
                    ", which was never published"};
  if (auto written = write(*run); !written) broken(written.error());
}

void Engine::perform(const action::Arm& action) {
  int number = ++armings_;
  timers_[action.timer] = number;
  Duration delay = std::max(Duration(0), action.at - clock());
  later(delay, [this, number, armed = action] {
    auto timer = timers_.find(armed.timer);
    if (timer == timers_.end() || timer->second != number) return;
    timers_.erase(timer);
    inbox_.push_back({std::max(clock(), armed.at), event::TimerFired{armed.timer}});
    pump();
  });
}

void Engine::perform(const action::Disarm& action) {
  timers_.erase(action.timer);
}

void Engine::perform(const action::Tell& action) {
  const run::Notice& notice = action.notice;
  world_.tell(host_.name, [&] {
    return std::string(run::name_of(notice.kind)) + " " + notice.task + ": " + one_line(notice.text);
  });
}

void Engine::perform(const action::Finish& action) {
  stop_ = action.stop;
}

void Engine::concluded() {
  world_.tell(host_.name, [&] {
    return "ends: " + std::string(run::name_of(stop_->reason)) + ": " + one_line(stop_->message);
  });
  die();
  if (!state_.order) world_.ended(host_);
}

// ---- The planted bugs ----

void Engine::bend(run::EventBody& body) {
  // It has forgotten whom it saw first.
  auto* reset = state_.order ? std::get_if<run::order::Reset>(&state_.order->what) : nullptr;
  if (world_.bug == Bug::reset_unfenced && reset) reset->agent.reset();
  auto* ended = std::get_if<event::WorkerEnded>(&body);
  if (world_.bug == Bug::limit_is_failure && ended && ended->ending.kind == worker::EndKind::usage_limit)
    ended->ending.kind = worker::EndKind::trouble;
  auto* failed = std::get_if<event::PublishFailed>(&body);
  if (world_.bug == Bug::lost_reply_is_refusal && failed && failed->error.kind == ErrorKind::unreachable)
    body = event::PublishLost{world_.objects.snapshot(known_), false};
  if (world_.bug != Bug::wrong_owner) return;
  if (auto* observed = std::get_if<event::Observed>(&body)) observed->snapshot = as_seen(observed->snapshot);
  if (auto* done = std::get_if<event::Published>(&body)) done->snapshot = as_seen(done->snapshot);
  if (auto* lost = std::get_if<event::PublishLost>(&body)) lost->snapshot = as_seen(lost->snapshot);
}

void Engine::bend(std::vector<run::Change>& changes) {
  for (run::Change& change : changes) {
    auto* edit = std::get_if<board::Edit>(&change.edit);
    bool own = state_.order && change.run == state_.order->change;
    if (edit && world_.bug == Bug::wrong_owner && !own) edit->expect_agent.reset();
    if (edit && world_.bug == Bug::reset_unfenced && own) edit->expect_agent.reset();
  }
}

// Rows that others work on, as this host's own.
run::Snapshot Engine::as_seen(run::Snapshot snapshot) {
  Table table(snapshot.board->document().bytes());
  bool bent = false;
  for (const run::RunState& run : state_.runs) {
    bool claimed = run.phase != run::Phase::claiming && run.phase != run::Phase::finished;
    if (!claimed || table.status(run.task.id) != "in-progress" || table.agent(run.task.id) == run.agent)
      continue;
    table.set(run.task.id, "agent", run.agent);
    bent = true;
  }
  return bent ? run::Snapshot{Objects::read(table.bytes()), snapshot.revision} : snapshot;
}

}  // namespace reeve::sim
