#include "app/worker_job.h"

#include <nlohmann/json.hpp>

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
  spec.directory = run.workspace.path;
  spec.environment = options_.environment;
  spec.environment.push_back("REEVE_TASK=" + run.task.id);
  spec.environment.push_back("REEVE_RUN=" + run.id.text());
  spec.environment.push_back("REEVE_ATTEMPT=" + std::to_string(run.attempt));
  spec.input = prompt;
  spec.output = port::OutputFile{options_.folder + "/output.jsonl"};
  spec.timeout = options_.timeout;
  spec.silence = options_.silence;
  fault_point("before-worker");
  REEVE_TRY(process_, processes_.start(
                          spec,
                          [this, on_end = std::move(on_end)](const port::ProcessEnd& end) {
                            fault_point("worker-ended");
                            on_end(ended(end));
                          },
                          [this](std::string_view text) { scanner_.feed(text); }));
  fault_point("after-worker-start");
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
  if (event.result) write_result(*event.result);
  return event;
}

// For people and other programs; reeve itself goes on from the record.
void WorkerJob::write_result(const worker::WorkerResult& result) {
  nlohmann::json object = {{"task_id", result.task_id},
                           {"status", std::string(worker::name_of(result.status))},
                           {"commit_sha", result.commit},
                           {"notes", result.notes}};
  if (result.tokens) object["used"] = format_tokens(*result.tokens);
  (void)files_.write(options_.folder + "/result.json",
                     object.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace reeve::app
