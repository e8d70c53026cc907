// A worker that speaks Claude Code's stream, from a script: what reeve itself adds.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include "project.h"

namespace reeve::bench {
namespace {

const std::string kInit =
    R"({"type":"system","subtype":"init","cwd":"/","session_id":"s","tools":[],"model":"claude-opus-4-8"})";
const std::string kResult =
    R"({"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":"","session_id":"s",)"
    R"("total_cost_usd":0.1,"usage":{"input_tokens":1,"output_tokens":1}})";

std::string said(const std::string& text) {
  return R"({"type":"assistant","message":{"id":"m","model":"claude-opus-4-8","content":[{"type":"text","text":")" +
         text +
         R"("}],"usage":{"input_tokens":1,"output_tokens":1}},"parent_tool_use_id":null,"session_id":"s"})";
}

// When the file was written, in milliseconds of the system's clock.
double written_at(const std::filesystem::path& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) std::exit(1);
  return static_cast<double>(info.st_mtim.tv_sec) * 1e3 + static_cast<double>(info.st_mtim.tv_nsec) / 1e6;
}

// From the engine's first step for an attempt to the program's first own one.
double attempt_start(const Options& options) {
  constexpr int kTasks = 11;
  std::string folder =
      make_project(options, {"starts", kTasks,
                             "date +%s%N >\"" + options.place + "/stamp-$REEVE_RUN\"\necho '" + kInit +
                                 "'\necho '" + kResult + "'\n",
                             "", 0, "claude"});
  run({options.bin + "/reeve", "run"}, folder);
  std::vector<double> times;
  for (const auto& run_folder : std::filesystem::directory_iterator(folder + "/.git/reeve/runs")) {
    double stamp = 0;
    std::ifstream(options.place + "/stamp-" + run_folder.path().filename().string()) >> stamp;
    times.push_back(stamp / 1e6 - written_at(run_folder.path() / "settings.json"));
  }
  return median(times);
}

double streaming_peak(const Options& options) {
  std::string line = said(std::string(60'000, 'x')) + "\n";
  std::string lines;
  for (int i = 0; i < 140; ++i) lines += line;  // 8.4 MB
  write_file(options.place + "/lines", lines);
  std::string folder = make_project(
      options,
      {"stream", 1,
       "echo '" + kInit + "'\nfor i in $(seq 60); do cat '" + options.place + "/lines'; done\necho '" +
           said(R"({\"task_id\": \"T-000001\", \"status\": \"success\"})") + "'\necho '" + kResult + "'\n",
       "", 0, "claude"});
  return static_cast<double>(run({options.bin + "/reeve", "run"}, folder).peak_kib) / 1024;
}

}  // namespace

void measure_claude(const Options& options, Report& report) {
  report.add({"start of an attempt of Claude Code, over the program alone", attempt_start(options), "ms", 15,
              "from its settings file to the program's first step"});
  report.add({"a worker that streams 500 MB of events, peak memory", streaming_peak(options), "MiB", 40, ""});
}

}  // namespace reeve::bench
