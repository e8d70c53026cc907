#include "cli/command.h"
#include "cli/completion.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

// One a line, with the beginning of its description behind a tab.
int print_ids(Call& call) {
  constexpr std::size_t kDescriptionMax = 60;
  auto response = call.app.status({});
  if (!response) return call.output.fail(response.error());
  const board::Board& board = *response->board;
  for (const board::Task& task : board.tasks()) {
    if (!can_be_completed(task.id)) continue;
    std::string text = board.cell(task, board::Column::description);
    call.output.print(std::string(task.id) + "\t" + fitted(brief(text), kDescriptionMax) + "\n");
  }
  return 0;
}

}  // namespace

void add_completion(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("completion", "a script that completes commands in a shell");
  auto shell = std::make_shared<std::string>();
  auto ids = std::make_shared<bool>(false);
  command->add_option("shell", *shell, "bash, zsh or fish")->check(CLI::IsMember({"bash", "zsh", "fish"}));
  // Asked by the scripts.
  command->add_flag("--ids", *ids, "the ids of the tasks here")->group("");
  command->footer(
      "  bash  source <(reeve completion bash)    in ~/.bashrc\n"
      "  zsh   source <(reeve completion zsh)     in ~/.zshrc, after compinit\n"
      "  fish  reeve completion fish >~/.config/fish/completions/reeve.fish");
  command->callback([&parent, &chosen, shell, ids] {
    if (*ids) {
      chosen.handler = print_ids;
      return;
    }
    chosen.text = [&parent, shell]() -> Result<std::string> {
      CompletionTable table = completion_table(parent);
      if (*shell == "bash") return bash_completion(table);
      if (*shell == "zsh") return zsh_completion(table);
      if (*shell == "fish") return fish_completion(table);
      return Error{ErrorKind::usage, "completion of which shell?",
                   "`reeve completion bash`, or zsh, or fish; `reeve help completion` tells where it goes"};
    };
  });
}

}  // namespace reeve::cli
