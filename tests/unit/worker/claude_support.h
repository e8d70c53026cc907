// What a stream told, for tests of its decoder.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/worker/claude_stream.h"

namespace reeve::worker {

inline const std::filesystem::path kSamples =
    std::filesystem::path(REEVE_SOURCE_DIR) / "fixtures/claude/stream";

inline std::vector<std::string> sample_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kSamples))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

inline std::string sample(const std::string& name) {
  std::ifstream file(kSamples / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Heard {
  std::vector<std::string> lines;  // "tool: running make", a subagent's after two blanks
  std::string text;                // of the main thread
  int texts = 0;
  Ending ending;
};

// The stream fed in pieces of that size, its program ended so.
inline Heard hear(std::string_view bytes, const ProgramExit& exit = {},
                  std::size_t piece = std::string::npos) {
  Heard heard;
  ClaudeStream stream([&](const WorkerEvent& event) {
    heard.lines.push_back((event.subagent ? "  " : "") + std::string(name_of(event.kind)) + ": " +
                          event.text);
    if (event.kind != EventKind::text || event.subagent) return;
    ++heard.texts;
    heard.text += event.text + "\n";
  });
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at))
    stream.feed(bytes.substr(at, piece));
  stream.finish();
  heard.ending = stream.ending(exit);
  return heard;
}

// Lines of a stream.
inline std::string init(std::string_view more = "") {
  return R"({"type":"system","subtype":"init","cwd":"/p","session_id":"s-1","model":"claude-opus-4-8[1m]")" +
         std::string(more) + "}\n";
}
inline std::string said(std::string_view content, std::string_view id = "m-1",
                        std::string_view parent = "null") {
  return R"({"type":"assistant","message":{"id":")" + std::string(id) +
         R"(","model":"claude-opus-4-8","content":[)" + std::string(content) +
         R"(],"usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,)"
         R"("output_tokens":1}},"parent_tool_use_id":)" +
         std::string(parent) + "}\n";
}
inline std::string text_block(std::string_view text) {
  return R"({"type":"text","text":")" + std::string(text) + "\"}";
}
inline std::string tool_block(std::string_view name, std::string_view input) {
  return R"({"type":"tool_use","id":"t-1","name":")" + std::string(name) + R"(","input":)" +
         std::string(input) + "}";
}
// What the program says itself, in the model's place.
inline std::string own_words(std::string_view error) {
  return R"({"type":"assistant","message":{"model":"<synthetic>","content":[{"type":"text","text":"x"}]},)"
         R"("parent_tool_use_id":null,"error":")" +
         std::string(error) + "\"}\n";
}
inline std::string result(std::string_view more) {
  return R"({"type":"result","session_id":"s-1",)" + std::string(more) + "}\n";
}
inline std::string failed(std::string_view text, std::string_view status = "null") {
  return result(R"("subtype":"success","is_error":true,"api_error_status":)" + std::string(status) +
                R"(,"result":")" + std::string(text) + "\"");
}
inline std::string well(std::string_view more = "") {
  return result(R"("subtype":"success","is_error":false,"result":"done")" + std::string(more));
}

}  // namespace reeve::worker
