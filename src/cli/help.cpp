#include "cli/help.h"

#include "cli/help_topics.h"

#include "reeve/app/operations.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

std::string overview() {
  std::string text = "reeve runs the tasks of a markdown table with coding agents.\n\ncommands:\n";
  for (const app::Operation& operation : app::operations())
    text += "  " + padded(operation.name, 12) + operation.help + "\n";
  text +=
      "  help        this; also: help COMMAND, help TOPIC (exit-codes, held, ownership, rules, config,\n"
      "              events, keep, claude)\n\n"
      "everywhere: -C DIR, --no-color (or NO_COLOR), --quiet, --verbose, --version\n"
      "stdout carries data only; everything else goes to stderr.\n";
  return text;
}

std::string rules_text() {
  std::string text = "rules of `reeve check`\n";
  for (const app::RuleHelp& rule : app::rules())
    text += "  " + std::string(rule.id) + "  " + padded(rule.level, 8) + std::string(rule.text) + "\n";
  return text;
}

const CLI::App* command_named(const CLI::App& program, const std::string& name) {
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    if (command->get_name() == name) return command;
  return nullptr;
}

}  // namespace

void add_help(CLI::App& program, const Output&, std::string& topic) {
  program.add_subcommand("help", "the reference")->add_option("topic", topic, "a command, or a list");
}

int print_help(CLI::App& program, const Output& output, const std::string& topic) {
  if (topic.empty()) {
    output.print(overview());
  } else if (auto text = help_on_topic(topic); !text.empty()) {
    output.print(text);
  } else if (topic == "rules") {
    output.print(rules_text());
  } else if (topic == "config") {
    output.print(app::config_help());
  } else if (const CLI::App* command = command_named(program, topic)) {
    output.print(command->help());
  } else {
    return output.fail(
        {ErrorKind::usage, "there is no help on '" + one_line(topic) + "'", "see `reeve help`"});
  }
  return 0;
}

}  // namespace reeve::cli
