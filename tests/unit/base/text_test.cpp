#include "reeve/base/text.h"

#include "support/catch.h"

using namespace std::string_literals;

namespace reeve {

TEST_CASE("trim takes blanks, tabs and line ends off both ends, nothing else") {
  CHECK(trim(" \t a b \r\n") == "a b");
  CHECK(trim("") == "");
  CHECK(trim(" \n\t") == "");
  CHECK(trim("\v x") == "\v x");
}

TEST_CASE("split keeps empty parts, join is its inverse") {
  CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  std::vector<std::string> parts = {"a", "", "b"};
  CHECK(join(parts, ", ") == "a, , b");
  CHECK(join({}, ", ") == "");
}

TEST_CASE("lines end at LF or CRLF; the last end opens no further line") {
  CHECK(split_lines("a\r\nb\n\nc") == std::vector<std::string_view>{"a", "b", "", "c"});
  CHECK(split_lines("a\n") == std::vector<std::string_view>{"a"});
  CHECK(split_lines("\n") == std::vector<std::string_view>{""});
  CHECK(split_lines("").empty());
  // A CR without LF behind it is text.
  CHECK(split_lines("a\rb\nc\r") == std::vector<std::string_view>{"a\rb", "c\r"});
}

TEST_CASE("case is ignored for ASCII only") {
  CHECK(to_lower_ascii("AbZ-Ä") == "abz-Ä");
  CHECK(starts_with_ignore_case("In-Progress: x", "in-progress"));
  CHECK(starts_with_ignore_case("x", ""));
  CHECK_FALSE(starts_with_ignore_case("in", "in-progress"));
}

TEST_CASE("shorten never exceeds the bound and never cuts a character") {
  CHECK(shorten("short", 5) == "short");
  CHECK(shorten("longer", 5) == "lo…");
  std::string wide = "日本語日本語";
  for (std::size_t bytes_max = 0; bytes_max <= wide.size(); ++bytes_max) {
    std::string cut = shorten(wide, bytes_max);
    CHECK(cut.size() <= bytes_max);
    CHECK_FALSE(invalid_utf8_at(cut));
  }
  CHECK(shorten(std::string(100, '\x80'), 10).size() <= 10);
}

TEST_CASE("nearest offers what was probably meant, and nothing far-fetched") {
  std::vector<std::string> known = {"gates", "worker", "budget", "lanes", "on"};
  CHECK(nearest("gate", known) == "gates");
  CHECK(nearest("wroker", known) == "worker");
  CHECK(nearest("lane", known) == "lanes");
  CHECK(nearest("gates", known) == "gates");
  CHECK_FALSE(nearest("of", known));  // one letter of two is too much
  CHECK_FALSE(nearest("timeout", known));
  CHECK_FALSE(nearest("", known));
  CHECK_FALSE(nearest(std::string(1'000'000, 'g'), known));
}

TEST_CASE("shell_quote leaves plain words alone and makes others one word") {
  CHECK(shell_quote("docs/tasks.md") == "docs/tasks.md");
  CHECK(shell_quote("") == "''");
  CHECK(shell_quote("a b") == "'a b'");
  CHECK(shell_quote("it's $(x)") == "'it'\\''s $(x)'");
  CHECK(shell_quote("~") == "'~'");
}

TEST_CASE("token counts are written with at most one decimal") {
  CHECK(format_tokens(0) == "0");
  CHECK(format_tokens(850) == "850");
  CHECK(format_tokens(999) == "999");
  CHECK(format_tokens(1'000) == "1K");
  CHECK(format_tokens(4'200) == "4.2K");
  CHECK(format_tokens(15'000) == "15K");
  CHECK(format_tokens(15'449) == "15.4K");
  CHECK(format_tokens(999'949) == "999.9K");
  CHECK(format_tokens(999'950) == "1M");
  CHECK(format_tokens(1'234'567) == "1.2M");
  CHECK(format_tokens(-5) == "0");
  CHECK(format_tokens(INT64_MAX) == "9223372036854.8M");
}

TEST_CASE("token counts are read as people and workers write them") {
  CHECK(parse_tokens("850") == 850);
  CHECK(parse_tokens(" 5.2K ") == 5'200);
  CHECK(parse_tokens("15k") == 15'000);
  CHECK(parse_tokens("1.25M") == 1'250'000);
  CHECK(parse_tokens("0.0004K") == 0);
  for (auto text : {"", "K", "-1", "+1", "5.2", "5.K", ".5K", "1e5", "5,200", "5 K", "K5", "5KK", "1.-2K",
                    "99999999999999999999", "9999999999999M"})
    CHECK_FALSE(parse_tokens(text));
}

}  // namespace reeve
