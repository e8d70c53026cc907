#include "app/worker_job.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

std::string trouble_of(const port::ProcessEnd& end) {
  using How = port::ProcessEnd::How;
  if (end.ok()) return "";
  if (end.how == How::exited) return "ended with exit code " + std::to_string(end.code);
  return port::describe(end);
}

}  // namespace

Result<run::ProcessMark> WorkerJob::start(const run::RunState& run, const std::string& prompt, OnEnd on_end) {
  run_ = run.id;
  scanner_ = worker::ResultScanner(run.task.id);
  REEVE_CHECK(files_.write(options_.folder + "/prompt.md", prompt));
  port::ProcessSpec spec;
  spec.argv = options_.command;
  spec.directory = run.workspace.working_directory();
  spec.environment = options_.environment;
  spec.environment.push_back("REEVE_ATTEMPT=" + std::to_string(run.attempt));
  spec.input = prompt;
  spec.output = port::OutputFile{options_.folder + "/output.jsonl"};
  spec.timeout = options_.timeout;
  spec.silence = options_.silence;
  fault_point("worker-before-start");
  REEVE_TRY(process_, processes_.start(
                          spec,
                          [this, on_end = std::move(on_end)](const port::ProcessEnd& end) {
                            fault_point("worker-ended");
                            on_end(ended(end));
                          },
                          [this](std::string_view text) {
                            scanner_.feed(text);
                            if (options_.on_output) options_.on_output(text);
                          }));
  fault_point("worker-after-start");
  return *process_;
}

void WorkerJob::end() {
  if (process_) processes_.end(*process_);
}

run::event::WorkerEnded WorkerJob::ended(const port::ProcessEnd& end) {
  run::event::WorkerEnded event;
  event.run = run_;
  event.took = end.took;
  event.stopped = end.how == port::ProcessEnd::How::stopped;
  event.trouble = event.stopped ? "" : trouble_of(end);
  event.result = scanner_.result();
  if (!event.result) event.other_task = scanner_.other_task().value_or("");
  return event;
}

}  // namespace reeve::app
