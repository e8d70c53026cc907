#include "cli/command.h"

#include "reeve/app/git_hooks.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

int report(const Output& output, const Result<app::HooksResponse>& response) {
  if (!response) return output.fail(response.error());
  for (const std::string& text : response->done) output.print(for_terminal(text) + "\n");
  for (const std::string& text : response->kept) output.print("kept " + for_terminal(text) + "\n");
  if (!response->by_hand.empty()) output.print("by hand:\n");
  for (const std::string& text : response->by_hand) output.print("  " + for_terminal(text) + "\n");
  return 0;
}

}  // namespace

void add_hooks(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("hooks", "in git: judge the tracking file at each commit, merge it by cell");
  command->require_subcommand(1);
  command->footer(
      "install writes: merge.reeve.* into the repository's configuration, '<tracking file> merge=reeve' "
      "into\n"
      ".git/info/attributes, and a pre-commit hook. A hook that is there, or that another program manages, "
      "is\n"
      "never touched: what to add is printed. Both can be repeated.");
  command->add_subcommand("install", "set both up in this clone")->callback([&chosen] {
    chosen.handler = [](Call& call) { return report(call.output, call.app.install_hooks({})); };
  });
  command->add_subcommand("uninstall", "take out what install put in")->callback([&chosen] {
    chosen.handler = [](Call& call) { return report(call.output, call.app.uninstall_hooks({})); };
  });
}

}  // namespace reeve::cli
