// What a task costs a session that orchestrates, with the real Claude Code against a stand-in of the model's
// API: the end-to-end tests measure it, and say so.
#include <cstdlib>

#include "parts.h"

namespace reeve::bench {
namespace {

constexpr int kSkipped = 77;

std::string words_of(const Options& options, const std::string& script) {
  if (options.source.empty()) throw Missing("--source names no folder with the scripts");
  const std::string out = options.place + "/said";
  const std::string command = "REEVE_BIN='" + options.bin + "' REEVE_SOURCE='" + options.source + "' bash '" +
                              options.source + "/tests/e2e/" + script + ".sh' >'" + out + "' 2>&1";
  int status = std::system(command.c_str());
  std::string words = read_file(out);
  if (WIFEXITED(status) && WEXITSTATUS(status) == kSkipped) throw Missing(words.substr(0, words.find('\n')));
  if (status != 0) throw Failure(script + " failed: " + words.substr(0, 400));
  return words;
}

// The number behind `key`; the words of the scripts are theirs to change.
double number_in(const std::string& words, const std::string& key) {
  std::size_t at = words.find(key);
  if (at == words.npos) throw Failure("no '" + key + "' in: " + words.substr(0, 400));
  return std::atof(words.c_str() + at + key.size());
}

}  // namespace

void measure_session(const Options& options, Report& report) {
  const std::string words = words_of(options, "claude_session_tokens");
  const std::string by_itself = "a session that edits the table by itself";
  const Yardstick grows{by_itself, number_in(words, "the session grows by "), "tokens"};
  const Yardstick sends{by_itself, number_in(words, " tokens, "), "tokens"};
  report.add({"a task: what the session's requests grow by", number_in(words, "with reeve: by "), "tokens",
              320, grows, "two requests, which the script holds"});
  report.add({"a task: our own call and its answer",
              number_in(words.substr(words.find("with reeve: by ")), ", "), "tokens", 120, grows, ""});
  report.add({"a task: all that is sent, subagent included", number_in(words, "answer; "), "tokens", 33'000,
              sends, ""});
  report.add({"what the agent reeve:worker starts with", number_in(words, "a subagent starts with "),
              "tokens", 2300, Yardstick{"the usual agent", number_in(words, "the usual one with "), "tokens"},
              ""});
}

}  // namespace reeve::bench
