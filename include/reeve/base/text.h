// Small functions on text. Bytes in, bytes out; UTF-8 where it says so; no locale anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reeve {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view trim(std::string_view text);  // blanks, tabs, CR, LF
std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> split_lines(std::string_view text);  // at LF; a CR before it is dropped
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string to_lower_ascii(std::string_view text);
bool starts_with_ignore_case(std::string_view text, std::string_view prefix);

// The offset of the first byte that is not valid UTF-8 (RFC 3629), or nothing.
std::optional<std::size_t> invalid_utf8_at(std::string_view text);
// `text` with every malformed sequence replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

// What may go to a terminal: control characters (C0 but LF and TAB, C1, DEL), bidi and other
// invisible formatting characters appear as \x1b, \u202e; malformed UTF-8 as \xff.
std::string for_terminal(std::string_view text);
// The same on one line: LF, CR and TAB become blanks.
std::string one_line(std::string_view text);
// At most `bytes_max` bytes, cut at a character's start, "…" appended when something was cut.
std::string shorten(std::string_view text, std::size_t bytes_max);
// Columns that a terminal uses for `text` (wide East Asian and emoji count two, combining ones none).
std::size_t display_width(std::string_view text);
// The longest beginning of `text` that takes at most `width` columns; no combined character is cut.
std::string_view prefix_fitting(std::string_view text, std::size_t width);
// `text` without terminal escape sequences (colours, titles, cursor movements).
std::string without_escapes(std::string_view text);

// True if the id holds characters that one cannot see: zero-width, bidi, other format characters.
bool has_invisible(std::string_view text);
// `text` without those characters.
std::string without_invisible(std::string_view text);

// The candidate nearest to `name` (edit distance at most a third of its length, and at most 3).
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

// Globs as in .gitignore on whole paths: `*` and `?` stop at '/', `**` does not; a pattern without
// '/' matches the last component; a pattern ending in '/' or naming a directory matches all below it.
bool glob_match(std::string_view pattern, std::string_view path);

// `path` as seen from the absolute path `top`, without "." and ".." in it; no look at any disk.
std::string absolute_path(std::string_view top, std::string_view path);

// A word quoted for sh, for commands that a hint shows.
std::string shell_quote(std::string_view word);
// A task's id in a message, on one line, at most 80 bytes.
std::string shown_id(std::string_view id);
// "`reeve show A-1`", in backticks, to be typed as it stands, whatever the id begins with. One of more than
// 200 bytes is left for a person to fill in.
std::string reeve_command(std::string_view verb, std::string_view id);

// Token counts as the table writes them: 850, 4.2K, 15K, 1.2M (decimal, at most one decimal).
std::string format_tokens(std::int64_t tokens);
std::optional<std::int64_t> parse_tokens(std::string_view text);
// US dollars for people: $0.04, $12.30; a sum below a cent that is not 0 with four decimals.
std::string format_usd(double usd);
// "60 %", of a share of 1.
std::string percent(double share);

}  // namespace reeve
