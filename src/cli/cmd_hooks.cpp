#include "cli/command.h"

#include "reeve/app/git_hooks.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

int report(const Output& output, const Result<app::HooksResponse>& response) {
  if (!response) return output.fail(response.error());
  for (const std::string& text : response->done) output.print(for_terminal(text) + "\n");
  for (const std::string& text : response->kept) output.print("kept " + for_terminal(text) + "\n");
  for (const std::string& text : response->changes) output.print(for_terminal(text));
  if (!response->by_hand.empty()) output.print("by hand:\n");
  for (const app::ByHand& step : response->by_hand) {
    output.print("  " + for_terminal(step.what) + (step.snippet.empty() ? "\n" : ":\n\n"));
    output.print(for_terminal(step.snippet) + (step.snippet.empty() ? "" : "\n"));
  }
  return 0;
}

}  // namespace

void add_hooks(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("hooks", "in git: judge changes of the tracking file, merge it by cell");
  command->require_subcommand(1);
  command->footer(
      "install sets up, in this clone:\n"
      "  pre-commit    the file is sound as it is staged, and nothing of reeve's was changed by hand\n"
      "                (`reeve help ownership`)\n"
      "  pre-push      the same for the commits that are pushed to the tracked branch\n"
      "  merge driver  merge.reeve.* in the configuration, '<tracking file> merge=reeve' in "
      ".git/info/attributes\n"
      "\n"
      "A shell hook that is there keeps its lines and gets reeve's between two marks; uninstall takes out "
      "just\n"
      "those. Where core.hooksPath, husky, lefthook or pre-commit are in charge, nothing is written: what to "
      "add\n"
      "is printed. Both can be repeated. The hooks advise: --no-verify and REEVE_HOOKS=0 go past them.\n"
      "A remote that is your own can hold to it: hooks/server in reeve's sources.");
  auto request = std::make_shared<app::HooksRequest>();
  auto* install = command->add_subcommand("install", "set them up in this clone");
  auto* uninstall = command->add_subcommand("uninstall", "take out what install put in");
  for (CLI::App* action : {install, uninstall})
    action->add_flag_callback(
        "--dry-run", [request] { request->trial = app::Trial::dry; }, "write nothing, show what would be");
  install->callback([&chosen, request] {
    chosen.handler = [request](Call& call) { return report(call.output, call.app.install_hooks(*request)); };
  });
  uninstall->callback([&chosen, request] {
    chosen.handler = [request](Call& call) {
      return report(call.output, call.app.uninstall_hooks(*request));
    };
  });
}

}  // namespace reeve::cli
