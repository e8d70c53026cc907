// The table of operations that all front ends share: the help of the terminal, and the tools of a session,
// are made from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::app {

// What an operation takes, as far as a tool offers it. All of it is text.
struct Parameter {
  enum class Kind {
    positional,  // the words that the command takes; one at most
    option,      // --name=TEXT; '_' in the name is '-' there
    list,        // the same, several times
    input        // on the command's stdin
  };
  enum class Need { required, optional };
  const char* name;
  Kind kind;
  Need need;
  const char* help;  // "" = its name says it
};

// A row of `reeve help`: what there is, of which kind, in one line.
enum class OperationKind { query, edit, control };
struct Operation {
  const char* name;
  OperationKind kind;
  const char* help;
  const char* tool = "";  // what a model must know to call it as a tool; "" = it is none
  std::vector<Parameter> parameters = {};
};
const std::vector<Operation>& operations();

// What was given for each parameter, by its name; for a list several texts.
using Arguments = std::map<std::string, std::vector<std::string>, std::less<>>;

// Words after the program's name, and stdin. No text of an argument can be taken for an option.
struct CommandLine {
  std::vector<std::string> words;
  std::string input;
};
CommandLine command_line(const Operation& operation, const Arguments& arguments);

}  // namespace reeve::app
