#include "cli/command.h"
#include "cli/run_screen.h"
#include "cli/totals_table.h"

#include "reeve/app/exit_code.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

constexpr int kTasksMax = 1'000'000;

std::string counts_text(const app::RunResponse& response) {
  const run::Totals& totals = response.totals;
  std::string text = std::to_string(totals.done) + " done, " + std::to_string(totals.failed) + " failed";
  if (totals.blocked > 0) text += " (" + std::to_string(totals.blocked) + " of them blocked)";
  auto left = response.counts[board::TaskClass::not_started] + response.counts[board::TaskClass::in_progress];
  text += ", " + std::to_string(left) + " left";
  if (response.held > 0) text += " (" + std::to_string(response.held) + " held)";
  text += "; " + std::to_string(totals.attempts) + " attempts, " + format_duration(response.took);
  if (totals.usage.used() > 0) text += ", " + format_tokens(totals.usage.used()) + " tokens";
  if (totals.usage.usd > 0) text += ", " + cost_text(totals.usage);
  return text;
}

// What failed in this run, and where to look.
void print_failures(const Output& output, const app::RunResponse& response,
                    const std::vector<run::Notice>& failures) {
  std::size_t width = 0;
  for (const run::Notice& failure : failures) width = std::max(width, display_width(one_line(failure.task)));
  Paint paint = output.colors_err() ? Paint::colored : Paint::plain;
  for (const run::Notice& failure : failures) {
    Line line;
    line.add("  ").cell(failure.task, width, Color::bold).add("  ");
    line.cell(run::name_of(failure.kind), 7, color_of(failure.kind)).add("  ").add(failure.text);
    output.complain(line.text(kNotCut, paint));
  }
  auto more = response.totals.failed - static_cast<int>(failures.size());
  if (more > 0) output.complain("  … and " + std::to_string(more) + " more (`reeve status` lists them)");
}

std::string next_step(const app::RunResponse& response, const std::vector<run::Notice>& failures) {
  if (!response.stop.hint.empty() || failures.empty()) return response.stop.hint;
  return reeve_command("show", failures.front().task) + " tells why it failed";
}

void print_end(const Output& output, const app::RunResponse& response,
               const std::vector<run::Notice>& failures) {
  int code = app::exit_code(response.stop);
  Color color = code == 0 ? Color::green : code == 1 || code == 5 || code == 75 ? Color::yellow : Color::red;
  const std::string& message = response.stop.message;
  auto head = std::min(message.find('\n'), message.size());
  output.complain(output.colored_err(color, "reeve: " + for_terminal(message.substr(0, head))) +
                  for_terminal(message.substr(head)));
  print_failures(output, response, failures);
  Paint paint = output.colors_err() ? Paint::colored : Paint::plain;
  for (const Line& line : totals_table(response.totals)) output.complain(line.text(kNotCut, paint));
  if (response.board_seen) output.complain("  " + counts_text(response));
  std::string next = next_step(response, failures);
  if (!next.empty()) output.complain("  " + output.colored_err(Color::bold, "next: ") + for_terminal(next));
}

int report(Call& call, const app::RunRequest& request, const app::RunResponse& response,
           const std::vector<run::Notice>& failures) {
  if (request.dry_run && !call.output.global().json) {
    call.output.print(response.choice
                          ? one_line(response.choice_id) + "  " + one_line(response.choice->why) + "\n"
                          : "nothing would start: " + for_terminal(response.stop.message) + "\n");
    return app::exit_code(response.stop);
  }
  if (call.output.global().json)
    call.output.print(json_line(response));
  else
    print_end(call.output, response, failures);
  return app::exit_code(response.stop);
}

}  // namespace

void add_run(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("run", "the loop: claim, work, judge, publish, until nothing is left");
  auto request = std::make_shared<app::RunRequest>();
  command->add_flag("--once", request->once, "what is ready now, then stop");
  command->add_flag(
      "--alone", request->alone,
      "in a pipeline of which only one runs at a time: put back first what such pipelines have claimed "
      "(their agent cells say NAME-ci; a table without an agent column tells none), none is under way any "
      "more");
  command->add_option("--max-tasks", request->max_tasks, "stop after so many tasks")
      ->check(CLI::Range(1, kTasksMax));
  command->add_option("--lanes", request->lanes, "tasks worked on side by side (default: as reeve.json says)")
      ->check(CLI::Range(1, 64));
  command->add_flag("--dry-run", request->dry_run, "say what would start; claim nothing");
  command->add_flag("--json", chosen.global.json, "JSON Lines, the summary last");
  command->callback([&chosen, request] {
    chosen.handler = [request](Call& call) {
      RunScreen screen(call.output);
      auto on_notice = [&](const run::Notice& notice, Instant at) {
        if (!call.output.global().json) return screen.tell(notice, at);
        call.output.print(app::json_line(notice, at));
        call.output.flush();
      };
      app::ProgressListener on_progress;
      if (screen.is_live())
        on_progress = [&](const app::Progress& progress, Instant now) { screen.draw(progress, now); };
      auto response = call.app.run(*request, on_notice, on_progress);
      screen.close();
      if (!response) return call.output.fail(response.error());
      return report(call, *request, *response, screen.failures());
    };
  });
}

}  // namespace reeve::cli
