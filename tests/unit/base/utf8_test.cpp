#include "support/catch.h"

#include "reeve/base/text.h"

using namespace std::string_literals;

namespace reeve {

TEST_CASE("the first malformed byte is found, as RFC 3629 defines it") {
  CHECK_FALSE(invalid_utf8_at("plain, é, 日本, 😀, \U0010ffff"));
  CHECK(invalid_utf8_at("ab\xff") == 2u);
  CHECK(invalid_utf8_at("é\xc3") == 2u);                 // ends within a character
  CHECK(invalid_utf8_at("\xc0\xaf") == 0u);              // overlong '/'
  CHECK(invalid_utf8_at("\xe0\x80\xaf") == 0u);          // overlong, three bytes
  CHECK(invalid_utf8_at("x\xed\xa0\x80") == 1u);         // surrogate
  CHECK(invalid_utf8_at("\xf4\x90\x80\x80") == 0u);      // past U+10FFFF
  CHECK(invalid_utf8_at("\xf8\x88\x80\x80\x80") == 0u);  // five bytes
  CHECK(invalid_utf8_at("\x80") == 0u);
}

TEST_CASE("each maximal malformed part becomes one replacement character") {
  CHECK(to_valid_utf8("a\xff"s + "b") == "a\ufffdb");
  CHECK(to_valid_utf8("\xe6\x97x") == "\ufffdx");                // two of three bytes
  CHECK(to_valid_utf8("\xf0\x9f\x98") == "\ufffd");              // three of four
  CHECK(to_valid_utf8("\xed\xa0\x80") == "\ufffd\ufffd\ufffd");  // a surrogate has no valid prefix
  CHECK(to_valid_utf8("日本") == "日本");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK_FALSE(invalid_utf8_at(to_valid_utf8(all + all)));
}

TEST_CASE("nothing that reaches a terminal can act on it") {
  CHECK(for_terminal("a\tb\nc") == "a\tb\nc");
  CHECK(for_terminal("\x1b[31mred\x1b]0;title\x07") == "\\x1b[31mred\\x1b]0;title\\x07");
  CHECK(for_terminal("over\rwritten\b") == "over\\x0dwritten\\x08");
  CHECK(for_terminal("nul\0l"s) == "nul\\x00l");
  CHECK(for_terminal("\x7f") == "\\x7f");
  CHECK(for_terminal("c1 \u009b31m \u0085") == "c1 \\u009b31m \\u0085");
  CHECK(for_terminal("evil \u202etxt.exe\u2066") == "evil \\u202etxt.exe\\u2066");
  CHECK(for_terminal("zero\u200bwidth \ufeff \u00ad") == "zero\\u200bwidth \\ufeff \\u00ad");
  CHECK(for_terminal("tag \U000e0041") == "tag \\U000e0041");
  CHECK(for_terminal("line\u2028break") == "line\\u2028break");
  CHECK(for_terminal("\xff\x9b\xc3") == "\\xff\\x9b\\xc3");
  CHECK(for_terminal("✔️ é 日本 😀 עברית") == "✔️ é 日本 😀 עברית");
}

TEST_CASE("one_line has no line end left of any kind") {
  CHECK(one_line("a\r\nb\nc\rd\te") == "a b c d e");
  CHECK(one_line("\n\n") == "  ");
  CHECK(one_line("a\u2028b\x1b[2K") == "a\\u2028b\\x1b[2K");
}

TEST_CASE("whatever bytes come, what is shown is valid and free of controls") {
  std::string bytes;
  unsigned state = 1;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 1'103'515'245u + 12'345u;
    bytes += static_cast<char>(state >> 16);
  }
  for (const auto& shown : {for_terminal(bytes), one_line(bytes)}) {
    CHECK_FALSE(invalid_utf8_at(shown));
    CHECK_FALSE(shown.find('\x1b') != shown.npos);
    CHECK_FALSE(shown.find('\r') != shown.npos);
  }
  CHECK(one_line(bytes).find('\n') == std::string::npos);
}

TEST_CASE("the width is that on a terminal") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\u0301") == 1);  // combining acute
  CHECK(display_width("日本語") == 6);
  CHECK(display_width("ｱ") == 1);   // half-width katakana
  CHECK(display_width("Ａ") == 2);  // full-width A
  CHECK(display_width("한글") == 4);
  CHECK(display_width("\u1112\u1161\u11ab") == 2);  // the same as conjoining jamo
  CHECK(display_width("😀") == 2);
  CHECK(display_width("👍🏽") == 2);            // skin tone
  CHECK(display_width("👨‍👩‍👧") == 2);  // joined
  CHECK(display_width("✔") == 1);
  CHECK(display_width("✔️") == 2);  // emoji presentation
  CHECK(display_width("✅ done") == 7);
  CHECK(display_width("🇩🇪") == 2);
  CHECK(display_width("\u200b\u202e") == 0);
  CHECK(display_width("\U00020000") == 2);  // a CJK extension
  CHECK(display_width("\xff") == 1);
}

TEST_CASE("invisible characters are found and removed, visible ones stay") {
  CHECK(has_invisible("A\u200b-1"));
  CHECK(has_invisible("A\u2066-1"));
  CHECK(has_invisible("\ufeffA-1"));
  CHECK(has_invisible("A\U000e0031"));
  CHECK_FALSE(has_invisible("A-1 日本 é e\u0301 😀"));
  CHECK_FALSE(has_invisible("\xff\xe2\x80"));
  CHECK(without_invisible("\ufeffA\u200b-\u20611\xff") == "A-1\xff");
}

TEST_CASE("a text is cut to columns, never inside of a character") {
  CHECK(prefix_fitting("abc", 5) == "abc");
  CHECK(prefix_fitting("abc", 2) == "ab");
  CHECK(prefix_fitting("abc", 0) == "");
  CHECK(prefix_fitting("日本語", 5) == "日本");
  CHECK(prefix_fitting("日本語", 6) == "日本語");
  CHECK(prefix_fitting("ne\u0301e", 2) == "ne\u0301");  // the accent stays with its letter
  CHECK(prefix_fitting("a❤\ufe0f", 2) == "a");          // the selector makes the heart wide
  CHECK(prefix_fitting("a❤\ufe0fb", 3) == "a❤\ufe0f");
  CHECK(prefix_fitting("👍🏽!", 2) == "👍🏽");
}

TEST_CASE("escape sequences of a worker's output are left out") {
  CHECK(without_escapes("plain") == "plain");
  CHECK(without_escapes("\x1b[1;32mok\x1b[0m 3") == "ok 3");
  CHECK(without_escapes("\x1b]0;a title\aafter") == "after");
  CHECK(without_escapes("\x1b]8;;https://x\x1b\\link\x1b]8;;\x1b\\") == "link");
  CHECK(without_escapes("\x1b(Bx\x1b=y") == "xy");
  CHECK(without_escapes("cut \x1b[3") == "cut ");
  CHECK(without_escapes("cut \x1b") == "cut ");
  CHECK(without_escapes("\x1b[2J日本") == "日本");
}

}  // namespace reeve
