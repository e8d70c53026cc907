// What the configuration allows and demands of a run, as far as the state machine must know.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/time.h"
#include "reeve/run/lane.h"

namespace reeve::run {

enum class GateWhen { task, phase, end };

// A model that reads the work and says whether it is accepted.
struct Auditor {
  std::optional<std::string> template_path;  // relative to the checkout; none = the built-in one
  std::string model;                         // "" = the worker's
  std::vector<std::string> tools = {"Glob", "Grep", "Read"};
  int rounds = 3;  // after so many refusals in one run it has failed
};

// A command that must pass on the worker's exact commit, in the worktree, or an auditor of it; reeve runs it.
struct Gate {
  std::string name;
  std::vector<std::string> command;  // argv
  Duration timeout{std::chrono::minutes(15)};
  GateWhen when = GateWhen::task;
  bool baseline_required = true;  // must pass on the base before the first attempt; no auditor is asked there
  std::optional<Auditor> auditor{};  // then there is no command
};

enum class NoChange { fail, accept };

// Bounds on what work may cost; an empty one does not bind.
struct Budget {
  std::optional<std::int64_t> tokens;
  std::optional<double> usd;
  std::optional<int> turns;
  std::optional<Duration> time;
};

// What `repo` cells stand for: cell → another repository than the board's own (absolute path of its
// checkout). Every other cell is of the board's own one.
using Repositories = std::map<std::string, std::string, std::less<>>;
// "" = the board's own.
std::string repository_of(const Repositories& repositories, std::string_view repo_cell);

struct Policy {
  std::string worker_name = "worker";
  std::string tracked_branch;
  std::vector<Lane> lanes = numbered_lanes(1);
  std::string branch_pattern = "reeve/{id}";  // of tasks whose row names no branch
  int attempts = 3;
  bool sessions = false;           // the worker's program has sessions that it can go on with
  bool session_continues = false;  // the next task of a lane goes on in the session of the one before
  bool compact_by_program = true;  // a session that is too full; else a new one begins from a summary
  NoChange no_change = NoChange::fail;
  std::vector<Gate> gates;
  Repositories repositories;
  std::map<std::string, std::vector<Gate>, std::less<>> further_gates;  // repo cell → instead of `gates`
  Budget attempt_budget;                                                // its time is the worker's timeout
  Budget run_budget;
  Budget day_budget;
  Duration refetch{std::chrono::seconds(60)};
  Duration others{std::chrono::minutes(10)};
  int failures_in_row = 3;
  Duration limit_wait{std::chrono::hours(6)};  // in all, for usage limits to end; 0 = none
  double context_share = 0.6;  // of the window; a session that is fuller is not gone on with as it is
  int push_attempts = 8;
  std::string subject = "chore(tasks): {id} {status}";
  enum class SkipCi { none, claims, all } skip_ci = SkipCi::none;
  // From the command line.
  bool once = false;
  std::optional<int> max_tasks;

  const std::vector<Gate>& gates_of(std::string_view repo_cell) const;
};

}  // namespace reeve::run
