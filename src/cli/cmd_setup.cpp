#include "cli/command.h"

#include "reeve/app/setup_claude.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

using app::SetupMode;
using State = app::SetupPart::State;

const char* state_word(const app::SetupPart& part) {
  switch (part.state) {
    case State::there:
      return "there";
    case State::missing:
      return "missing";
    case State::changed:
      return "changed";
    case State::other:
      break;
  }
  return part.enough ? "yours" : "in the way";
}

// One line for each state of each file.
void print_parts(const Output& output, const app::SetupResponse& response) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const app::SetupPart& part : response.parts) {
    std::string head = padded(state_word(part), 10) + "  " + part.file;
    std::string text = part.what + (part.about.empty() ? "" : " (" + part.about + ")");
    if (!lines.empty() && lines.back().first == head)
      lines.back().second += ", " + text;
    else
      lines.emplace_back(head, text);
  }
  for (const auto& [head, text] : lines) output.print(one_line(head) + ": " + one_line(text) + "\n");
}

void print_notes(const Output& output, const app::SetupResponse& response) {
  for (const std::string& note : response.notes) output.say(for_terminal(note));
}

int checked(const Output& output, const app::SetupResponse& response) {
  print_parts(output, response);
  print_notes(output, response);
  if (response.complete()) return 0;
  output.complain("  next: `reeve setup claude` puts in what is missing or changed");
  return 1;
}

int done(const Output& output, const app::SetupResponse& response, SetupMode mode) {
  for (const std::string& name : response.written) output.print("wrote " + one_line(name) + "\n");
  for (const std::string& name : response.removed) output.print("removed " + one_line(name) + "\n");
  if (response.written.empty() && response.removed.empty()) output.print("nothing to change\n");
  for (const app::SetupPart& part : response.parts)
    if (part.state == State::other)
      output.print("kept " + one_line(part.file) + ": " + one_line(part.what) + ": " + one_line(part.about) +
                   "\n");
  if (mode == SetupMode::remove) return 0;
  print_notes(output, response);
  if (!response.written.empty())
    output.say(
        "Claude Code asks once whether it may trust the project and its MCP server: start `claude` here");
  return 0;
}

int answer(const Output& output, const Result<app::SetupResponse>& response, SetupMode mode) {
  if (!response) return output.fail(response.error());
  return mode == SetupMode::check ? checked(output, *response) : done(output, *response, mode);
}

}  // namespace

void add_setup(CLI::App& parent, Chosen& chosen) {
  auto* setup = parent.add_subcommand("setup", "claude: reeve in this project's files of Claude Code");
  setup->require_subcommand(1);
  auto* command =
      setup->add_subcommand("claude", "for the sessions in this project; the plugin does it for all");
  auto check = std::make_shared<bool>(false);
  auto remove = std::make_shared<bool>(false);
  auto* check_flag =
      command->add_flag("--check", *check, "say what is there and what is missing; exit 1 if anything is");
  command->add_flag("--remove", *remove, "take it out again, to the byte")->excludes(check_flag);
  command->footer(
      "writes: .mcp.json (the MCP server), .claude/settings.json (hooks, status line, worktrees that a "
      "session may\n"
      "write in, the tracking file that it may not, compaction at budget.context), an agent, a skill and "
      "commands in "
      ".claude.\n"
      "Only lines of reeve's are touched: what else these files hold stays as it is, to the byte. What you "
      "have\n"
      "in its place (a status line, a compaction window) stays yours. All of it can be repeated.");
  command->callback([&chosen, check, remove] {
    SetupMode mode = *check ? SetupMode::check : *remove ? SetupMode::remove : SetupMode::write;
    chosen.handler = [mode](Call& call) { return answer(call.output, call.app.setup_claude({mode}), mode); };
  });
}

}  // namespace reeve::cli
