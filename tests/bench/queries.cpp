// How long a person, a prompt or a hook waits for an answer: whole processes, from spawn to exit.
#include "measure.h"

namespace reeve::bench {
namespace {

constexpr int kTimes = 21;
constexpr int kTimesLarge = 5;

double wall(const std::vector<std::string>& argv, int times, const std::string& directory) {
  return median_of(times, [&] { return run(argv, directory).milliseconds; });
}

// A transcript of 20 MB, whose last answer lies a megabyte before its end.
std::string large_transcript() {
  std::string line = R"({"type":"user","message":{"content":")" + std::string(1 << 20, 'x') + "\"}}\n";
  std::string text;
  while (text.size() < 19u << 20) text += line;
  text += R"({"type":"assistant","message":{"model":"claude-opus-4-8","usage":{"input_tokens":90000}}})"
          "\n";
  return text + line;
}

// What a session waits for at each step: on the board of `folder`, in a session that works it off.
void measure_hooks(const std::string& reeve, const std::string& folder, Report& report) {
  write_file(folder + "/transcript.jsonl", large_transcript());
  shell("mkdir -p .git/reeve/sessions && echo '{\"orchestrates\":true}' >.git/reeve/sessions/s.json", folder);
  write_file(folder + "/told",
             R"({"session_id":"s","transcript_path":")" + folder +
                 R"(/transcript.jsonl","tool_name":"Bash","tool_input":{"command":"make"}})");
  auto told = [&](const std::string& command) {
    return wall({"sh", "-c", "exec " + reeve + " " + command + " <told"}, kTimes, folder);
  };
  double status = told("status");
  for (const char* event : {"pre-tool", "post-tool-batch", "stop"}) {
    double hook = told(std::string("hook ") + event);
    report.add({"hook " + std::string(event) + ", 100 rows, 20 MB transcript / status", hook / status, "", 2,
                std::to_string(hook) + " ms"});
  }
}

}  // namespace

void measure_queries(const Options& options, Report& report) {
  const std::string reeve = options.bin + "/reeve";
  const std::string folder = options.place + "/queries";
  shell("git init -q " + folder + " && mkdir " + folder + "/docs && echo '{\"gates\": []}' >" + folder +
        "/reeve.json");
  auto file = folder + "/docs/tasks.md";

  report.add({"bare spawn of /bin/true", wall({"/bin/true"}, kTimes, folder), "ms", {}, ""});
  report.add({"reeve --version", wall({reeve, "--version"}, kTimes, folder), "ms", 5, ""});
  write_file(file, board_of(100));
  report.add({"status, 100 rows", wall({reeve, "status"}, kTimes, folder), "ms", 8, ""});
  report.add({"next, 100 rows", wall({reeve, "next"}, kTimes, folder), "ms", 8, ""});

  measure_hooks(reeve, folder, report);

  write_file(file, board_of(10000));
  double parse = wall({options.self, "--parse", file}, kTimesLarge, folder);
  double status = wall({reeve, "status"}, kTimesLarge, folder);
  double next = wall({reeve, "next"}, kTimesLarge, folder);
  auto detail = std::to_string(status) + " ms, bare cmark-gfm " + std::to_string(parse) + " ms";
  report.add({"status, 10 000 rows / bare parse", status / parse, "", 0.4, detail});
  report.add({"next, 10 000 rows / bare parse", next / parse, "", 0.4, std::to_string(next) + " ms"});

  write_file(file, board_of(100000));
  Usage large = run({reeve, "status"}, folder);
  double larger = wall({reeve, "status"}, kTimesLarge, folder);
  report.add({"status, 100 000 rows / ten times 10 000 rows", larger / (10 * status), "", 1.2,
              std::to_string(larger) + " ms"});
  report.add(
      {"status, 100 000 rows, peak memory", static_cast<double>(large.peak_kib) / 1024, "MiB", 120, ""});
}

}  // namespace reeve::bench
