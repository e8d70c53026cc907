#include "reeve/app/operations.h"

#include <algorithm>

namespace reeve::app {
namespace {

using Kind = Parameter::Kind;
using Need = Parameter::Need;

std::string option_name(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return "--" + name;
}

}  // namespace

const std::vector<Operation>& operations() {
  static const std::vector<Operation> table = {
      {"init", OperationKind::edit, "write reeve.json, a starter tracking file and the prompt template"},
      {"check", OperationKind::query, "judge the tracking file"},
      {"status", OperationKind::query, "the board: counts, ready, running, held and why"},
      {"next", OperationKind::query, "which task would start, and why"},
      {"run", OperationKind::control, "the loop: claim, work, judge, publish, until nothing is left"},
      {"pause", OperationKind::control, "nothing new starts, now and at the next run; what runs goes on"},
      {"resume", OperationKind::control, "the end of a pause"},
      {"cancel", OperationKind::control, "end the work on a task and put its row back"},
      {"start",
       OperationKind::edit,
       "claim a task by hand and make its worktree",
       "Tells which tasks ended, claims the next one.",
       {{"id", Kind::positional, Need::optional, "default: the next"}}},
      {"prompt", OperationKind::query, "the assignment of a task that was started by hand"},
      {"finish",
       OperationKind::edit,
       "report the work on it: checked, gated, pushed, recorded",
       "Reports a task's work, if its worker did not.",
       {{"id", Kind::positional, Need::required, ""},
        {"result", Kind::input, Need::optional, "its result block"}}},
      {"block",
       OperationKind::edit,
       "record that it cannot be done, and why",
       "Records that a started task cannot be done.",
       {{"id", Kind::positional, Need::required, ""},
        {"note", Kind::option, Need::required, "what is missing"}}},
      {"brief", OperationKind::query, "the state of the work in a few lines, for a session",
       "How the work stands and goes on."},
      {"reset", OperationKind::edit, "put a row back to not-started"},
      {"add",
       OperationKind::edit,
       "add a task to the table",
       "Adds a task to the table.",
       {{"description", Kind::positional, Need::required, ""},
        {"depends_on", Kind::list, Need::optional, "ids"},
        {"id", Kind::option, Need::optional, "default: the next number"},
        {"after", Kind::option, Need::optional, "id of the row before it"}}},
      {"show", OperationKind::query, "a task: its row, runs, evidence, base, cost"},
      {"log", OperationKind::query, "what the worker of a task printed"},
      {"doctor", OperationKind::query, "everything a run needs, checked, each with its mend"},
      {"hooks", OperationKind::edit, "install: the git hooks and the merge driver for the tracking file"},
      {"budget", OperationKind::query, "how full this Claude Code session is, and what to do"},
      {"hook", OperationKind::control, "answers a hook of Claude Code"},
      {"statusline", OperationKind::query, "a line for Claude Code's status line"},
      {"setup", OperationKind::edit, "claude: reeve in this project's files of Claude Code"},
      {"merge-file", OperationKind::edit, "git's merge driver for the tracking file"},
      {"completion", OperationKind::query, "a script that completes commands in bash, zsh or fish"},
      {"mcp", OperationKind::control, "the tools of a Claude Code session, over MCP on stdin and stdout"},
  };
  return table;
}

CommandLine command_line(const Operation& operation, const Arguments& arguments) {
  CommandLine line;
  line.words.push_back(operation.name);
  std::vector<std::string> behind;
  for (const Parameter& parameter : operation.parameters) {
    auto given = arguments.find(parameter.name);
    if (given == arguments.end()) continue;
    for (const std::string& text : given->second) {
      if (parameter.kind == Kind::positional)
        behind.push_back(text);
      else if (parameter.kind == Kind::input)
        line.input += text;
      else
        line.words.push_back(option_name(parameter.name) + "=" + text);
    }
  }
  if (behind.empty()) return line;
  line.words.push_back("--");
  line.words.insert(line.words.end(), behind.begin(), behind.end());
  return line;
}

}  // namespace reeve::app
