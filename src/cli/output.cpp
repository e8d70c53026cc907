#include "cli/output.h"

#include "cli/exit_code.h"

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
    case Color::dim:
      return "2";
    case Color::bold:
      return "1";
    case Color::none:
      break;
  }
  return "";
}

std::string wrapped(Color color, std::string_view text) {
  if (color == Color::none) return std::string(text);
  return "\x1b[" + std::string(code_of(color)) + "m" + std::string(text) + "\x1b[0m";
}

std::size_t character_size(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return end - at;
}

}  // namespace

app::Sink Output::sink() const {
  return [&out = terminal_.out](std::string_view text) { out << text; };
}

void Output::print(std::string_view text) const {
  terminal_.out << text;
}

void Output::flush() const {
  terminal_.out << std::flush;
}

void Output::say(std::string_view text) const {
  if (!global_.quiet) complain(text);
}

void Output::complain(std::string_view text) const {
  terminal_.err << text << "\n" << std::flush;
}

int Output::fail(const Error& error) const {
  if (global_.json) {
    terminal_.err << app::json_line(error) << std::flush;
    return exit_code(error.kind);
  }
  complain(colored_err(Color::red, "reeve: error: ") + for_terminal(error.message));
  if (!error.hint.empty()) complain("  " + colored_err(Color::bold, "next: ") + for_terminal(error.hint));
  return exit_code(error.kind);
}

std::string Output::colored(Color color, std::string_view text) const {
  bool plain = !terminal_.out_is_terminal || terminal_.no_color || global_.no_color;
  return wrapped(plain ? Color::none : color, text);
}

std::string Output::colored_err(Color color, std::string_view text) const {
  bool plain = !terminal_.err_is_terminal || terminal_.no_color || global_.no_color;
  return wrapped(plain ? Color::none : color, text);
}

std::string brief(std::string_view text) {
  constexpr std::size_t kBytesMax = 1000;
  return one_line(shorten(text, kBytesMax));
}

std::string fitted(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string cut;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = character_size(text, at);
    std::size_t columns = display_width(text.substr(at, size));
    if (used + columns + 1 > width) break;
    cut += text.substr(at, size);
    used += columns;
    at += size;
  }
  return cut + "…";
}

std::string padded(std::string_view text, std::size_t width) {
  std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

}  // namespace reeve::cli
