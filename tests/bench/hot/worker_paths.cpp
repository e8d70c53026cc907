#include "hot_path.h"

#include "reeve/app/app.h"
#include "reeve/app/config.h"
#include "reeve/worker/claude_stream.h"
#include "reeve/worker/claude_transcript.h"
#include "reeve/worker/prompt.h"
#include "reeve/worker/result.h"

namespace reeve::bench {
namespace {

using Operation = std::function<void()>;

// A thousand turns as the program tells them, tool calls and their answers of a few KB among them.
std::string claude_stream() {
  std::string text =
      R"({"type":"system","subtype":"init","cwd":"/w","session_id":"s","tools":[],"model":"claude-opus-4-8"})"
      "\n";
  const std::string usage =
      R"("usage":{"input_tokens":3,"cache_creation_input_tokens":900,"cache_read_input_tokens":21000,"output_tokens":210}},)"
      R"("parent_tool_use_id":null,"session_id":"s"})";
  for (int turn = 0; turn < 250; ++turn) {
    const std::string number = std::to_string(turn);
    text += R"({"type":"assistant","message":{"id":"msg_)" + number +
            R"(","model":"claude-opus-4-8","role":"assistant","content":[{"type":"text","text":"Part )" +
            number + R"( comes next; its test says \"expected 3\"."}],)" + usage + "\n";
    text += R"({"type":"assistant","message":{"id":"msg_)" + number +
            R"(","model":"claude-opus-4-8","role":"assistant","content":[{"type":"tool_use","id":"toolu_)" +
            number + R"(","name":"Edit","input":{"file_path":"/w/src/part)" + number +
            R"(.ts","old_string":"return 2;","new_string":"return 3;"}}],)" + usage + "\n";
    text +=
        R"({"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_)" +
        number + R"(","content":")" + std::string(3000, 'x') +
        R"("}]},"parent_tool_use_id":null,"session_id":"s"})"
        "\n";
    text +=
        R"({"type":"rate_limit_event","rate_limit_info":{"status":"allowed","rateLimitType":"five_hour"},"session_id":"s"})"
        "\n";
  }
  return text +
         R"({"type":"result","subtype":"success","is_error":false,"num_turns":250,"result":"","session_id":"s",)"
         R"("total_cost_usd":0.1,"usage":{"input_tokens":1,"output_tokens":1}})"
         "\n";
}

Operation decode_stream() {
  return [text = claude_stream()] {
    int events = 0;
    worker::ClaudeStream stream([&](const worker::WorkerEvent&) { ++events; });
    constexpr std::size_t kPiece = 64 << 10;  // as a pipe gives it
    for (std::size_t at = 0; at < text.size(); at += kPiece)
      stream.feed(std::string_view(text).substr(at, kPiece));
    stream.finish();
    require(events >= 500 && stream.usage().turns >= 250, "events are missing");
  };
}

Operation find_result() {
  std::string text;
  while (text.size() < 900'000)
    text += "Reading src/part.ts {\"a\": [1, 2]} and then `if (x) { return {y}; }`, which is \"fine\".\n";
  text += R"({"task_id": "T-0042", "status": "success", "used": "5.2K", "notes": "all parts"})";
  return [text] {
    worker::ResultScanner scanner("T-0042");
    scanner.feed(text);
    require(scanner.result().has_value(), "the result is not found");
  };
}

Operation expand_prompt() {
  worker::PromptValues values;
  for (const std::string& name : worker::placeholder_names()) values[name] = "a value of " + name;
  values["evidence"] = worker::fenced(std::string(8000, 'e'), 64 << 10);
  std::string text;
  for (int section = 0; section < 20; ++section)
    text += "## Task {id}\n\n{description}\n\n{ literal } {evidence}\n\nWork in {path} on {branch}.\n";
  return [text, values] {
    require(must(worker::expand(text, values), "the template is refused").size() > 100'000, "a short prompt");
  };
}

// The last answer lies a quarter of a megabyte before the end.
Operation read_transcript() {
  const std::string line = R"({"type":"user","message":{"content":")" + std::string(64 << 10, 'x') + "\"}}\n";
  std::string text;
  for (int i = 0; i < 12; ++i) text += line;
  text += R"({"type":"assistant","message":{"model":"claude-opus-4-8","usage":{"input_tokens":90000}}})"
          "\n";
  for (int i = 0; i < 4; ++i) text += line;
  return [text] {
    auto context = worker::context_in(text);
    require(context && context->tokens == 90'000, "the context is not found");
  };
}

}  // namespace

std::vector<HotPath> worker_paths() {
  return {{"decode_stream", "1 000 lines of Claude Code's stream become events (1 MB)", decode_stream},
          {"find_result", "the result block in 900 KB of a worker's words", find_result},
          {"expand_prompt", "a prompt of 170 KB from its template", expand_prompt},
          {"read_transcript", "how full a session is, from 1 MB of its transcript", read_transcript}};
}

}  // namespace reeve::bench
