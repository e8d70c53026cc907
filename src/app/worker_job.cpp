#include "app/worker_job.h"

#include <utility>

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using How = port::ProcessEnd::How;

constexpr Duration kSpentApart{250};
constexpr std::size_t kSaidShown = 400;  // of a text, on one line
constexpr std::size_t kTextMax = 1 << 20;
constexpr int kSignalBase = 128;
constexpr int kAskedToEnd = 15;  // SIGTERM

std::string trouble_of(const port::ProcessEnd& end) {
  if (end.ok()) return "";
  if (end.how == How::exited) return "ended with exit code " + std::to_string(end.code);
  return port::describe(end);
}

worker::ProgramExit exit_of(const port::ProcessEnd& end) {
  if (end.how == How::exited) return {end.code, false, end.err};
  int signal = end.how == How::signaled ? end.code : kAskedToEnd;
  return {kSignalBase + signal, true, end.err};
}

}  // namespace

Result<run::ProcessMark> WorkerJob::start(const run::RunState& run, const std::string& prompt, OnEnd on_end) {
  run_ = run.id;
  scanner_ = worker::ResultScanner(run.task.id);
  if (options_.speech == Speech::claude_stream)
    stream_.emplace([this](const worker::WorkerEvent& event) { understood(event); });
  REEVE_CHECK(ports_.files.write(options_.folder + "/prompt.md", prompt));
  port::ProcessSpec spec;
  spec.argv = options_.command;
  spec.directory = run.workspace.working_directory();
  spec.environment = options_.environment;
  spec.environment.push_back("REEVE_ATTEMPT=" + std::to_string(run.attempt));
  spec.input = prompt;
  spec.output = port::OutputFile{options_.folder + "/output.jsonl", options_.output_max};
  spec.timeout = options_.timeout;
  spec.silence = options_.silence;
  running_ = std::make_shared<bool>(true);
  std::weak_ptr<bool> alive = running_;
  auto when_ended = [this, alive, on_end = std::move(on_end)](const port::ProcessEnd& end) {
    if (alive.expired()) return;
    fault_point("worker-ended");
    on_end(ended(end));
  };
  auto when_heard = [this, alive](std::string_view bytes) {
    if (!alive.expired()) heard(bytes);
  };
  fault_point("worker-before-start");
  REEVE_TRY(process_, ports_.processes.start(spec, std::move(when_ended), std::move(when_heard)));
  fault_point("worker-after-start");
  started_at_ = heard_at_ = ports_.inbox.now();
  look_at_clock();
  return *process_;
}

WorkerJob::~WorkerJob() {
  if (running_ && process_) ports_.processes.end(*process_);
}

void WorkerJob::end() {
  if (process_) ports_.processes.end(*process_);
}

void WorkerJob::watch(Instant at) {
  ports_.inbox.call_at(at, [this, alive = std::weak_ptr(running_)] {
    if (!alive.expired()) look_at_clock();
  });
}

// Warns when four fifths of a time are over, and looks again when the next ones will be.
void WorkerJob::look_at_clock() {
  Instant now = ports_.inbox.now();
  auto warn = [&](Instant since, Duration longest, bool& warned, const std::string& what) {
    Instant due = since + longest * 4 / 5;
    if (longest.count() == 0 || warned) return;
    if (now < due) return watch(due);
    warned = true;
    if (options_.on_warning)
      options_.on_warning(what + format_duration(now - since) + "; it is ended after " +
                          format_duration(longest));
  };
  warn(started_at_, options_.timeout, timeout_warned_, "has been at work for ");
  warn(heard_at_, options_.silence, silence_warned_, "has been silent for ");
}

void WorkerJob::heard(std::string_view bytes) {
  heard_at_ = ports_.inbox.now();
  if (std::exchange(silence_warned_, false)) look_at_clock();
  if (stream_) {
    stream_->feed(bytes);
    return tell_spent();
  }
  scanner_.feed(bytes);
  if (options_.on_output) options_.on_output(bytes);
}

void WorkerJob::understood(const worker::WorkerEvent& event) {
  bool said = event.kind == worker::EventKind::text;
  if (said && !event.subagent) {
    scanner_.feed(event.text + "\n");
    if (options_.keep_text) text_ += event.text + "\n";
    if (text_.size() > kTextMax) text_.erase(0, text_.size() - kTextMax / 2);
  }
  if (!options_.on_output || trim(event.text).empty()) return;
  options_.on_output((said ? one_line(shorten(trim(event.text), kSaidShown)) : event.text) + "\n");
}

// At once if the last time is long enough ago, else a little later.
void WorkerJob::tell_spent() {
  if (telling_ || (stream_->usage() == usage_told_ && stream_->context() == context_told_)) return;
  Instant now = ports_.inbox.now();
  if (now < told_at_ || now - told_at_ >= kSpentApart) return post_spent();
  telling_ = std::make_shared<bool>(true);
  ports_.inbox.call_at(told_at_ + kSpentApart, [this, alive = std::weak_ptr(telling_)] {
    if (alive.expired()) return;
    telling_.reset();
    post_spent();
  });
}

void WorkerJob::post_spent() {
  told_at_ = ports_.inbox.now();
  usage_told_ = stream_->usage();
  context_told_ = stream_->context();
  ports_.inbox.post(run::event::WorkerSpent{run_, usage_told_, context_told_});
}

run::event::WorkerEnded WorkerJob::ended(const port::ProcessEnd& end) {
  run::event::WorkerEnded event;
  running_.reset();
  event.run = run_;
  event.took = end.took;
  event.stopped = end.how == How::stopped;
  event.trouble = event.stopped ? "" : trouble_of(end);
  if (stream_) {
    stream_->finish();
    event.ending = stream_->ending(exit_of(end));
    telling_.reset();  // the ending has it
    // It had said its last word before it was asked to end.
    if (event.ending.kind == worker::EndKind::worked) event.stopped = false;
    // Its own words say more than its exit code, and an exit code of 0 says nothing.
    bool by_itself = end.how == How::exited || end.how == How::signaled;
    bool ill = event.ending.kind != worker::EndKind::worked && !event.ending.text.empty();
    if (by_itself && ill) event.trouble = event.ending.text;
  }
  event.result = scanner_.result();
  if (!event.result) event.other_task = scanner_.other_task().value_or("");
  return event;
}

}  // namespace reeve::app
