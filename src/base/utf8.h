// Decoding UTF-8 one character at a time, and what a character does on a terminal.
#pragma once

#include <cstdint>
#include <string_view>

namespace reeve {

// The first character of a text. `size` is how many bytes it takes; if `valid` is false these are
// the bytes of one malformed sequence (the maximal prefix of a well-formed one, Unicode 3.9 D93b),
// and `code` is the first of them.
struct Utf8Character {
  char32_t code = 0;
  std::uint8_t size = 1;
  bool valid = true;
};

// `text` begins with no ASCII.
Utf8Character first_encoded(std::string_view text);

// `text` is not empty. Most of it is ASCII.
inline Utf8Character first_character(std::string_view text) {
  auto byte = static_cast<unsigned char>(text[0]);
  return byte < 0x80 ? Utf8Character{byte, 1, true} : first_encoded(text);
}

bool is_control(char32_t code);  // C0, DEL, C1
bool is_invisible(
    char32_t code);  // zero-width, bidi, tags, fillers, other format characters, line separators
bool is_combining(char32_t code);  // takes no column: general categories Mn and Me, inner Hangul jamo
bool is_wide(char32_t code);       // takes two columns: East Asian Width W and F
bool is_skin_tone(char32_t code);  // modifies the emoji before it

inline constexpr char32_t kZeroWidthJoiner = 0x200d;
inline constexpr char32_t kTextVariation = 0xfe0e;
inline constexpr char32_t kEmojiVariation = 0xfe0f;

}  // namespace reeve
