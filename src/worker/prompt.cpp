#include "reeve/worker/prompt.h"

#include <algorithm>
#include <optional>

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// The name between the brace at `open` and the next '}', if it has the form of one.
std::optional<std::string_view> placeholder_at(std::string_view text, std::size_t open) {
  std::size_t end = open + 1;
  while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
  if (end == text.size() || text[end] != '}') return std::nullopt;
  std::string_view name = text.substr(open + 1, end - open - 1);
  return is_placeholder_name(name) ? std::optional(name) : std::nullopt;
}

Error unknown_name(std::string_view text, std::size_t at, std::string_view name,
                   const std::vector<std::string>& known) {
  auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
  std::string message = "the prompt template names {" + shorten(name, 64) + "} in line " +
                        std::to_string(line) + ", which nothing fills in";
  auto meant = nearest(name, known);
  std::string hint = meant ? "did you mean {" + *meant + "}? " : "";
  return {ErrorKind::config, message, hint + "known names: " + join(known, ", ")};
}

Error too_large(std::string_view what, std::size_t bytes_max) {
  return {ErrorKind::config, std::string(what) + " is larger than " + std::to_string(bytes_max) + " bytes",
          "shorten the template, or the values under worker.vars"};
}

// Calls `literal` and `value` for the parts of the template in order; `value` says whether it knew the name.
template <class Literal, class Value>
Status walk(std::string_view text, const std::vector<std::string>& known, Literal literal, Value value) {
  if (text.size() > kTemplateBytesMax) return too_large("the prompt template", kTemplateBytesMax);
  std::size_t from = 0;
  for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    auto name = placeholder_at(text, open);
    if (!name) continue;
    literal(text.substr(from, open - from));
    if (!value(*name)) return unknown_name(text, open, *name, known);
    from = open + name->size() + 2;
  }
  literal(text.substr(from));
  return Done{};
}

// LF and TAB stay; a CR before LF goes with the other control characters. `text` is valid UTF-8.
std::string without_controls(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto byte = static_cast<unsigned char>(text[at]);
    bool c1 = byte == 0xc2 && static_cast<unsigned char>(text[at + 1]) < 0xa0;
    if (c1) ++at;
    if (c1 || byte == 0x7f || (byte < 0x20 && byte != '\n' && byte != '\t')) continue;
    clean += text[at];
  }
  return clean;
}

std::size_t longest_run(std::string_view text, char of) {
  std::size_t longest = 0, run = 0;
  for (char c : text) {
    run = c == of ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

const std::vector<std::string>& placeholder_names() {
  static const std::vector<std::string> names = {"id",     "description", "issue",      "repo",  "path",
                                                 "branch", "base",        "depends_on", "gates", "evidence"};
  return names;
}

bool is_placeholder_name(std::string_view name) {
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

Status check_template(std::string_view text, const std::vector<std::string>& vars) {
  std::vector<std::string> known = placeholder_names();
  known.insert(known.end(), vars.begin(), vars.end());
  auto is_known = [&](std::string_view name) {
    return std::find(known.begin(), known.end(), name) != known.end();
  };
  return walk(
      text, known, [](std::string_view) {}, is_known);
}

Result<std::string> expand(std::string_view text, const PromptValues& values) {
  std::vector<std::string> known;
  for (const auto& [name, value] : values) known.push_back(name);
  std::string prompt;
  bool fits = true;
  auto append = [&](std::string_view part) {
    fits = fits && prompt.size() + part.size() <= kPromptBytesMax;
    if (fits) prompt += part;
  };
  REEVE_CHECK(walk(text, known, append, [&](std::string_view name) {
    auto found = values.find(std::string(name));
    if (found != values.end()) append(found->second);
    return found != values.end();
  }));
  if (!fits) return too_large("the prompt", kPromptBytesMax);
  return prompt;
}

std::string fenced(std::string_view text, std::size_t bytes_max) {
  // Bounded before cleaning, which can make a text longer (U+FFFD), and behind it.
  std::string clean = without_controls(without_invisible(to_valid_utf8(shorten(text, bytes_max))));
  bool cut = text.size() > bytes_max || clean.size() > bytes_max;
  clean = shorten(clean, bytes_max);
  std::string fence(std::max<std::size_t>(3, longest_run(clean, '`') + 1), '`');
  if (!clean.ends_with('\n')) clean += '\n';
  std::string block = fence + "text\n" + clean + fence;
  if (cut) block += "\n(cut here: the text goes on)";
  return block;
}

}  // namespace reeve::worker
