#include "cli/usage.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

constexpr std::size_t kWordMax = 80;  // of an argument in a message

const CLI::App* command_in(const CLI::App& program) {
  auto commands = program.get_subcommands();
  return commands.empty() ? nullptr : commands.front();
}

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& program, const CLI::App* command) {
  std::vector<std::string> names;
  for (const CLI::App* app : {&program, command})
    if (app)
      for (const CLI::Option* option : app->get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

Error unexpected(const CLI::App& program, const std::vector<std::string>& left,
                 const std::vector<std::string>& arguments) {
  auto is_left = [&](const std::string& word) {
    return std::find(left.begin(), left.end(), word) != left.end();
  };
  auto first = std::find_if(arguments.begin(), arguments.end(), is_left);
  std::string word = first == arguments.end() ? "" : *first;
  std::string named = "'" + shorten(one_line(word), kWordMax) + "'";
  const CLI::App* command = command_in(program);
  std::string place = command ? "reeve " + command->get_name() : "reeve";
  if (word.starts_with('-')) {
    std::string name = word.substr(0, word.find('='));
    auto meant = nearest(name, option_names(program, command));
    return {ErrorKind::usage, place + " has no option '" + shorten(one_line(name), kWordMax) + "'",
            meant ? "did you mean " + *meant + "?" : "`reeve help" + place.substr(5) + "` lists them"};
  }
  if (command)
    return {ErrorKind::usage, place + " takes no argument " + named,
            "`reeve help " + command->get_name() + "` says what it takes"};
  auto meant = nearest(word, command_names(program));
  return {ErrorKind::usage, "there is no command " + named,
          (meant ? "did you mean 'reeve " + *meant + "'? " : "") +
              std::string("`reeve help` lists the commands")};
}

}  // namespace

Error usage_error(const CLI::App& program, const CLI::ParseError& error,
                  const std::vector<std::string>& arguments) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
    return unexpected(program, program.remaining(true), arguments);
  const CLI::App* command = command_in(program);
  std::string words = error.what();
  // "--max-tasks: 1 required INT missing"
  bool no_value =
      dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && words.ends_with(" missing");
  if (no_value) words = words.substr(0, words.find(':')) + " needs a value";
  if (command && !command_names(*command).empty() &&
      dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
    words = "it needs one of " + join(command_names(*command), ", ");
  if (command) words = "reeve " + command->get_name() + ": " + words;
  return {ErrorKind::usage, words,
          command ? "`reeve help " + command->get_name() + "` says what it takes"
                  : "`reeve help` lists the commands"};
}

}  // namespace reeve::cli
