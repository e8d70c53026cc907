#include "cli/command.h"

namespace reeve::cli {

void add_status_line(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("statusline", "a line for Claude Code's status line");
  command->footer(
      "Its JSON on stdin; tasks done and running, the context's share, the usage limits and when they end "
      "on\n"
      "stdout. Also notes the window's size and the limits for `reeve budget` and the hooks: nothing else "
      "is\n"
      "told them.");
  command->callback([&chosen] {
    chosen.session = [&chosen](const SessionCommands& session) {
      return session.status_line(chosen.global.directory);
    };
  });
}

}  // namespace reeve::cli
