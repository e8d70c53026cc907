// What a session waits for at each step: on a board of 100 rows, with a transcript of 20 MB whose last answer
// lies a megabyte before its end, in a session that works the board off.
#include "parts.h"
#include "project.h"

namespace reeve::bench {
namespace {

constexpr int kHookTimes = 21;
constexpr double kLongest = 30;

void write_transcript(const std::string& path) {
  const std::string line = R"({"type":"user","message":{"content":")" + std::string(1 << 20, 'x') + "\"}}\n";
  write_file(path + ".before", line, 19);
  write_file(path + ".answer",
             R"({"type":"assistant","message":{"model":"claude-opus-4-8","usage":{"input_tokens":90000}}})"
             "\n" +
                 line);
  shell("cat " + path + ".before " + path + ".answer >" + path);
}

}  // namespace

void measure_hooks(const Options& options, Report& report) {
  const std::string folder = make_project(options, {"session", 100, ""});
  const std::string transcript = options.place + "/transcript.jsonl";
  write_transcript(transcript);
  shell("mkdir -p .git/reeve/sessions && echo '{\"orchestrates\":true}' >.git/reeve/sessions/s.json", folder);
  const std::string told = options.place + "/told";
  write_file(told, R"({"session_id":"s","transcript_path":")" + transcript + R"(","cwd":")" + folder +
                       R"(","tool_name":"Bash","tool_input":{"command":"make"},"source":"compact",)"
                       R"("agent_id":"a","error":"overloaded","reason":"other"})");
  auto wall = [&](const std::string& command) {
    return best_of(kHookTimes, [&] {
      return run({"sh", "-c", "exec \"$0\" " + command + " <\"$1\"", options.reeve(), told}, folder)
          .milliseconds;
    });
  };
  const Yardstick status{"status", wall("status"), "ms"};
  for (const char* event : {"session-start", "pre-tool", "post-tool-batch", "pre-compact", "stop",
                            "subagent-stop", "stop-failure", "session-end"})
    report.add({std::string("hook ") + event + ", 100 rows", wall(std::string("hook ") + event), "ms",
                kLongest, status, ""});
  report.add({"statusline, 100 rows", wall("statusline"), "ms", {}, status, ""});
}

}  // namespace reeve::bench
