#include "cli/command.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

// Compiler style: editors and problem matchers read it.
void print_text(const Output& output, const app::CheckResponse& response) {
  for (const board::Problem& problem : response.problems) {
    std::string level(name_of(problem.level));
    Color color = problem.level == board::Level::error ? Color::red : Color::yellow;
    std::string place = one_line(response.file);
    if (problem.line > 0) place += ":" + std::to_string(problem.line);
    if (problem.line > 0 && problem.column > 0) place += ":" + std::to_string(problem.column);
    output.print(place + ": " + output.colored(color, level) + " " + problem.rule + ": " +
                 one_line(problem.message) + "\n");
  }
}

}  // namespace

void add_check(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("check", "judge the tracking file; exit 1 if it has errors");
  auto request = std::make_shared<app::CheckRequest>();
  auto format = std::make_shared<std::string>("text");
  command->add_option("file", request->file, "the file to judge (default: the tracking file)");
  command->add_option("--format", *format, "text, json or jsonl")
      ->check(CLI::IsMember({"text", "json", "jsonl"}));
  command->callback([&chosen, request, format] {
    chosen.global.json = *format != "text";
    chosen.handler = [request, format](Call& call) {
      auto response = call.app.check(*request);
      if (!response) return call.output.fail(response.error());
      if (*format == "json")
        write_json(*response, call.output.sink());
      else if (*format == "jsonl")
        write_json_lines(*response, call.output.sink());
      else
        print_text(call.output, *response);
      return response->has_errors() ? 1 : 0;
    };
  });
}

}  // namespace reeve::cli
