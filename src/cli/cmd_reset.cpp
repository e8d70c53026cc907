#include "cli/by_hand.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

std::string text_of(const app::ResetResponse& response) {
  std::string id = one_line(response.id);
  if (!response.agent) return id + " is not-started already";
  std::string agent = response.agent->empty() ? "nobody that the table names" : one_line(*response.agent);
  return id + " put back; it was of " + agent +
         (response.unchanged
              ? ", unchanged for " + format_duration(*response.unchanged) + " as seen from here"
              : ", first seen from here just now");
}

}  // namespace

void add_reset(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand(
      "reset", "put a row back to not-started, clear agent, times and used; its commits stay");
  auto id = std::make_shared<std::string>();
  command->add_option("id", *id, "the task: in-progress, failed or blocked")->required();
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->callback([&chosen, id] {
    chosen.handler = [id](Call& call) {
      auto response = call.app.reset(*id, listener_for(call.output));
      if (!response) return call.output.fail(response.error());
      if (response->stop.reason != run::StopReason::all_done) return fail(call.output, response->stop);
      if (call.output.global().json)
        write_json(*response, call.output.sink());
      else
        call.output.print(text_of(*response) + "\n");
      return 0;
    };
  });
}

}  // namespace reeve::cli
