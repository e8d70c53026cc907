// `reeve completion bash|zsh|fish`: scripts made from the commands and options of the command line itself.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace reeve::cli {

struct CompletionOption {
  std::vector<std::string> names;  // "--json", "-f"
  std::string help;
  bool takes_value = false;
  bool takes_path = false;
};
struct CompletionCommand {
  std::string name;
  std::string help;
  std::vector<CompletionOption> options;
  std::vector<std::string> words;  // that its argument can be
  bool takes_id = false;
  bool takes_file = false;
};
struct CompletionTable {
  std::vector<CompletionOption> everywhere;
  std::vector<CompletionCommand> commands;
};

CompletionTable completion_table(const CLI::App& program);

std::string bash_completion(const CompletionTable& table);
std::string zsh_completion(const CompletionTable& table);
std::string fish_completion(const CompletionTable& table);

// Whether the word can stand in a command line as it is, in any of these shells.
bool can_be_completed(std::string_view id);

}  // namespace reeve::cli
