#include "cli/command.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

void print_text(const Output& output, const app::DoctorResponse& response) {
  for (const app::Finding& finding : response.findings) {
    Color color = finding.level == app::FindingLevel::fail   ? Color::red
                  : finding.level == app::FindingLevel::warn ? Color::yellow
                                                             : Color::green;
    output.print(output.colored(color, padded(name_of(finding.level), 5)) + padded(finding.name, 15) +
                 for_terminal(finding.text) + "\n");
    if (!finding.mend.empty())
      output.print("     " + output.colored(Color::bold, "next: ") + for_terminal(finding.mend) + "\n");
  }
}

}  // namespace

void add_doctor(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("doctor", "everything a run needs, checked; exit 1 if something fails");
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->footer(
      "fail: a run would stop at it. warn: a run works, but not as well as it could. Asked, in this order:\n"
      "  program git repository configuration branch identity signing remote push tracking-file template\n"
      "  worker set-up gates notifications worktrees repos disk leftovers locks hooks clock\n"
      "With worker.adapter \"claude\", after worker: version sandbox login.\n"
      "Nothing is fetched, pushed or claimed, and no worker or gate is run: `reeve run` passes the gates "
      "once on\n"
      "the base before a worker starts.");
  command->callback([&chosen] {
    chosen.handler = [](Call& call) {
      auto response = call.app.doctor();
      if (!response) return call.output.fail(response.error());
      if (call.output.global().json)
        write_json(*response, call.output.sink());
      else
        print_text(call.output, *response);
      return response->failed() ? 1 : 0;
    };
  });
}

}  // namespace reeve::cli
