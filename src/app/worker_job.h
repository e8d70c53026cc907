// One attempt of a worker: its prompt in, its output to the run's file as it comes, its result out.
// Memory stays bounded whatever it prints.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "reeve/port/files.h"
#include "reeve/port/processes.h"
#include "reeve/run/event.h"
#include "reeve/worker/result.h"

namespace reeve::app {

struct WorkerOptions {
  std::vector<std::string> command;
  std::vector<std::string> environment;
  Duration timeout{0};
  Duration silence{0};
  std::string folder;        // the run's
  port::OnOutput on_output;  // sees all that it prints, too
};

class WorkerJob {
 public:
  using OnEnd = std::function<void(run::event::WorkerEnded)>;
  WorkerJob(port::Processes& processes, port::Files& files, WorkerOptions options)
      : processes_(processes), files_(files), options_(std::move(options)), scanner_("") {}

  // Error: the program cannot be started, or the prompt not be written.
  Result<run::ProcessMark> start(const run::RunState& run, const std::string& prompt, OnEnd on_end);
  void end();

 private:
  run::event::WorkerEnded ended(const port::ProcessEnd& end);

  port::Processes& processes_;
  port::Files& files_;
  WorkerOptions options_;
  RunId run_;
  worker::ResultScanner scanner_;
  std::optional<run::ProcessMark> process_;
};

}  // namespace reeve::app
