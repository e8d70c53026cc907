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

// A command that must pass on the worker's exact commit; reeve runs it, in the worktree.
struct Gate {
  std::string name;
  std::vector<std::string> command;  // argv
  Duration timeout{std::chrono::minutes(15)};
  GateWhen when = GateWhen::task;
  bool baseline_required = true;  // must pass on the base before the first attempt
};

enum class NoChange { fail, accept };

// Bounds on what work may cost; an empty one does not bind.
struct Budget {
  std::optional<std::int64_t> tokens;
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
  bool sessions = false;  // the worker's program has sessions that it can go on with
  NoChange no_change = NoChange::fail;
  std::vector<Gate> gates;
  Repositories repositories;
  std::map<std::string, std::vector<Gate>, std::less<>> further_gates;  // repo cell → instead of `gates`
  Budget run_budget;
  Budget day_budget;
  Duration refetch{std::chrono::seconds(60)};
  Duration others{std::chrono::minutes(10)};
  int failures_in_row = 3;
  int push_attempts = 8;
  std::string subject = "chore(tasks): {id} {status}";
  enum class SkipCi { none, claims, all } skip_ci = SkipCi::none;
  // From the command line.
  bool once = false;
  std::optional<int> max_tasks;

  const std::vector<Gate>& gates_of(std::string_view repo_cell) const;
};

}  // namespace reeve::run
