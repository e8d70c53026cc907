// One attempt of a worker: its prompt in, its output to the run's file as it comes, its result out.
// Memory stays bounded whatever it prints.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reeve/port/files.h"
#include "reeve/port/inbox.h"
#include "reeve/port/processes.h"
#include "reeve/run/event.h"
#include "reeve/worker/claude_stream.h"
#include "reeve/worker/result.h"

namespace reeve::app {

// How a worker's program speaks: as it likes, or in the events of Claude Code.
enum class Speech { text, claude_stream };

struct WorkerOptions {
  std::vector<std::string> command;
  std::vector<std::string> environment;
  Duration timeout{0};
  Duration silence{0};
  std::string folder;        // the run's
  port::OnOutput on_output;  // sees all that it says, too; of a stream, a line for people per event
  Speech speech = Speech::text;
  std::uint64_t output_max = port::OutputFile{}.bytes_max;
  bool keep_text = false;                              // what the main thread says, for text()
  std::function<void(const std::string&)> on_warning;  // four fifths of the timeout or of `silence` are over
};

struct WorkerPorts {
  port::Processes& processes;
  port::Files& files;
  port::Inbox& inbox;
};

// Lives as long as its process. What it costs is posted as WorkerSpent while it works.
class WorkerJob {
 public:
  using OnEnd = std::function<void(run::event::WorkerEnded)>;
  WorkerJob(WorkerPorts ports, WorkerOptions options)
      : ports_(ports), options_(std::move(options)), scanner_("") {}

  // Error: the program cannot be started, or the prompt not be written.
  Result<run::ProcessMark> start(const run::RunState& run, const std::string& prompt, OnEnd on_end);
  // Ends the process, should it still run; nothing is called any more.
  ~WorkerJob();
  WorkerJob(const WorkerJob&) = delete;
  WorkerJob& operator=(const WorkerJob&) = delete;

  void end();
  // The end of what was said, at most 1 MiB.
  const std::string& text() const { return text_; }

 private:
  void heard(std::string_view bytes);
  void understood(const worker::WorkerEvent& event);
  void watch(Instant at);
  void look_at_clock();
  void tell_spent();
  void post_spent();
  run::event::WorkerEnded ended(const port::ProcessEnd& end);

  WorkerPorts ports_;
  WorkerOptions options_;
  RunId run_;
  worker::ResultScanner scanner_;
  std::string text_;
  std::optional<worker::ClaudeStream> stream_;
  worker::Usage usage_told_;
  worker::ContextUse context_told_;
  Instant told_at_;
  Instant started_at_;
  Instant heard_at_;
  bool timeout_warned_ = false;
  bool silence_warned_ = false;
  std::shared_ptr<bool> running_;  // as long as it does; shared with what the process and timers call
  // Whether it is still to be told; shared with the timer that does, which may outlive this.
  std::shared_ptr<bool> telling_;
  std::optional<run::ProcessMark> process_;
};

}  // namespace reeve::app
