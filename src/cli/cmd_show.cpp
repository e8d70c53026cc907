#include <algorithm>

#include "cli/command.h"
#include "cli/totals_table.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

constexpr std::size_t kRunsMax = 10;
constexpr std::size_t kTailLines = 10;  // of a failed gate's output

Color color_of(board::TaskClass task_class) {
  switch (task_class) {
    case board::TaskClass::done:
      return Color::green;
    case board::TaskClass::failed:
      return Color::red;
    case board::TaskClass::in_progress:
      return Color::blue;
    default:
      return Color::none;
  }
}

Color color_of(const run::RunState& run) {
  if (!run.outcome) return Color::blue;
  if (*run.outcome == run::Outcome::done) return Color::green;
  return *run.outcome == run::Outcome::failed ? Color::red : Color::yellow;
}

void line(const Output& output, std::string_view name, std::string_view value) {
  if (!value.empty()) output.print("  " + padded(name, 12) + for_terminal(value) + "\n");
}

void print_row(const Output& output, const app::ShowResponse& response) {
  if (!response.board || !response.row) {
    output.print(output.colored(Color::bold, one_line(response.id)) + "  no row in the tracking file here\n");
    return;
  }
  const board::Board& board = *response.board;
  const board::Task& task = board.tasks()[*response.row];
  output.print(output.colored(Color::bold, one_line(task.id)) + "  " +
               output.colored(color_of(task.task_class), name_of(task.task_class)) + "\n");
  for (auto column :
       {board::Column::description, board::Column::issue, board::Column::repo, board::Column::depends_on,
        board::Column::agent, board::Column::used, board::Column::notes})
    line(output, name_of(column), brief(board.cell(task, column)));
  std::string waiting;
  for (auto index : board.waiting_on(task))
    waiting += (waiting.empty() ? "" : ", ") + std::string(board.tasks()[index].id);
  if (task.task_class == board::TaskClass::not_started) line(output, "waiting on", waiting);
  for (const board::Held& held : task.held) line(output, "held", held.detail);
}

void print_tail(const Output& output, const std::string& tail) {
  auto lines = split_lines(trim(tail));
  for (std::size_t i = lines.size() > kTailLines ? lines.size() - kTailLines : 0; i < lines.size(); ++i)
    output.print("              " + output.colored(Color::dim, one_line(lines[i])) + "\n");
}

void print_gates(const Output& output, const run::RunState& run) {
  for (const run::GateResult& gate : run.verdict.gates) {
    std::string how = gate.passed      ? "pass"
                      : gate.timed_out ? "timed out"
                                       : "exit " + std::to_string(gate.exit_code);
    line(output, "gate", gate.name + ": " + how + " in " + format_duration(gate.took));
    if (!gate.passed) print_tail(output, gate.tail);
  }
}

// What the last attempt that was not accepted was sent back with, if its gates are not shown above.
void print_evidence(const Output& output, const run::RunState& run) {
  bool shown = std::any_of(run.verdict.gates.begin(), run.verdict.gates.end(),
                           [](const run::GateResult& gate) { return !gate.passed; });
  if (shown || run.evidence.empty()) return;
  line(output, "sent back", "an attempt, with this:");
  print_tail(output, run.evidence);
}

// All runs together, when there are several.
void print_sum(const Output& output, const std::vector<run::RunState>& runs) {
  if (runs.size() < 2) return;
  Duration worked{0};
  worker::Usage usage;
  int attempts = 0;
  for (const run::RunState& run : runs) {
    worked += run.worked;
    usage += run.usage;
    attempts += run.attempt;
  }
  line(output, "in all",
       std::to_string(runs.size()) + " runs, " + std::to_string(attempts) + " attempts, " +
           format_duration(worked) + " in workers" +
           (usage.used() > 0 ? ", " + format_tokens(usage.used()) + " tokens" : "") +
           (usage.usd > 0 ? ", " + cost_text(usage) : ""));
}

void print_usage(const Output& output, const run::RunState& run) {
  const worker::Usage& usage = run.usage;
  if (usage.used() > 0)
    line(output, "used",
         format_tokens(usage.used()) + " tokens" +
             (usage.cache_read > 0 ? ", and " + format_tokens(usage.cache_read) + " read from cache" : "") +
             (usage.turns > 0 ? ", in " + std::to_string(usage.turns) + " turns" : ""));
  line(output, "cost", cost_text(usage));
  if (run.context.window > 0)
    line(output, "context",
         format_tokens(run.context.tokens) + " of " + format_tokens(run.context.window) +
             " tokens at the end");
}

void print_run(const Output& output, const run::RunState& run, const std::string& folder) {
  std::string state = run.outcome ? std::string(run::name_of(*run.outcome))
                                  : "in phase " + std::string(run::name_of(run.phase));
  if (run.owner == run::OwnerKind::hand) state += ", by hand";
  output.print("\n" + output.colored(Color::bold, "run " + run.id.text()) + "  " +
               output.colored(color_of(run), state) + "\n");
  line(output, "started", to_rfc3339(run.started_at));
  if (run.ended_at.ms != 0)
    line(output, "ended",
         to_rfc3339(run.ended_at) + ", after " + format_duration(run.ended_at - run.started_at));
  line(output, "attempts",
       std::to_string(run.attempt) + " (" + std::to_string(run.failed_attempts) + " not accepted), " +
           format_duration(run.worked) + " in workers");
  line(output, "repository", run.repository);
  line(output, "branch", run.workspace.branch);
  if (!run.workspace.base.empty())
    line(output, "base", run.workspace.base.substr(0, 12) + " (" + run.workspace.base_ref + ")");
  line(output, "commit", run.verdict.tip);
  line(output, "changes", run.verdict.diff_stat);
  print_gates(output, run);
  line(output, "not passed", run.verdict.reason);
  print_evidence(output, run);
  line(output, "notes", run.notes);
  print_usage(output, run);
  line(output, "worktree", run.workspace.path);
  line(output, "directory", run.workspace.directory);
  line(output, "files", folder);
}

}  // namespace

void add_show(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("show", "a task: its row, runs, evidence, base, cost");
  auto id = std::make_shared<std::string>();
  command->add_option("id", *id, "the task")->required();
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->callback([&chosen, id] {
    chosen.handler = [id](Call& call) {
      auto response = call.app.show(*id);
      if (!response) return call.output.fail(response.error());
      if (call.output.global().json) {
        write_json(*response, call.output.sink());
        return 0;
      }
      print_row(call.output, *response);
      print_sum(call.output, response->runs);
      for (std::size_t i = 0; i < response->runs.size() && i < kRunsMax; ++i)
        print_run(call.output, response->runs[i], response->folders[i]);
      return 0;
    };
  });
}

}  // namespace reeve::cli
