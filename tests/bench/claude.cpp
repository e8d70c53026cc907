// A worker that speaks Claude Code's stream, from a script: what reeve itself adds.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include "parts.h"
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
  if (stat(path.c_str(), &info) != 0) throw Failure("cannot find " + path.string());
  return static_cast<double>(info.st_mtim.tv_sec) * 1e3 + static_cast<double>(info.st_mtim.tv_nsec) / 1e6;
}

struct Start {
  double over = 0;   // from the settings file to the program's first step
  double alone = 0;  // that the program takes by itself
};

// The best of eleven attempts; the program alone is the same script, started as often by a shell.
Start attempt_start(const Options& options) {
  constexpr int kTasks = 11;
  const std::string script = "date +%s%N >\"" + options.place + "/stamp-$REEVE_RUN\"\necho '" + kInit +
                             "'\necho '" + kResult + "'\n";
  std::string folder = make_project(options, {"starts", kTasks, script, "", 0, "claude"});
  run({options.reeve(), "run"}, folder);
  Start start{1e9, 0};
  for (const auto& run_folder : std::filesystem::directory_iterator(folder + "/.git/reeve/runs")) {
    double stamp = 0;
    std::ifstream(options.place + "/stamp-" + run_folder.path().filename().string()) >> stamp;
    start.over = std::min(start.over, stamp / 1e6 - written_at(run_folder.path() / "settings.json"));
  }
  start.alone = best_of(kTasks, [&] { return run({"sh", folder + "/worker"}, folder).milliseconds; });
  return start;
}

Figure streaming_peak(const Options& options) {
  write_file(options.place + "/lines", said(std::string(60'000, 'x')) + "\n", 140);  // 8.4 MB
  const std::string script =
      "echo '" + kInit + "'\nfor i in $(seq 60); do cat '" + options.place + "/lines'; done\necho '" +
      said(R"({\"task_id\": \"T-000001\", \"status\": \"success\"})") + "'\necho '" + kResult + "'\n";
  std::string folder = make_project(options, {"stream", 1, script, "", 0, "claude"});
  Usage ours = run({options.reeve(), "run"}, folder);
  Usage bare = run({"sh", "-c", "sh worker >../stream.out"}, folder);
  return {
      "a worker that streams 500 MB of events, peak memory",
      static_cast<double>(ours.peak_kib) / 1024,
      "MiB",
      40,
      Yardstick{"into a file", bare.milliseconds, "ms"},
      number_text(ours.milliseconds) + " ms, " + number_text(ours.processor_ms) + " ms of processor time"};
}

}  // namespace

void measure_claude(const Options& options, Report& report) {
  Start start = attempt_start(options);
  report.add({"start of an attempt of Claude Code, over the program alone", start.over, "ms", 15,
              Yardstick{"the stand-in from start to end", start.alone, "ms"},
              "from its settings file to the program's first step"});
  report.add(streaming_peak(options));
}

}  // namespace reeve::bench
