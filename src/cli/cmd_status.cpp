#include "cli/command.h"
#include "cli/live_block.h"
#include "cli/status_view.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

std::string page_of(const Output& output, const std::vector<Line>& lines) {
  Paint paint = output.colors_out() ? Paint::colored : Paint::plain;
  std::string page;
  for (const Line& line : lines) page += line.text(output.width(), paint) + "\n";
  return page;
}

int print_once(Call& call, const app::StatusRequest& request) {
  auto response = call.app.status(request);
  if (!response) return call.output.fail(response.error());
  if (!response->differs.empty()) call.output.say("note: " + for_terminal(response->differs));
  if (call.output.global().json)
    write_json(*response, request.with_rows, call.output.sink());
  else
    call.output.print(page_of(call.output, status_lines(*response, kNotCut)));
  return 0;
}

std::vector<Line> watched_lines(const Result<app::StatusResponse>& response, std::size_t rows) {
  if (!response) return {Line().add(response.error().message, Color::red), Line().add(response.error().hint)};
  std::vector<Line> notes;
  if (!response->differs.empty()) notes.push_back(Line().add("note: " + response->differs, Color::yellow));
  auto lines = status_lines(*response, rows > notes.size() ? rows - notes.size() : 1);
  lines.insert(lines.begin(), notes.begin(), notes.end());
  return lines;
}

// On a terminal in place; elsewhere a page for each change. Ends with the terminal, or by a signal: there is
// nothing to repair.
int watch(Call& call) {
  const Output& output = call.output;
  const Terminal& terminal = output.terminal();
  bool in_place = terminal.out_is_terminal && !terminal.no_movement;
  LiveBlock block(output.colors_out() ? Paint::colored : Paint::plain);
  std::string last;
  auto status = call.app.watch([&](const Result<app::StatusResponse>& response) {
    Size size = output.size();
    auto lines = watched_lines(response, in_place ? std::max<std::size_t>(size.rows, 2) - 1 : kNotCut);
    if (in_place) {
      output.print(block.redraw(lines, size));
    } else {
      std::string page = page_of(output, lines) + "\n";
      if (page != last) output.print(page);
      last = page;
    }
    output.flush();
    return terminal.out.good() ? app::App::Watching::on : app::App::Watching::ended;
  });
  return status ? 0 : output.fail(status.error());
}

}  // namespace

void add_status(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("status", "the board: counts, ready, running, held and why");
  auto request = std::make_shared<app::StatusRequest>();
  auto watching = std::make_shared<bool>(false);
  auto* file = command->add_option("--file", request->file, "read this file instead; needs no repository");
  auto* json = command->add_flag("--json", chosen.global.json, "one JSON object");
  command->add_flag("--tables", request->with_rows, "with --json: every table's rows");
  command->add_flag("--watch,-w", *watching, "again whenever the file or a run changes; Ctrl-C ends it")
      ->excludes(file)
      ->excludes(json);
  command->callback([&chosen, request, watching] {
    chosen.handler = [request, watching](Call& call) {
      return *watching ? watch(call) : print_once(call, *request);
    };
  });
}

}  // namespace reeve::cli
