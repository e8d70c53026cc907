#include "cli/command.h"

#include "reeve/base/text.h"

namespace reeve::cli {

void add_log(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("log", "what the worker of a task printed");
  command->footer(
      "What Claude Code prints is told in lines: its words as they are, all else as \"· running make "
      "test\".");
  auto request = std::make_shared<app::LogRequest>();
  command->add_option("id", request->id, "the task (default: the newest run)");
  command->add_flag("--follow,-f", request->follow, "go on while it runs");
  command->add_flag("--raw", request->raw, "the bytes as they came; a terminal gets no control characters");
  command->callback([&chosen, request] {
    chosen.handler = [request](Call& call) {
      bool as_it_is = request->raw && !call.output.terminal().out_is_terminal;
      // A worker may print anything; a terminal gets only what cannot steer it.
      auto sink = [&](std::string_view text) {
        call.output.print(as_it_is ? std::string(text) : for_terminal(text));
        call.output.flush();
      };
      auto status = call.app.log(*request, sink);
      return status ? 0 : call.output.fail(status.error());
    };
  });
}

}  // namespace reeve::cli
