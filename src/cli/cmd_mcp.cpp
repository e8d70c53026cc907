#include "cli/command.h"

namespace reeve::cli {

void add_mcp(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand(
      "mcp", "the tools of a Claude Code session, over MCP on stdin and stdout; the session starts it");
  command->footer(
      "Each call of a tool runs this program with the command of that name and answers what it prints.\n"
      "  claude mcp add reeve -- reeve mcp\n"
      "exit 0: stdin was closed; 130, 143: SIGINT, SIGTERM. Calls that still run are ended.");
  command->callback([&chosen] {
    chosen.session = [&chosen](const SessionCommands& session) {
      return session.mcp(chosen.global.directory);
    };
  });
}

}  // namespace reeve::cli
