// How often reeve starts git: each time costs as much as all else that a query does.
#include <algorithm>

#include "parts.h"
#include "project.h"

namespace reeve::bench {
namespace {

// What stands before git in PATH, and counts.
std::string counting_folder(const Options& options) {
  std::string git = output_of({"sh", "-c", "command -v git"});
  git.pop_back();
  shell("mkdir counting", options.place);
  const std::string folder = options.place + "/counting";
  write_file(folder + "/git", "#!/bin/sh\necho x >>'" + folder + "/calls'\nexec '" + git + "' \"$@\"\n");
  shell("chmod +x counting/git", options.place);
  return folder;
}

class Counter {
 public:
  Counter(const Options& options, std::string folder) : options_(options), folder_(std::move(folder)) {}

  double count(const std::string& command, const std::string& directory) {
    write_file(folder_ + "/calls", "");
    run({"sh", "-c", "PATH=\"$1:$PATH\" \"$0\" " + command, options_.reeve(), folder_}, directory);
    std::string calls = read_file(folder_ + "/calls");
    return static_cast<double>(std::count(calls.begin(), calls.end(), '\n'));
  }

 private:
  const Options& options_;
  std::string folder_;
};

}  // namespace

void measure_processes(const Options& options, Report& report) {
  Counter counter(options, counting_folder(options));
  // The worker's own git is not reeve's.
  std::string git = output_of({"sh", "-c", "command -v git"});
  git.pop_back();
  const std::string folder = make_project(
      options, {"counted", 100, "g=" + git + "; echo line >>lines; $g add lines; $g commit -q -m line\n"});
  shell("mkdir -p .git/reeve/sessions && echo '{\"orchestrates\":true}' >.git/reeve/sessions/s.json", folder);
  const std::string told = options.place + "/told";
  write_file(told, R"({"session_id":"s","cwd":")" + folder +
                       R"(","tool_name":"Bash","tool_input":{"command":"make"},"source":"startup"})");
  for (const char* command : {"status", "next", "brief"})
    report.add(
        {std::string("git started by ") + command, counter.count(command, folder), "processes", {}, {}, ""});
  for (const char* event : {"session-start", "pre-tool", "post-tool-batch", "stop"})
    report.add({std::string("git started by hook ") + event,
                counter.count(std::string("hook ") + event + " <'" + told + "'", folder),
                "processes",
                {},
                {},
                ""});
  constexpr int kTasks = 10;
  double one = counter.count("run --max-tasks 1", folder);
  double more = counter.count("run --max-tasks " + std::to_string(1 + kTasks), folder);
  report.add({"git started for a task of the loop",
              (more - one) / kTasks,
              "processes",
              {},
              {},
              "one lane, no gates"});
}

}  // namespace reeve::bench
