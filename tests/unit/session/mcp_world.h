// A server with the world written down: what it sends, starts and ends.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reeve/session/mcp.h"

namespace reeve::session {

using Json = nlohmann::ordered_json;

class WrittenWorld final : public McpWorld {
 public:
  void send(std::string_view line) override { sent.emplace_back(line); }
  Status start(Call, const app::CommandLine& line) override {
    if (!refuses.empty()) return Error{ErrorKind::io, refuses, "try again"};
    started.push_back(line);
    return Done{};
  }
  void end(Call call) override { ended.push_back(call); }

  std::vector<std::string> sent;
  std::vector<app::CommandLine> started;  // the first is call 1
  std::vector<Call> ended;
  std::string refuses;
};

struct Conversation {
  explicit Conversation(McpCaller caller = McpCaller::session) : server(world, caller) {}
  explicit Conversation(const std::string& revision) : Conversation(McpCaller::session) { agree(revision); }

  void agree(const std::string& revision) {
    say({{"jsonrpc", "2.0"},
         {"id", "hello"},
         {"method", "initialize"},
         {"params", {{"protocolVersion", revision}, {"capabilities", Json::object()}}}});
  }
  void say(const Json& message) { server.read(message.dump() + "\n"); }
  void call(const Json& id, const std::string& tool, const Json& arguments = Json::object()) {
    say({{"jsonrpc", "2.0"},
         {"id", id},
         {"method", "tools/call"},
         {"params", {{"name", tool}, {"arguments", arguments}}}});
  }
  std::size_t answers() const { return world.sent.size(); }
  Json last() const { return world.sent.empty() ? Json() : Json::parse(world.sent.back()); }
  int last_code() const { return last().value("/error/code"_json_pointer, 0); }
  std::string last_text() const { return last().value("/result/content/0/text"_json_pointer, std::string()); }
  bool last_is_error() const { return last().value("/result/isError"_json_pointer, false); }

  WrittenWorld world;
  McpServer server;
};

inline const std::vector<std::string> kRevisionNames = {"2024-11-05", "2025-03-26", "2025-06-18",
                                                        "2025-11-25"};

}  // namespace reeve::session
