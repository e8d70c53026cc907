// Makes a fresh worktree ready for its first attempt: workspace.setup once, then the gates once on
// the base, so that a base that fails is said before money is spent.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/gate_runner.h"
#include "app/run_folder.h"

#include "reeve/port/files.h"
#include "reeve/port/processes.h"
#include "reeve/port/repository.h"

namespace reeve::app {

struct PreparationPorts {
  port::Processes& processes;
  port::Files& files;
  port::Repository& repository;
};

struct PreparationOptions {
  std::vector<std::vector<std::string>> setup;
  std::vector<run::Gate> gates;  // those that must pass on the base
  Environment setup_environment;
  Environment gate_environment;
  std::optional<GateSandbox> sandbox;  // of gates
  std::string folder;                  // of the run, for logs
  std::string cache;                   // baseline.json: tree → gates that passed on it
  std::string repository;              // "" = the one with the table
  port::OnOutput on_output;
};

// One at a time per run. Lives as long as a process of it runs.
class Preparation : public std::enable_shared_from_this<Preparation> {
 public:
  // nullopt: ready; else why not.
  using OnEnd = std::function<void(std::optional<Error>)>;
  Preparation(PreparationPorts ports, PreparationOptions options, run::Workspace workspace, OnEnd on_end);
  void start();
  // Ends what runs now. Nothing more is started, and `on_end` is not called.
  void abandon();
  // What is running now, to be ended when the run is.
  const std::optional<run::ProcessMark>& process() const { return process_; }
  const std::vector<std::string>& gate_paths() const { return gate_paths_; }

 private:
  void next_setup();
  void begin_baseline();
  void next_gate();
  void run_command(const run::Gate& command, GateContext context, OnGate on_end);
  void finish(std::optional<Error> error);
  void look_for_leftovers();

  PreparationPorts ports_;
  PreparationOptions options_;
  run::Workspace workspace_;
  OnEnd on_end_;
  std::size_t setup_at_ = 0;
  std::size_t gate_at_ = 0;
  std::string cache_key_;
  bool nothing_of_a_worker_ = false;  // is in the worktree
  std::optional<run::ProcessMark> process_;
  std::vector<std::string> gate_paths_;
};

}  // namespace reeve::app
