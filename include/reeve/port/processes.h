// Port: child processes. One thread: callbacks run inside Inbox::wait(), never inside start().
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"
#include "reeve/run/run_state.h"

namespace reeve::port {

// Where a copy of stdout and stderr goes, as it comes. Past `bytes_max` nothing more is written but
// one line that says so; the process is not slowed or ended by it.
struct OutputFile {
  std::string path;
  std::uint64_t bytes_max = 64ull << 20;
};

struct ProcessSpec {
  std::vector<std::string> argv;         // argv[0] is looked up in PATH of `environment`
  std::string directory;                 // absolute; "" = ours
  std::vector<std::string> environment;  // all of it, "NAME=value"
  std::string input;                     // its stdin, then end of file
  std::optional<OutputFile> output;
  Duration timeout{0};                  // total; 0 = none
  Duration silence{0};                  // without any output; 0 = none
  std::size_t captured_max = 64 << 10;  // of stdout and of stderr each, kept for ProcessEnd (the end of it)
  bool kept = true;  // under the keeper: when it ends, or we do, all its descendants are ended
};

struct ProcessEnd {
  enum class How { exited, signaled, timed_out, silent, stopped, not_started } how = How::exited;
  int code = 0;  // exit status or signal; for not_started the errno
  Duration took{0};
  std::string out;       // the last captured_max bytes of stdout
  std::string err;       // likewise of stderr
  bool out_cut = false;  // more stdout came than `out` holds
  bool ok() const { return how == How::exited && code == 0; }
};
// "exit 3", "killed by signal 9", "ended after 45m (timeout)", …
std::string describe(const ProcessEnd& end);

// Who uses a file, as far as can be told from here.
struct FileUse {
  enum class State {
    gone,    // there is no such file
    used,    // by `by`
    unseen,  // by nobody who can be seen, but others may be: it lies on a network, or we are in a container
    unused   // by nobody
  } state = State::gone;
  std::string by;   // "process 4711 (git commit -a)"
  Duration age{0};  // since it was last written
};

using OnEnd = std::function<void(const ProcessEnd&)>;
using OnOutput = std::function<void(std::string_view)>;  // stdout only

class Processes {
 public:
  virtual ~Processes() = default;

  // Starts it. Errors, naming the program: `config` (it is not there or cannot be executed, no such
  // directory), `io` (no descriptors, no memory, no room for its output, no keeper). `on_end` is called
  // exactly once after a successful start, after the last on_output, when the process and (if kept) all its
  // descendants are gone.
  virtual Result<run::ProcessMark> start(const ProcessSpec& spec, OnEnd on_end, OnOutput on_output = {}) = 0;

  // Asks it to end: SIGTERM to all of it, SIGKILL after a grace of 5 s. Its end is reported as `stopped`.
  virtual void end(const run::ProcessMark& process) = 0;

  // After a restart: ends what is left of a process of an earlier engine, waits for it (bounded, 10 s).
  virtual Status end_left_over(const run::ProcessMark& process) = 0;

  // Ends every process with this variable ("NAME=value") in its environment, and waits for them (bounded, 10
  // s): what a dead engine, or a keeper that was killed, left running.
  virtual Status end_marked(const std::string& variable) = 0;

  // For lock files: a process uses `file` if it has it open, or is a git at work in one of `directories`.
  // Takes some milliseconds. Nobody else may remove the file meanwhile.
  virtual FileUse use_of(const std::string& file, const std::vector<std::string>& directories) = 0;

  // Runs a quick command to its end, blocking; needs a timeout. Not from inside callbacks' long chains:
  // for questions at start and for queries.
  virtual Result<ProcessEnd> run(const ProcessSpec& spec) = 0;
};

// One more setting for every git that is started with these "NAME=value" (GIT_CONFIG_COUNT, git-config(1)).
void add_git_setting(std::vector<std::string>& environment, const std::string& key, std::string_view value);

}  // namespace reeve::port
