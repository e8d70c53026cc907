// Worktrees, workers, gates and branches: what the repository, the keeper and the worker's program do.
#include <algorithm>

#include "sim/engine.h"

#include "reeve/base/text.h"

namespace reeve::sim {
namespace {

using Kind = Fate::Kind;

const std::string kRoot = "w0";
constexpr std::int64_t kWindow = 200'000;

std::string block(const std::string& task, std::string_view status, const std::string& commit = "") {
  return "```json\n{\"task_id\": \"" + task + "\", \"status\": \"" + std::string(status) +
         "\", \"used\": \"5.2K\", \"commit_sha\": \"" + commit + "\", \"notes\": \"as told\"}\n```\n";
}

std::string last_words(const Worker& worker, const std::string& tip) {
  switch (worker.fate.kind) {
    case Kind::two_blocks:
      return block(worker.task, "failed") + "No: it works after all.\n" + block(worker.task, "success", tip);
    case Kind::failure:
      return block(worker.task, "failed");
    case Kind::blocked:
      return block(worker.task, "blocked");
    case Kind::wrong_commit:
      return block(worker.task, "success", "w999999");
    case Kind::other_task:
      return block("Z-99", "success", tip);
    case Kind::crash:
    case Kind::silence:
    case Kind::no_block:
    case Kind::limit:
    case Kind::overload:
    case Kind::not_found:
      return "I have been at it.\n";
    default:
      return block(worker.task, "success", tip);
  }
}

bool leaves_commit(Kind kind) {
  return kind != Kind::no_change && kind != Kind::not_found && kind != Kind::overload &&
         kind != Kind::blocked;
}

}  // namespace

// ---- The worktree ----

void Engine::perform(const action::Prepare& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  run::Workspace space;
  space.branch = run::branch_of(state_.policy.branch_pattern, run->branch_cell, run->task.id);
  space.path = "/" + host_.name + "/" + safe_name(run->task.id);
  space.base = kRoot;
  space.base_ref = "main";
  space.set_up = true;
  later(world_.random.time(50, 5000), [this, id = run->id, space] {
    if (world_.happens(world_.knobs.worktree_fails)) {
      bool blocker = world_.random.chance(300);
      Error error{blocker ? ErrorKind::repository : ErrorKind::unreachable, "no worktree", ""};
      if (blocker) ++world_.facts[id].failures;
      return post(event::WorkspaceFailed{id, error, blocker});
    }
    auto theirs = world_.remote.branches.find(space.branch);
    std::string& tip = host_.branches[space.branch];
    if (tip.empty()) tip = theirs == world_.remote.branches.end() ? kRoot : theirs->second;
    post(event::WorkspaceReady{id, space});
  });
}

void Engine::perform(const action::SetUp& action) {
  setting_up_.insert(action.run);
  later(world_.random.time(100, 30'000), [this, id = action.run] {
    if (setting_up_.erase(id) == 0) return;
    if (world_.happens(world_.knobs.worktree_fails))
      return post(event::PrepareFailed{id, {ErrorKind::config, "the set-up failed", ""}});
    post(event::Prepared{id});
  });
}

void Engine::perform(const action::Compact& action) {
  event::Compacted compacted{action.run, {}};
  compacted.ending.context = {world_.random.between(1, kWindow), kWindow};
  if (world_.happens(world_.knobs.trouble)) compacted.ending.kind = worker::EndKind::trouble;
  if (world_.happens(world_.knobs.limit)) compacted.ending.kind = worker::EndKind::usage_limit;
  later(world_.random.time(1000, 60'000), [this, compacted] { post(compacted); });
}

void Engine::perform(const action::Keep& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (run && host_.branches.contains(run->workspace.branch))
    host_.kept.insert(host_.branches.at(run->workspace.branch));
}

// ---- The worker ----

void Engine::perform(const action::Work& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run || run->owner == run::OwnerKind::hand) return;
  Facts& facts = world_.facts[run->id];
  ++facts.attempts;
  auto worker = std::make_shared<Worker>();
  worker->host = &host_, worker->engine = weak_from_this(), worker->run = run->id;
  worker->task = run->task.id, worker->branch = run->workspace.branch, worker->attempt = run->attempt;
  worker->fate = world_.fate_of(run->task.id);
  world_.tell(host_.name, [&] {
    return "worker on " + worker->task + ", attempt " + std::to_string(run->attempt) + ": " +
           std::string(name_of(worker->fate.kind));
  });
  if (worker->fate.kind == Kind::not_found) {
    event::WorkerEnded ended{run->id};
    ended.trouble = "no such program";
    ended.not_found = true;
    return post(std::move(ended));
  }
  world_.workers.push_back(worker);
  post(event::WorkerStarted{run->id, {4711, 1, "boot"}});
  // Not the engine's business: it goes on as long as nothing ends it.
  world_.after(worker->fate.takes / 2, [this, keep = shared_from_this(), worker] { commit_work(*worker); });
  world_.after(worker->fate.takes, [this, keep = shared_from_this(), worker] { end_work(worker); });
}

void Engine::commit_work(Worker& worker) {
  if (worker.over || !leaves_commit(worker.fate.kind)) return;
  if (!alive_)
    throw Violation{"the worker of run " + worker.run.text() + " on " + worker.task +
                    " goes on although its engine is dead"};
  Commit commit;
  commit.task = worker.task;
  commit.good = worker.fate.kind != Kind::bad_work;
  commit.sound = worker.fate.kind != Kind::unsound;
  world_.add_work(*worker.host, worker.branch, std::move(commit));
}

void Engine::end_work(const std::shared_ptr<Worker>& worker) {
  if (worker->over) return;
  commit_work(*worker);
  worker->over = true;
  if (!alive_) return;
  Kind kind = worker->fate.kind;
  event::WorkerEnded ended{worker->run};
  ended.took = worker->fate.takes;
  ended.stopped = worker->told_to_end;
  worker::ResultScanner scanner(worker->task);
  scanner.feed(last_words(*worker, world_.objects.is_ancestor(kRoot, host_.branches[worker->branch])
                                       ? host_.branches[worker->branch]
                                       : kRoot));
  ended.result = scanner.result();
  ended.other_task = scanner.other_task().value_or("");
  if (kind == Kind::crash) ended.trouble = "killed by signal 11";
  if (kind == Kind::silence) ended.trouble = "silent for 20m";
  if (kind == Kind::limit) {
    ended.ending.kind = worker::EndKind::usage_limit;
    ended.ending.text = "the usage limit is reached";
    if (worker->fate.until.count() > 0) ended.ending.until = clock() + worker->fate.until;
  }
  if (state_.policy.sessions) {
    const run::RunState* run = run::find_run(state_, worker->run);
    ended.ending.session = run ? run->session : "";
    ended.ending.context = {world_.random.between(1, kWindow), kWindow};
    bool gone = kind == Kind::no_change && run && run->session_begun;
    if (gone) ended.ending.kind = worker::EndKind::no_session;
  }
  if (kind == Kind::overload) ended.ending.kind = worker::EndKind::overloaded;
  if (kind == Kind::overload) ended.ending.text = "overloaded";
  bool failed = kind == Kind::crash || kind == Kind::silence || kind == Kind::failure ||
                kind == Kind::other_task || kind == Kind::blocked;
  world_.facts[worker->run].failures += failed ? 1 : 0;
  worker_ended(std::move(ended), worker->attempt);
}

void Engine::worker_ended(event::WorkerEnded ended, int attempt) {
  if (ended.result && ended.trouble.empty() && !ended.stopped) {
    if (world_.happens(world_.knobs.disk_full)) {
      broken({ErrorKind::io, "writing the result: no space left", ""});
      ended.stopped = true;
    } else {
      host_.results[ended.run] = {attempt, *ended.result};
    }
  }
  if (struck("when a worker's result is recorded")) return;
  post(std::move(ended));
}

// It has a moment to come to its end, in which it may still commit.
void Engine::perform(const action::EndWorker& action) {
  for (const auto& worker : world_.workers) {
    if (worker->over || worker->run != action.run || worker->engine.lock().get() != this) continue;
    worker->told_to_end = true;
    later(world_.random.time(1, 5000), [this, worker] {
      if (worker->over) return;
      if (world_.random.chance(200)) commit_work(*worker);
      worker->over = true;
      event::WorkerEnded ended{worker->run};
      ended.stopped = true;
      worker_ended(std::move(ended), worker->attempt);
    });
  }
  if (setting_up_.erase(action.run) > 0)
    post(event::PrepareFailed{action.run, {ErrorKind::interrupted, "set-up was ended", ""}});
  auto gate = gates_.find(action.run);
  if (gate != gates_.end()) gate_ended(action.run, std::string(gate->second), false);
}

void Engine::perform(const action::EndLeftOver& action) {
  for (const auto& worker : world_.workers)
    if (worker->run == action.run && worker->host == &host_) worker->over = true;
}

// ---- Judging ----

void Engine::perform(const action::Inspect& action) {
  later(world_.random.time(20, 2000), [this, id = action.run] {
    const run::RunState* run = run::find_run(state_, id);
    if (!run) return;
    if (world_.happens(world_.knobs.worktree_fails / 4))
      return post(event::InspectFailed{id, {ErrorKind::repository, "the commits cannot be read", ""}});
    std::string tip = host_.branches[run->workspace.branch];
    Commit& commit = world_.objects.at(tip);
    std::string claimed = run->result ? run->result->commit : "";
    event::Inspected found{id, tip, commit.tree, "1 file changed", tip != run->workspace.base, ""};
    if (!claimed.empty() && claimed != tip) found.violation = claimed + " is not the tip of the branch";
    if (!commit.sound) found.violation = "docs/tasks.md was changed";
    post(std::move(found));
  });
}

void Engine::perform(const action::RunGate& action) {
  gates_[action.run] = action.gate.name;
  later(world_.random.time(200, 120'000), [this, id = action.run, name = action.gate.name] {
    const run::RunState* run = run::find_run(state_, id);
    auto gate = gates_.find(id);
    if (!run || gate == gates_.end() || gate->second != name) return;
    if (name == "audit") return audit_ended(id);
    bool flaky = world_.happens(world_.knobs.trouble / 8);
    gate_ended(id, name, world_.objects.at(run->verdict.tip).good && !flaky);
  });
}

// An auditor has an account, too, and may say nothing that counts.
void Engine::audit_ended(const RunId& id) {
  event::GateEnded ended{id, {}};
  ended.result.name = "audit";
  ended.ending.emplace();
  bool limited = world_.happens(world_.knobs.limit);
  ended.answered = !limited && !world_.happens(world_.knobs.trouble / 4);
  ended.result.passed = ended.answered && !world_.happens(world_.knobs.trouble / 8);
  if (limited) ended.ending->kind = worker::EndKind::usage_limit;
  if (limited) ended.ending->until = clock() + world_.random.time(60'000, 3'600'000);
  gates_.erase(id);
  const run::RunState* run = run::find_run(state_, id);
  if (ended.result.passed && run)
    world_.gates_passed.insert({"audit", world_.objects.at(run->verdict.tip).tree});
  post(std::move(ended));
}

void Engine::gate_ended(const RunId& id, const std::string& gate, bool passes) {
  gates_.erase(id);
  const run::RunState* run = run::find_run(state_, id);
  if (passes && run) world_.gates_passed.insert({gate, world_.objects.at(run->verdict.tip).tree});
  run::GateResult result;
  result.name = gate;
  result.passed = passes;
  result.exit_code = passes ? 0 : 1;
  post(event::GateEnded{id, result});
}

// ---- The branch ----

void Engine::perform(const action::Squash& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  std::string tip = run->verdict.tip;
  if (host_.branches[run->workspace.branch] != tip)
    return post(event::Squashed{run->id, tip, "the branch moved while it was judged"});
  if (world_.objects.at(tip).parent != run->workspace.base && tip != run->workspace.base &&
      !world_.remote.branches.contains(run->workspace.branch)) {
    host_.kept.insert(tip);
    Commit one = world_.objects.at(tip);
    one.parent = run->workspace.base;
    tip = world_.objects.add_work(one);
    host_.branches[run->workspace.branch] = tip;
  }
  post(event::Squashed{run->id, tip, ""});
}

void Engine::perform(const action::Push& action) {
  const run::RunState* run = run::find_run(state_, action.run);
  if (!run) return;
  if (world_.bug == Bug::done_before_push) return post(event::BranchPushed{run->id});
  const Knobs& knobs = world_.knobs;
  Duration there = world_.random.time(20, 4000);
  if (world_.happens(knobs.refused))
    return later(there, [this, id = run->id] {
      post(event::BranchPushFailed{id, {ErrorKind::refused, "no such branches here", ""}});
    });
  if (world_.happens(knobs.request_lost))
    return later(there, [this, id = run->id] {
      post(event::BranchPushFailed{id, {ErrorKind::unreachable, "the remote does not answer", ""}});
    });
  bool answers = !world_.happens(knobs.reply_lost), survives = world_.random.chance(500);
  world_.after(there, [this, keep = shared_from_this(), id = run->id, branch = run->workspace.branch,
                       tip = run->verdict.tip, answers, survives] {
    if (alive_ || survives) branch_arrives(id, branch, tip, answers);
  });
}

// A lost answer is asked for; that may fail too.
void Engine::branch_arrives(const RunId& id, const std::string& branch, const std::string& tip,
                            bool answers) {
  if (world_.happens(world_.knobs.branch_meets)) {
    Commit theirs;
    theirs.parent = world_.remote.branches.contains(branch) ? world_.remote.branches.at(branch) : kRoot;
    world_.remote.branches[branch] = world_.objects.add_work(std::move(theirs));
    world_.tell("rival", [&] { return "pushes to " + branch; });
  }
  auto at = world_.remote.branches.find(branch);
  bool forward = at == world_.remote.branches.end() || world_.objects.is_ancestor(at->second, tip);
  bool contained = !forward && world_.objects.is_ancestor(tip, at->second);
  if (forward) world_.remote.branches[branch] = tip;
  if (!alive_) return;
  if (!answers && !world_.happens(500)) forward || contained ? answers = true : answers = false;
  if (!answers)
    return post(event::BranchPushFailed{id, {ErrorKind::unreachable, "the remote does not answer", ""}});
  if (forward || contained) return post(event::BranchPushed{id});
  rebase(id, branch, tip);
}

void Engine::rebase(const RunId& id, const std::string& branch, const std::string& tip) {
  // After a kill in the middle the rebased commits are there already; otherwise somebody has gone on from it.
  const std::string& local = host_.branches[branch];
  if (local != tip && host_.kept.contains(tip)) return post(event::BranchRebased{id, local});
  if (local != tip)
    return post(event::BranchPushFailed{id, {ErrorKind::conflict, "not at the judged commit any more", ""}});
  host_.kept.insert(tip);
  if (world_.random.chance(300))
    return post(event::BranchPushFailed{id, {ErrorKind::conflict, "both changed the same lines", ""}});
  Commit rebased = world_.objects.at(tip);
  rebased.parent = world_.remote.branches.at(branch);
  rebased.tree.clear();
  rebased.good = rebased.good && world_.random.chance(700);
  host_.branches[branch] = world_.objects.add_work(std::move(rebased));
  post(event::BranchRebased{id, host_.branches[branch]});
}

}  // namespace reeve::sim
