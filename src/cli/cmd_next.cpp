#include "cli/command.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

void print_text(const Output& output, const app::NextResponse& response) {
  if (response.choice) {
    const board::Task& task = response.board->tasks()[response.choice->task];
    std::string description = response.board->cell(task, board::Column::description);
    output.print(output.colored(Color::green, one_line(task.id)) + "  " + brief(description) + "\n");
    output.print("  " + one_line(response.choice->why) + "\n");
    return;
  }
  output.print("nothing can start\n");
  for (const run::Blocked& blocked : response.blocked)
    output.print("  " + one_line(blocked.id) + " " + one_line(blocked.why) + "\n");
}

}  // namespace

void add_next(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("next", "which task would start, and why; changes nothing");
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->callback([&chosen] {
    chosen.handler = [](Call& call) {
      auto response = call.app.next();
      if (!response) return call.output.fail(response.error());
      if (!response->differs.empty()) call.output.say("note: " + for_terminal(response->differs));
      if (call.output.global().json)
        write_json(*response, call.output.sink());
      else
        print_text(call.output, *response);
      return 0;
    };
  });
}

}  // namespace reeve::cli
