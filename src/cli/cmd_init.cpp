#include "cli/command.h"

#include "reeve/base/text.h"

namespace reeve::cli {

void add_init(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("init", "write reeve.json, a starter tracking file and the prompt template");
  command->callback([&chosen] {
    chosen.handler = [](Call& call) {
      auto response = call.app.init();
      if (!response) return call.output.fail(response.error());
      for (const std::string& path : response->written) call.output.print("wrote " + one_line(path) + "\n");
      for (const std::string& path : response->kept) call.output.print("kept  " + one_line(path) + "\n");
      if (!response->next.empty()) call.output.print("next:\n");
      for (const std::string& command_line : response->next) call.output.print("  " + command_line + "\n");
      return 0;
    };
  });
}

}  // namespace reeve::cli
