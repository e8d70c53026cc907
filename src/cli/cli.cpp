#include "reeve/cli/cli.h"

#include "cli/command.h"
#include "cli/help.h"
#include "cli/usage.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

using Add = void (*)(CLI::App&, Chosen&);
constexpr Add kCommands[] = {
    add_init,   add_check,  add_status, add_next,        add_run,   add_pause,      add_resume,
    add_cancel, add_start,  add_prompt, add_finish,      add_block, add_reset,      add_add,
    add_show,   add_log,    add_doctor, add_hooks,       add_setup, add_merge_file, add_completion,
    add_brief,  add_budget, add_hook,   add_status_line, add_mcp};

void add_globals(CLI::App& program, Global& global) {
  program.add_option("-C", global.directory, "work as if started in this directory");
  program.add_flag("--no-color", global.no_color, "no colours (also NO_COLOR)");
  program.add_flag("--quiet,-q", global.quiet, "only errors and the end");
  program.add_flag("--verbose", global.verbose, "more about what is done");
  program.set_version_flag("--version", "reeve " REEVE_VERSION);
  program.fallthrough();
  program.require_subcommand(0, 1);
}

int parse_failed(const CLI::App& program, const CLI::ParseError& error,
                 const std::vector<std::string>& arguments, const Output& output) {
  if (dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr) {
    const CLI::App* at = &program;
    for (const CLI::App* chosen : program.get_subcommands()) at = chosen;
    output.print(at->help());
    return 0;
  }
  if (dynamic_cast<const CLI::CallForVersion*>(&error) != nullptr) {
    output.print("reeve " REEVE_VERSION "\n");
    return 0;
  }
  int code = output.fail(usage_error(program, error, arguments));
  // To Claude Code a hook that ends with 2 says "block".
  return program.got_subcommand("hook") ? 1 : code;
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Terminal& terminal, const MakeApp& make_app,
        const SessionCommands& session) {
  CLI::App program(
      "runs the tasks of a markdown table with coding agents, one published commit per state change",
      "reeve");
  Chosen chosen;
  Output output(terminal, chosen.global);
  add_globals(program, chosen.global);
  for (Add add : kCommands) add(program, chosen);
  std::string topic;
  add_help(program, output, topic);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    program.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return parse_failed(program, error, arguments, output);
  }
  if (program.got_subcommand("help")) return print_help(program, output, topic);
  if (chosen.text) {
    auto text = chosen.text();
    if (text) output.print(*text);
    return text ? 0 : output.fail(text.error());
  }
  if (chosen.session) return chosen.session(session);
  if (!chosen.handler) return print_help(program, output, "");
  auto app = make_app(chosen.global.directory);
  if (!app) return output.fail(app.error());
  Call call{output, **app};
  return chosen.handler(call);
}

}  // namespace reeve::cli
