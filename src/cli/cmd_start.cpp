#include "cli/by_hand.h"

#include "reeve/app/exit_code.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

int answer(const Output& output, const app::StartResponse& response) {
  using run::StopReason;
  bool nothing_left =
      response.stop.reason == StopReason::all_done || response.stop.reason == StopReason::some_failed;
  if (!output.global().json)
    for (const run::RunState& run : response.news) output.print(news_text(run, response.reports_max) + "\n");
  if (!response.run && !nothing_left) return fail(output, response.stop);
  if (output.global().json) {
    write_json(response, output.sink());
  } else if (response.run) {
    const run::RunState& run = *response.run;
    output.print(one_line(run.task.id) + "  branch " + one_line(run.workspace.branch) + "  in " +
                 one_line(run.workspace.working_directory()) + "  worker: run `reeve prompt " +
                 shell_quote(one_line(run.task.id)) + "` there\n");
  } else {
    output.say("nothing to start: " + for_terminal(response.stop.message));
  }
  return app::exit_code(response.stop);
}

}  // namespace

void add_start(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand(
      "start", "claim a task by hand and make its worktree; you, or whom you ask, do the work");
  auto id = std::make_shared<std::optional<std::string>>();
  command->add_option("id", *id, "the task (default: the one that `reeve next` names)");
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->callback([&chosen, id] {
    chosen.handler = [id](Call& call) {
      auto response = call.app.start(*id, listener_for(call.output));
      return response ? answer(call.output, *response) : call.output.fail(response.error());
    };
  });
}

void add_prompt(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("prompt", "the assignment of a task that was started by hand");
  auto id = std::make_shared<std::string>();
  command->add_option("id", *id, "the task")->required();
  command->callback([&chosen, id] {
    chosen.handler = [id](Call& call) {
      auto text = call.app.prompt(*id);
      if (!text) return call.output.fail(text.error());
      call.output.print(for_terminal(*text));
      return 0;
    };
  });
}

}  // namespace reeve::cli
