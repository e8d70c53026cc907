#include <map>

#include "cli/command.h"

#include "reeve/app/check.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

// Compiler style: editors and problem matchers read it.
void print_text(const Output& output, const app::CheckResponse& response) {
  for (const app::CheckProblem& problem : response.problems) {
    std::string level(name_of(problem.level));
    Color color = problem.level == board::Level::error ? Color::red : Color::yellow;
    std::string place = one_line(response.file);
    if (problem.line > 0) place += ":" + std::to_string(problem.line);
    if (problem.line > 0 && problem.column > 0) place += ":" + std::to_string(problem.column);
    std::string text =
        place + ": " + output.colored(color, level) + " " + problem.rule + ": " + one_line(problem.message);
    if (!problem.commit.empty())
      text += " (in " + problem.commit.substr(0, 12) + " by " + brief(problem.author) + ")";
    output.print(text + "\n");
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
  std::string name = change.author.substr(0, change.author.rfind(" <"));
  return text + ", by " + (change.run.empty() ? brief(name) : "run " + brief(change.run)) + " in " +
         change.commit.substr(0, 12);
}

void print_changes(const Output& output, const app::CheckResponse& response) {
  for (const app::RowChange& change : response.changes)
    output.print(one_line(response.file) + ": " + told(change) + "\n");
}

void print_all(const Output& output, const app::CheckResponse& response) {
  print_text(output, response);
  print_changes(output, response);
}

using Writer = void (*)(const Output& output, const app::CheckResponse& response);
template <void (*write)(const app::CheckResponse&, const app::Sink&)>
void to_sink(const Output& output, const app::CheckResponse& response) {
  write(response, output.sink());
}

void annotate(const Output& output, const app::CheckResponse& response) {
  app::write_annotations(response, output.sink_of_commands());
}

const std::map<std::string, Writer>& writers() {
  static const std::map<std::string, Writer> kWriters = {{"text", print_all},
                                                         {"json", to_sink<app::write_json>},
                                                         {"jsonl", to_sink<app::write_json_lines>},
                                                         {"junit", to_sink<app::write_junit>},
                                                         {"sarif", to_sink<app::write_sarif>},
                                                         {"github", annotate}};
  return kWriters;
}

// The lines of a push of as many refs as can be.
constexpr std::size_t kRefsMax = 32 << 20;

Result<std::string> pushed_refs(const Output& output) {
  auto text = output.read_in(kRefsMax);
  if (text) return *std::move(text);
  return Error{ErrorKind::usage, "the refs of the push on stdin are more than 32 MiB", "push fewer at once"};
}

// The exit code that findings give: 1 from that severity on.
const std::map<std::string, std::optional<board::Level>> kFailOn = {
    {"error", board::Level::error}, {"warning", board::Level::warning}, {"never", std::nullopt}};

struct Options {
  app::CheckRequest request;
  bool pre_push = false;
  std::string format = "auto";
  std::string fail_on = "error";
};

int check(Call& call, const Options& options) {
  app::CheckRequest request = options.request;
  if (options.pre_push) {
    auto refs = pushed_refs(call.output);
    if (!refs) return call.output.fail(refs.error());
    request.pushed = *std::move(refs);
  }
  auto response = call.app.check(request);
  if (!response) return call.output.fail(response.error());
  if (response->unchanged)
    call.output.say("note: no change of " + one_line(response->file) +
                    (options.pre_push ? " is pushed" : " is staged"));
  std::string format = options.format;
  if (format == "auto") format = response->for_annotations ? "github" : "text";
  writers().at(format)(call.output, *response);
  if (!response->left_out.empty()) call.output.say("note: " + response->left_out);
  auto severe = kFailOn.at(options.fail_on);
  return severe && response->has(*severe) ? 1 : 0;
}

}  // namespace

void add_check(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("check", "judge the tracking file; exit 1 if it has errors");
  auto options = std::make_shared<Options>();
  app::CheckRequest& request = options->request;
  command->add_option("file", request.file, "the file to judge (default: the tracking file)");
  command->add_flag("--staged", request.staged,
                    "the file as it is staged; nothing to judge if that changes nothing");
  command->add_flag("--pre-push", options->pre_push,
                    "what a push brings to the tracked branch; git's lines for such a hook on stdin");
  command->add_option("--base", request.base,
                      "also judge who changed what since this revision (auto: as the pipeline says, else the "
                      "published branch)");
  command
      ->add_option("--format", options->format,
                   "text, json, jsonl, junit, sarif or github (auto: github in Actions, else text)")
      ->check(CLI::IsMember({"auto", "text", "json", "jsonl", "junit", "sarif", "github"}));
  command->add_option("--fail-on", options->fail_on, "what gives exit 1: error, warning or never")
      ->check(CLI::IsMember({"error", "warning", "never"}));
  command->callback([&chosen, options] {
    chosen.global.json = options->format == "json" || options->format == "jsonl";
    chosen.handler = [options](Call& call) { return check(call, *options); };
  });
}

}  // namespace reeve::cli
