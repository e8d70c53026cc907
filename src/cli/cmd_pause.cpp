#include "cli/control_report.h"

namespace reeve::cli {

void add_pause(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("pause", "nothing new starts, now and at the next run; what runs goes on");
  auto lane = std::make_shared<std::optional<std::string>>();
  command->add_option("--lane", *lane, "only this lane (default: all)");
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->callback([&chosen, lane] {
    chosen.handler = [lane](Call& call) { return report_control(call.output, call.app.pause(*lane)); };
  });
}

}  // namespace reeve::cli
