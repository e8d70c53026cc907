#include "cli/by_hand.h"

#include "reeve/base/text.h"

namespace reeve::cli {

void add_add(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("add", "add a task to the table, published at once");
  auto request = std::make_shared<app::AddRequest>();
  auto local = std::make_shared<bool>(false);
  command->add_option("description", request->description, "what is to be done")->required();
  command->add_option("--after", request->after, "the row to put it behind (default: the last one)");
  command->add_option("--depends-on", request->depends_on, "ids, separated by commas, or given several times")
      ->delimiter(',')
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--id", request->id, "its id (default: the next number of the file's pattern)");
  command->add_flag("--local", *local, "write the work tree's file only; publishing it is yours");
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->callback([&chosen, request, local] {
    chosen.handler = [request, local](Call& call) {
      if (*local) request->to = app::AddTo::work_tree;
      auto response = call.app.add(*request, listener_for(call.output));
      if (!response) return call.output.fail(response.error());
      if (response->stop.reason != run::StopReason::all_done) return fail(call.output, response->stop);
      if (call.output.global().json)
        write_json(*response, call.output.sink());
      else
        call.output.print("added " + one_line(response->id) + " on " + one_line(response->where) + "\n");
      return 0;
    };
  });
}

}  // namespace reeve::cli
