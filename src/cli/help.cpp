#include "cli/help.h"

#include "reeve/app/operations.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

constexpr std::string_view kExitCodes =
    "exit codes (if several apply, the lowest row wins)\n"
    "   0  nothing not-started or in-progress is left and none failed; or the query succeeded\n"
    "   1  the same, but some failed; `check` found errors\n"
    "   3  deadlock: not-started tasks remain and none of them can start\n"
    "  75  what remains waits for another hand, a usage limit or another engine's lock\n"
    "   5  a budget ended, or limits.failures_in_row\n"
    "   4  push conflict or refusal: a person must look\n"
    "  69  the remote is unreachable\n"
    "  70  anything else (disk, repository)\n"
    "  65  the tracking file cannot be read as tasks\n"
    "  66  the tracking file is missing\n"
    "   2  wrong usage or configuration\n"
    " 130  SIGINT\n"
    " 143  SIGTERM\n";

constexpr std::string_view kHeld =
    "reasons for which a task is held: never started, always reported\n"
    "  unknown-dependency  a token in depends_on names no task\n"
    "  repeated-id         several rows have this id\n"
    "  ragged-row          the row's cells hide its status\n"
    "  empty-id            the id cell has no id\n"
    "  tracked-branch      its own branch is the tracked branch\n"
    "  bad-branch          its branch is no valid branch name\n";

constexpr std::string_view kEvents =
    "events that the commands of `on` in reeve.json get on stdin, as one JSON object on one line\n"
    "  done, failed, blocked: a task has ended so, and that is published; also by `finish` and `block`\n"
    "    id description issue run owner agent branch base commit diff_stat gates reason evidence notes\n"
    "    attempts tokens worked_ms took_ms started_at ended_at checkout worktree folder\n"
    "    (reason: why not done; notes: what the worker said; commit: the last one that was judged)\n"
    "  stopped: `reeve run` is over\n"
    "    reason exit_code message hint done failed blocked attempts tokens worked_ms took_ms counts held\n"
    "    checkout\n"
    "  all: schema_version (1) event at\n"
    "The commands run in the main checkout, with what workers get of the environment, beside the loop, one\n"
    "after the other in the order of the events, each at most 30 s. What goes wrong with one is a note,\n"
    "nothing else. At its end `reeve run` waits for them: 30 s for what is left, 30 s for `stopped`; after "
    "a\n"
    "signal 5 s each; another signal ends that. An event is told again if reeve is killed while it closes.\n"
    "  \"on\": {\"failed\": \"jq -r '.id + \\\": \\\" + .reason' | mail -s reeve me@example.org\"}\n";

constexpr std::string_view kKeep =
    "what is removed when a run has ended longer ago than keep.runs (30d), at the start and the end of\n"
    "`reeve run` and after every 100 runs; of runs that are done also what finds no room beside the\n"
    "newest 1000 finished runs, or beside 4 GiB in the folders of newer ones\n"
    "  its worktree    if everything in it is committed, and pushed or kept; else it stays, and\n"
    "                  `reeve doctor` says why\n"
    "  its kept refs   refs/reeve/kept/<run>/\n"
    "  its branch      only the local one, only if the row names none, it is checked out nowhere, and its\n"
    "                  tip is that of the branch on the remote or in the tracked branch; never one that\n"
    "                  is only here\n"
    "  its folder      record, prompt, output, logs of gates\n"
    "It stays while it is not finished, or its row is in-progress; of the newest run of a task that is\n"
    "not done (failed, say) only the worktree goes, since `reeve show` tells by it why. What lies in\n"
    "another repository goes as long as `repos` names that. `reeve doctor` says what all of it takes.\n";

std::string overview() {
  std::string text = "reeve runs the tasks of a markdown table with coding agents.\n\ncommands:\n";
  for (const app::Operation& operation : app::operations())
    text += "  " + padded(operation.name, 12) + operation.help + "\n";
  text +=
      "  help        this; also: help COMMAND, help TOPIC (exit-codes, held, rules, config, events, keep)\n\n"
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
  } else if (topic == "exit-codes") {
    output.print(kExitCodes);
  } else if (topic == "held") {
    output.print(kHeld);
  } else if (topic == "events") {
    output.print(kEvents);
  } else if (topic == "keep") {
    output.print(kKeep);
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
