#include "cli/control_report.h"

namespace reeve::cli {

void add_cancel(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("cancel", "end the work on a task and put its row back");
  auto id = std::make_shared<std::string>();
  command->add_option("id", *id, "the task")->required();
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->callback([&chosen, id] {
    chosen.handler = [id](Call& call) { return report_control(call.output, call.app.cancel(*id)); };
  });
}

}  // namespace reeve::cli
