// One file per subcommand (src/cli/cmd_*.cpp): its options beside its handler. The table is in cli.cpp.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "cli/output.h"

#include "reeve/cli/cli.h"

namespace reeve::cli {

// What a handler works with once the command line is read.
struct Call {
  const Output& output;
  app::App& app;
};
using Handler = std::function<int(Call&)>;

// Where a command leaves its handler when it was chosen.
struct Chosen {
  Handler handler;
  std::function<Result<std::string>()> text;           // instead: what to print, needing no checkout
  std::function<int(const SessionCommands&)> session;  // or: what another front end does
  Global global;
};

void add_status(CLI::App& parent, Chosen& chosen);
void add_next(CLI::App& parent, Chosen& chosen);
void add_check(CLI::App& parent, Chosen& chosen);
void add_run(CLI::App& parent, Chosen& chosen);
void add_pause(CLI::App& parent, Chosen& chosen);
void add_resume(CLI::App& parent, Chosen& chosen);
void add_cancel(CLI::App& parent, Chosen& chosen);
void add_start(CLI::App& parent, Chosen& chosen);
void add_prompt(CLI::App& parent, Chosen& chosen);
void add_finish(CLI::App& parent, Chosen& chosen);
void add_block(CLI::App& parent, Chosen& chosen);
void add_reset(CLI::App& parent, Chosen& chosen);
void add_add(CLI::App& parent, Chosen& chosen);
void add_show(CLI::App& parent, Chosen& chosen);
void add_log(CLI::App& parent, Chosen& chosen);
void add_init(CLI::App& parent, Chosen& chosen);
void add_completion(CLI::App& parent, Chosen& chosen);
void add_doctor(CLI::App& parent, Chosen& chosen);
void add_hooks(CLI::App& parent, Chosen& chosen);
void add_merge_file(CLI::App& parent, Chosen& chosen);
void add_brief(CLI::App& parent, Chosen& chosen);
void add_budget(CLI::App& parent, Chosen& chosen);
void add_hook(CLI::App& parent, Chosen& chosen);
void add_status_line(CLI::App& parent, Chosen& chosen);
void add_mcp(CLI::App& parent, Chosen& chosen);
void add_setup(CLI::App& parent, Chosen& chosen);

}  // namespace reeve::cli
