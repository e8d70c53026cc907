// A shell script as the simple commands in it, as far as that can be told without running it.
//
// Read: quotes, escapes, operators, redirections, here-documents, substitutions, variables that the script
// itself sets. What only a shell would know stays in the word as it is written ("$file", "{}"). Linear;
// bounded in depth.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reeve::app {

struct SimpleCommand {
  std::vector<std::string> words;
  std::vector<std::string> written;  // what its output is sent to
  std::string input;                 // its here-document or here-string
};

// In the order of the script; those of a substitution before the command that it is in.
std::vector<SimpleCommand> commands_of(std::string_view script);

// Of a variable's name, wherever in it.
bool is_variable_letter(char c);
// "NAME=value".
bool is_assignment(std::string_view word);

}  // namespace reeve::app
