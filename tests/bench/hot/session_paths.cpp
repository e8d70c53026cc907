#include "app/shell_writes.h"
#include "hot_path.h"
#include "session/hook_codec.h"

#include "reeve/session/mcp.h"

namespace reeve::bench {
namespace {

using Operation = std::function<void()>;

// What a session does before it runs a command.
Operation guard_command() {
  std::string script = "set -e; cd /projects/shop";
  for (int i = 0; i < 40; ++i)
    script += " && sed -n '1,20p' src/part" + std::to_string(i) + ".ts | grep -c 'return' >>/tmp/out.txt";
  std::string input =
      R"({"session_id":"s","transcript_path":"/t.jsonl","cwd":"/projects/shop","tool_name":"Bash",)"
      R"("tool_input":{"command":")" +
      script + R"("}})";
  app::GuardedFile file{"docs/tasks.md", [](const std::string&) { return false; }};
  return [input, file] {
    auto event = session::decode_event(app::SessionEvent::Kind::pre_tool, input);
    require(event && event->command.size() > 1000, "the hook's input is not read");
    require(!app::written_by(event->command, event->directory, file), "a command that only reads is denied");
  };
}

class CountingWorld final : public session::McpWorld {
 public:
  void send(std::string_view line) override { bytes += line.size(); }
  Status start(Call call, const app::CommandLine&) override {
    started = call;
    return Done{};
  }
  void end(Call) override {}

  std::size_t bytes = 0;
  Call started = 0;
};

// A conversation as a session has it: hello, which tools there are, one call.
Operation serve_call() {
  const std::string hello =
      R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}})"
      "\n"
      R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
      "\n"
      R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})"
      "\n"
      R"({"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"start","arguments":{}}})"
      "\n";
  return [hello] {
    CountingWorld world;
    session::McpServer server(world, session::McpCaller::session);
    server.read(hello);
    require(world.started != 0, "the call is not started");
    server.ended(world.started, {0, std::string(400, 'x'), false, ""});
    require(world.bytes > 1500, "the answers are short");
  };
}

}  // namespace

std::vector<HotPath> session_paths() {
  return {{"guard_command", "a hook judges a shell command of 3 KB", guard_command},
          {"serve_call", "an MCP session: hello, the tools, one call", serve_call}};
}

}  // namespace reeve::bench
