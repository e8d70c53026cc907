#include "cli/command.h"

#include "reeve/app/brief.h"
#include "reeve/base/text.h"

namespace reeve::cli {

void add_brief(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand(
      "brief", "the state of the work and how it goes on, in at most 1600 bytes: what a session begins from");
  command->callback([&chosen] {
    chosen.handler = [](Call& call) {
      auto response = call.app.brief();
      if (!response) return call.output.fail(response.error());
      call.output.print(for_terminal(response->text));
      return 0;
    };
  });
}

}  // namespace reeve::cli
