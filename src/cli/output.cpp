#include "cli/output.h"

#include "reeve/app/exit_code.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

std::string_view code_of(Color color) {
  switch (color) {
    case Color::red:
      return "31";
    case Color::green:
      return "32";
    case Color::yellow:
      return "33";
    case Color::blue:
      return "34";
    case Color::magenta:
      return "35";
    case Color::dim:
      return "2";
    case Color::bold:
      return "1";
    case Color::none:
      break;
  }
  return "";
}

}  // namespace

std::optional<std::string> Output::read_in(std::size_t bytes_max) const {
  std::string text;
  char part[16 << 10];
  while (terminal_.in.read(part, sizeof part) || terminal_.in.gcount() > 0) {
    text.append(part, static_cast<std::size_t>(terminal_.in.gcount()));
    if (text.size() > bytes_max) return std::nullopt;
  }
  return text;
}

app::Sink Output::sink() const {
  return [this](std::string_view text) { print(text); };
}

app::Sink Output::sink_of_commands() const {
  return [&out = terminal_.out](std::string_view text) { out << text; };
}

void Output::print(std::string_view text) const {
  terminal_.out << without_commands(text);
}

// `::name::` counts at the beginning of a line, `##[name]` everywhere. Those of the last two services are
// told by no variable of ours, and nobody else writes them.
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
// https://www.jetbrains.com/help/teamcity/service-messages.html
std::string Output::without_commands(std::string_view text) const {
  std::string result(text);
  for (std::string_view command : {"##vso[", "##teamcity["}) break_up(result, command);
  if (!terminal_.reads_annotations) return result;
  constexpr std::string_view kAtLineStart = "::";
  break_up(result, "##[");
  if (global_.json) return result;
  for (std::size_t line = 0; line < result.size();) {
    auto first = result.find_first_not_of(" \t\r", line);
    if (first != result.npos && result.compare(first, kAtLineStart.size(), kAtLineStart) == 0)
      result.insert(first + 1, " ");
    auto end = result.find('\n', line);
    line = end == result.npos ? result.size() : end + 1;
  }
  return result;
}

// In JSON the escape is the same text, and no line begins within one.
void Output::break_up(std::string& text, std::string_view command) const {
  const std::string instead =
      std::string(command.substr(0, command.size() - 1)) + (global_.json ? "\\u005b" : " [");
  for (auto at = text.find(command); at != text.npos; at = text.find(command, at + instead.size()))
    text.replace(at, command.size(), instead);
}

void Output::flush() const {
  terminal_.out << std::flush;
}

void Output::say(std::string_view text) const {
  if (!global_.quiet) complain(text);
}

void Output::complain(std::string_view text) const {
  terminal_.err << without_commands(text) + "\n" << std::flush;
}

void Output::write_err(std::string_view bytes) const {
  if (!bytes.empty()) terminal_.err << without_commands(bytes) << std::flush;
}

int Output::fail(const Error& error) const {
  if (global_.json) {
    write_err(app::json_line(error));
    return app::exit_code(error.kind);
  }
  complain(colored_err(Color::red, "reeve: error: ") + for_terminal(error.message));
  if (!error.hint.empty()) complain("  " + colored_err(Color::bold, "next: ") + for_terminal(error.hint));
  return app::exit_code(error.kind);
}

std::string Output::colored(Color color, std::string_view text) const {
  return painted(colors_out() ? color : Color::none, text);
}

std::string Output::colored_err(Color color, std::string_view text) const {
  return painted(colors_err() ? color : Color::none, text);
}

std::string painted(Color color, std::string_view text) {
  if (color == Color::none || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code_of(color)) + "m" + std::string(text) + "\x1b[0m";
}

std::string brief(std::string_view text) {
  constexpr std::size_t kBytesMax = 1000;
  return one_line(shorten(text, kBytesMax));
}

std::string fitted(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  return width == 0 ? "" : std::string(prefix_fitting(text, width - 1)) + "…";
}

std::string padded(std::string_view text, std::size_t width) {
  std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

}  // namespace reeve::cli
