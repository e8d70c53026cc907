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
  void end();

 private:
  void heard(std::string_view bytes);
  void understood(const worker::WorkerEvent& event);
  void tell_spent();
  void post_spent();
  run::event::WorkerEnded ended(const port::ProcessEnd& end);

  WorkerPorts ports_;
  WorkerOptions options_;
  RunId run_;
  worker::ResultScanner scanner_;
  std::optional<worker::ClaudeStream> stream_;
  worker::Usage usage_told_;
  worker::ContextUse context_told_;
  Instant told_at_;
  // Whether it is still to be told; shared with the timer that does, which may outlive this.
  std::shared_ptr<bool> telling_;
  std::optional<run::ProcessMark> process_;
};

}  // namespace reeve::app
