#include "cli/command.h"
#include "cli/exit_code.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

using run::Notice;

Color color_of(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::done:
      return Color::green;
    case Notice::Kind::failed:
    case Notice::Kind::lost:
      return Color::red;
    case Notice::Kind::blocked:
    case Notice::Kind::not_accepted:
      return Color::yellow;
    case Notice::Kind::claimed:
      return Color::blue;
    default:
      return Color::none;
  }
}

void print_notice(const Output& output, const Notice& notice, Instant at) {
  std::string time = to_rfc3339(at).substr(11, 8);
  std::string text = for_terminal(notice.text);
  if (notice.kind == Notice::Kind::note && notice.task.empty()) return output.say(time + "  " + text);
  std::string kind = padded(run::name_of(notice.kind), 12);
  output.say(time + "  " + output.colored_err(Color::bold, one_line(notice.task)) + "  " +
             output.colored_err(color_of(notice.kind), kind) + "  " + text);
}

std::string counts_text(const app::RunResponse& response) {
  const run::Totals& totals = response.totals;
  std::string text = std::to_string(totals.done) + " done, " + std::to_string(totals.failed) + " failed";
  if (totals.blocked > 0) text += " (" + std::to_string(totals.blocked) + " of them blocked)";
  if (response.board_seen) {
    auto left =
        response.counts[board::TaskClass::not_started] + response.counts[board::TaskClass::in_progress];
    text += ", " + std::to_string(left) + " left";
    if (response.held > 0) text += " (" + std::to_string(response.held) + " held)";
  }
  text += "; " + std::to_string(totals.attempts) + " attempts, " + format_duration(response.took);
  if (totals.tokens > 0) text += ", " + format_tokens(totals.tokens) + " tokens";
  return text;
}

void print_end(const Output& output, const app::RunResponse& response) {
  int code = exit_code(response.stop);
  Color color = code == 0 ? Color::green : code == 1 || code == 5 || code == 75 ? Color::yellow : Color::red;
  output.complain(output.colored_err(color, "reeve: " + for_terminal(response.stop.message)));
  output.complain("  " + counts_text(response));
  if (!response.stop.hint.empty())
    output.complain("  " + output.colored_err(Color::bold, "next: ") + for_terminal(response.stop.hint));
}

int report(Call& call, const app::RunRequest& request, const app::RunResponse& response) {
  if (request.dry_run && !call.output.global().json) {
    call.output.print(response.choice
                          ? one_line(response.choice_id) + "  " + one_line(response.choice->why) + "\n"
                          : "nothing would start: " + for_terminal(response.stop.message) + "\n");
    return exit_code(response.stop);
  }
  if (call.output.global().json)
    call.output.print(json_line(response));
  else
    print_end(call.output, response);
  return exit_code(response.stop);
}

}  // namespace

void add_run(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("run", "the loop: claim, work, judge, publish, until nothing is left");
  auto request = std::make_shared<app::RunRequest>();
  command->add_flag("--once", request->once, "what is ready now, then stop");
  command->add_option("--max-tasks", request->max_tasks, "stop after so many tasks")
      ->check(CLI::PositiveNumber);
  command->add_option("--lanes", request->lanes, "tasks worked on side by side (default: as reeve.json says)")
      ->check(CLI::Range(1, 64));
  command->add_flag("--dry-run", request->dry_run, "say what would start; claim nothing");
  command->add_flag("--json", chosen.global.json, "JSON Lines, the summary last");
  command->callback([&chosen, request] {
    chosen.handler = [request](Call& call) {
      auto response = call.app.run(*request, [&](const Notice& notice, Instant at) {
        if (!call.output.global().json) return print_notice(call.output, notice, at);
        call.output.print(app::json_line(notice, at));
        call.output.flush();
      });
      if (!response) return call.output.fail(response.error());
      return report(call, *request, *response);
    };
  });
}

}  // namespace reeve::cli
