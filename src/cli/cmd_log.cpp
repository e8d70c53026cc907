#include "cli/command.h"

#include "reeve/base/text.h"

namespace reeve::cli {

void add_log(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("log", "what the worker of a task printed");
  auto id = std::make_shared<std::optional<std::string>>();
  auto follow = std::make_shared<bool>(false);
  command->add_option("id", *id, "the task (default: the newest run)");
  command->add_flag("--follow,-f", *follow, "go on while it runs");
  command->callback([&chosen, id, follow] {
    chosen.handler = [id, follow](Call& call) {
      // A worker may print anything; a terminal gets only what cannot steer it.
      auto sink = [&](std::string_view text) {
        call.output.print(for_terminal(text));
        call.output.flush();
      };
      auto status = call.app.log(*id, *follow, sink);
      return status ? 0 : call.output.fail(status.error());
    };
  });
}

}  // namespace reeve::cli
