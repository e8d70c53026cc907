#include "cli/command.h"

#include "reeve/app/check.h"
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

std::string told(const app::RowChange& change) {
  std::string text = one_line(change.id);
  using Kind = app::RowChange::Kind;
  if (change.kind == Kind::added) text += " added";
  if (change.kind == Kind::removed) text += " removed";
  if (change.kind == Kind::changed)
    text += ": " + one_line(change.column) + " '" + brief(change.from) + "' -> '" + brief(change.to) + "'";
  if (change.commit.empty()) return text + ", not committed";
  return text + ", by " + (change.run.empty() ? one_line(change.author) : "run " + one_line(change.run)) +
         " in " + change.commit.substr(0, 12);
}

void print_changes(const Output& output, const app::CheckResponse& response) {
  for (const app::RowChange& change : response.changes)
    output.print(one_line(response.file) + ": " + told(change) + "\n");
  if (!response.left_out.empty()) output.say("note: " + response.left_out);
}

// The lines of a push of as many refs as can be.
constexpr std::size_t kRefsMax = 32 << 20;

Result<std::string> pushed_refs(const Output& output) {
  std::string text;
  char part[16 << 10];
  while (output.in().read(part, sizeof part) || output.in().gcount() > 0) {
    text.append(part, static_cast<std::size_t>(output.in().gcount()));
    if (text.size() > kRefsMax)
      return Error{ErrorKind::usage, "the refs of the push on stdin are more than 32 MiB",
                   "push fewer at once"};
  }
  return text;
}

}  // namespace

void add_check(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("check", "judge the tracking file; exit 1 if it has errors");
  auto request = std::make_shared<app::CheckRequest>();
  auto format = std::make_shared<std::string>("text");
  command->add_option("file", request->file, "the file to judge (default: the tracking file)");
  command->add_flag("--staged", request->staged,
                    "the file as it is staged; nothing to judge if that changes nothing");
  command->add_option("--base", request->base, "also say who changed what since this revision");
  auto pre_push = std::make_shared<bool>(false);
  command->add_flag("--pre-push", *pre_push,
                    "what a push brings to the tracked branch; git's lines for such a hook on stdin");
  command->add_option("--format", *format, "text, json or jsonl")
      ->check(CLI::IsMember({"text", "json", "jsonl"}));
  command->callback([&chosen, request, format, pre_push] {
    chosen.global.json = *format != "text";
    chosen.handler = [request, format, pre_push](Call& call) {
      if (*pre_push) {
        auto refs = pushed_refs(call.output);
        if (!refs) return call.output.fail(refs.error());
        request->pushed = *std::move(refs);
      }
      auto response = call.app.check(*request);
      if (!response) return call.output.fail(response.error());
      if (response->unchanged)
        call.output.say("note: no change of " + one_line(response->file) +
                        (*pre_push ? " is pushed" : " is staged"));
      if (*format == "json")
        write_json(*response, call.output.sink());
      else if (*format == "jsonl")
        write_json_lines(*response, call.output.sink());
      else
        print_text(call.output, *response), print_changes(call.output, *response);
      return response->has_errors() ? 1 : 0;
    };
  });
}

}  // namespace reeve::cli
