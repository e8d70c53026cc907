#include "cli/by_hand.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

// At a terminal nobody pipes a report: the tip of the branch is claimed.
Result<std::string> piped_report(const Output& output) {
  if (output.in_is_terminal()) return std::string();
  const auto& silent = output.terminal().in_is_silent;
  if (silent && silent()) return std::string();
  auto text = output.read_in(app::kReportMax);
  if (text) return *std::move(text);
  return Error{ErrorKind::usage, "the report on stdin is larger than 4 MiB", "report the result block alone"};
}

}  // namespace

void add_finish(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand(
      "finish", "report the work on a task started by hand: it is checked, gated, pushed and recorded");
  auto request = std::make_shared<app::FinishRequest>();
  auto wait = std::make_shared<bool>(false);
  command->add_option("id", request->id, "the task")->required();
  command->add_option("--result", request->file,
                      "a file with the result block (default: stdin); an empty one claims the branch's tip");
  command->add_flag("--wait", *wait,
                    "stay until the verdict; else a judge in the background takes over after 5s");
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->footer(
      "exit 0: recorded as reported; 1: not accepted, with what failed: mend it and report again,\n"
      "up to worker.attempts times, then the task has failed");
  command->callback([&chosen, request, wait] {
    chosen.handler = [request, wait](Call& call) {
      if (!request->file) {
        auto report = piped_report(call.output);
        if (!report) return call.output.fail(report.error());
        request->report = *std::move(report);
      }
      request->judge = *wait ? app::Judge::here : app::Judge::detached;
      request->json = call.output.global().json;
      auto response = call.app.finish(*request, listener_for(call.output));
      return response ? answer_report(call.output, *response) : call.output.fail(response.error());
    };
  });
}

void add_block(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("block", "record that a task started by hand cannot be done, and why");
  auto id = std::make_shared<std::string>();
  auto note = std::make_shared<std::string>();
  command->add_option("id", *id, "the task")->required();
  command->add_option("--note", *note, "what is missing, for people")->required();
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->callback([&chosen, id, note] {
    chosen.handler = [id, note](Call& call) {
      auto response = call.app.block(*id, *note, listener_for(call.output));
      return response ? answer_report(call.output, *response) : call.output.fail(response.error());
    };
  });
}

}  // namespace reeve::cli
