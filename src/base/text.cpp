#include "reeve/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace reeve {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kEllipsis = "\u2026";
constexpr std::size_t kNearestNameMax = 64;
constexpr std::size_t kNearestDistanceMax = 3;
constexpr std::int64_t kTokensMax = 1'000'000'000'000'000;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Optimal string alignment: a swap of neighbours counts one. Both texts at most kNearestNameMax bytes.
std::size_t edit_distance(std::string_view left, std::string_view right) {
  using Row = std::array<std::size_t, kNearestNameMax + 1>;
  Row before{}, previous{}, current{};
  for (std::size_t j = 0; j <= right.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + change});
      bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
    }
    before = previous;
    previous = current;
  }
  return previous[right.size()];
}

// "4.2K" and "1.2M": `tenths` of the unit.
std::string with_tenths(std::int64_t tenths, char unit) {
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + unit;
}

}  // namespace

std::string_view trim(std::string_view text) {
  auto from = text.find_first_not_of(kBlanks);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == text.npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::vector<std::string_view> split_lines(std::string_view text) {
  auto lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  // The last piece has no LF behind it, so a CR there is text.
  bool ended = !text.empty() && text.back() == '\n';
  for (auto& line : lines) {
    bool last_without_end = !ended && &line == &lines.back();
    if (!last_without_end && line.ends_with('\r')) line.remove_suffix(1);
  }
  return lines;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (&part != parts.data()) text += separator;
    text += part;
  }
  return text;
}

std::string to_lower_ascii(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  return lowered;
}

bool starts_with_ignore_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string shorten(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  bool room = bytes_max >= kEllipsis.size();
  std::size_t end = room ? bytes_max - kEllipsis.size() : bytes_max;
  // A character has at most three continuation bytes; more of them are no character to keep whole.
  for (int back = 0; back < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80; ++back)
    --end;
  std::string cut(text.substr(0, end));
  if (room) cut += kEllipsis;
  return cut;
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  if (name.size() > kNearestNameMax) return std::nullopt;
  std::size_t best_distance = std::min(kNearestDistanceMax, name.size() / 3) + 1;
  std::optional<std::string> best;
  for (const auto& candidate : candidates) {
    if (candidate.size() > kNearestNameMax) continue;
    std::size_t distance = edit_distance(name, candidate);
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = candidate;
  }
  return best;
}

std::string absolute_path(std::string_view top, std::string_view path) {
  std::vector<std::string> parts;
  std::string whole = path.starts_with('/') ? std::string(path) : std::string(top) + "/" + std::string(path);
  for (std::string_view part : split(whole, '/')) {
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (!part.empty() && part != "." && part != "..") parts.emplace_back(part);
  }
  return "/" + join(parts, "/");
}

std::string shell_quote(std::string_view word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
  if (!word.empty() && word.find_first_not_of(kPlain) == word.npos) return std::string(word);
  std::string quoted = "'";
  for (char c : word) {
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  }
  return quoted + "'";
}

std::string shown_id(std::string_view id) {
  constexpr std::size_t kBytesMax = 80;
  return shorten(one_line(id), kBytesMax);
}

std::string reeve_command(std::string_view verb, std::string_view id) {
  constexpr std::size_t kTypedMax = 200;
  std::string word = id.size() > kTypedMax ? "ID" : shell_quote(id);
  return "`reeve " + std::string(verb) + (id.starts_with('-') ? " -- " : " ") + word + "`";
}

std::string format_tokens(std::int64_t tokens) {
  if (tokens < 1'000) return std::to_string(std::max<std::int64_t>(tokens, 0));
  // 999 950 would round to 1000K.
  if (tokens < 999'950) return with_tenths((tokens + 50) / 100, 'K');
  return with_tenths(tokens / 100'000 + (tokens % 100'000 >= 50'000 ? 1 : 0), 'M');
}

std::string format_usd(double usd) {
  char text[48];
  bool below_a_cent = usd > 0 && usd < 0.01;
  auto size = std::snprintf(text, sizeof text, below_a_cent ? "$%.4f" : "$%.2f", std::clamp(usd, 0.0, 1e12));
  return std::string(text, static_cast<std::size_t>(size));
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::clamp(share, 0.0, 1e6) * 100 + 0.5)) + " %";
}

std::optional<std::int64_t> parse_tokens(std::string_view text) {
  text = trim(text);
  std::int64_t unit = 1;
  if (!text.empty() && lower(text.back()) == 'k') unit = 1'000;
  if (!text.empty() && lower(text.back()) == 'm') unit = 1'000'000;
  if (unit != 1) text.remove_suffix(1);
  std::int64_t whole = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (failure != std::errc() || !is_digit(text.front()) || whole > kTokensMax / unit) return std::nullopt;
  std::string_view fraction(end, static_cast<std::size_t>(text.data() + text.size() - end));
  std::int64_t tokens = whole * unit;
  if (fraction.empty()) return tokens;
  if (unit == 1 || fraction.size() < 2 || fraction.front() != '.') return std::nullopt;
  for (char digit : fraction.substr(1)) {
    if (!is_digit(digit)) return std::nullopt;
    unit /= 10;
    tokens += (digit - '0') * unit;
  }
  return tokens;
}

}  // namespace reeve
