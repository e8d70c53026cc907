#include "base/utf8.h"

#include <algorithm>
#include <cstdio>

#include "reeve/base/text.h"

namespace reeve {
namespace {

constexpr std::string_view kReplacement = "\ufffd";

// Length, first payload bits and the allowed range of the second byte (RFC 3629, section 4).
struct Lead {
  std::uint8_t size;
  std::uint8_t bits;
  unsigned char second_min = 0x80;
  unsigned char second_max = 0xbf;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0xc2) return {0, 0};
  if (byte < 0xe0) return {2, static_cast<std::uint8_t>(byte & 0x1f)};
  auto low = static_cast<std::uint8_t>(byte & 0x0f);
  if (byte == 0xe0) return {3, low, 0xa0, 0xbf};
  if (byte == 0xed) return {3, low, 0x80, 0x9f};
  if (byte < 0xf0) return {3, low};
  auto lowest = static_cast<std::uint8_t>(byte & 0x07);
  if (byte == 0xf0) return {4, lowest, 0x90, 0xbf};
  if (byte < 0xf4) return {4, lowest};
  if (byte == 0xf4) return {4, lowest, 0x80, 0x8f};
  return {0, 0};
}

template <class Visit>
void each_character(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    Utf8Character character = first_character(text.substr(at));
    visit(character, text.substr(at, character.size));
    at += character.size;
  }
}

void append_escape(std::string& out, const char* format, unsigned value) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, format, value);
  out += buffer;
}

void append_visibly(std::string& out, Utf8Character character, std::string_view bytes) {
  char32_t code = character.code;
  bool variation = code == kTextVariation || code == kEmojiVariation;
  if (!character.valid) {
    for (unsigned char byte : bytes) append_escape(out, "\\x%02x", byte);
  } else if (code < 0x80 && is_control(code)) {
    append_escape(out, "\\x%02x", static_cast<unsigned>(code));
  } else if (is_control(code) || (is_invisible(code) && !variation)) {
    append_escape(out, code > 0xffff ? "\\U%08x" : "\\u%04x", static_cast<unsigned>(code));
  } else {
    out += bytes;
  }
}

// The columns that each character of a text adds, as the terminals of today draw sequences: a variation
// selector 16 makes a narrow symbol wide, a skin tone or a joined character is drawn inside the one before.
class Columns {
 public:
  std::size_t of(Utf8Character character) {
    char32_t code = character.code;
    bool joins = joined_;
    joined_ = character.valid && code == kZeroWidthJoiner && last_ == 2;
    if (!character.valid) return last_ = 1;
    if (code == kEmojiVariation && last_ == 1) {
      last_ = 2;
      return 1;
    }
    bool inside = joins || (is_skin_tone(code) && last_ == 2);
    if (inside || is_control(code) || is_invisible(code) || is_combining(code)) return 0;
    return last_ = is_wide(code) ? 2 : 1;
  }

 private:
  std::size_t last_ = 0;  // of the character that the next one may change
  bool joined_ = false;
};

// The length of the escape sequence (ECMA-48) at the start of `text`, 0 if there is none. One that is not
// closed is as long as the text.
std::size_t escape_size(std::string_view text) {
  if (text.size() < 2 || text[0] != '\x1b') return text.starts_with('\x1b') ? 1 : 0;
  std::size_t at = 2;
  if (text[1] == '[') {
    while (at < text.size() && text[at] >= 0x20 && text[at] < 0x40) ++at;
    bool closed = at < text.size() && text[at] >= 0x40 && text[at] < 0x7f;
    return at + (closed ? 1 : 0);
  }
  if (text[1] == ']' || text[1] == 'P' || text[1] == '_' || text[1] == '^') {
    while (at < text.size() && text[at] != '\a' && !text.substr(at).starts_with("\x1b\\")) ++at;
    return std::min(at + (at < text.size() && text[at] == '\a' ? 1 : 2), text.size());
  }
  while (at < text.size() && text[at - 1] >= 0x20 && text[at - 1] < 0x30) ++at;
  return at;
}

}  // namespace

Utf8Character first_encoded(std::string_view text) {
  auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  Lead lead = lead_of(byte(0));
  char32_t code = lead.bits;
  for (std::uint8_t at = 1; at < lead.size; ++at) {
    unsigned char min = at == 1 ? lead.second_min : 0x80;
    unsigned char max = at == 1 ? lead.second_max : 0xbf;
    if (at >= text.size() || byte(at) < min || byte(at) > max) return {byte(0), at, false};
    code = code << 6 | (byte(at) & 0x3f);
  }
  if (lead.size == 0) return {byte(0), 1, false};
  return {code, lead.size, true};
}

std::optional<std::size_t> invalid_utf8_at(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    Utf8Character character = first_character(text.substr(at));
    if (!character.valid) return at;
    at += character.size;
  }
  return std::nullopt;
}

std::string to_valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  each_character(text, [&](Utf8Character character, std::string_view bytes) {
    valid += character.valid ? bytes : kReplacement;
  });
  return valid;
}

std::string for_terminal(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  each_character(text, [&](Utf8Character character, std::string_view bytes) {
    if (character.code == '\n' || character.code == '\t')
      shown += bytes;
    else
      append_visibly(shown, character, bytes);
  });
  return shown;
}

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool after_return = false;
  each_character(text, [&](Utf8Character character, std::string_view bytes) {
    bool blank = character.code == '\n' || character.code == '\r' || character.code == '\t';
    bool second_half = after_return && character.code == '\n';
    after_return = character.code == '\r';
    if (second_half) return;
    if (blank)
      line += ' ';
    else
      append_visibly(line, character, bytes);
  });
  return line;
}

std::size_t display_width(std::string_view text) {
  Columns columns;
  std::size_t width = 0;
  each_character(text, [&](Utf8Character character, std::string_view) { width += columns.of(character); });
  return width;
}

std::string_view prefix_fitting(std::string_view text, std::size_t width) {
  Columns columns;
  std::size_t used = 0;
  std::size_t base = 0;  // where the last character with columns of its own begins
  for (std::size_t at = 0; at < text.size();) {
    Utf8Character character = first_character(text.substr(at));
    bool widens = character.valid && character.code == kEmojiVariation;
    std::size_t more = columns.of(character);
    if (used + more > width) return text.substr(0, widens ? base : at);
    if (more > 0 && !widens) base = at;
    used += more;
    at += character.size;
  }
  return text;
}

std::string without_escapes(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    std::size_t size = escape_size(text);
    if (size == 0) plain += text[0];
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return plain;
}

bool has_invisible(std::string_view text) {
  bool found = false;
  each_character(text, [&](Utf8Character character, std::string_view) {
    found = found || (character.valid && is_invisible(character.code));
  });
  return found;
}

std::string without_invisible(std::string_view text) {
  std::string seen;
  seen.reserve(text.size());
  each_character(text, [&](Utf8Character character, std::string_view bytes) {
    if (!character.valid || !is_invisible(character.code)) seen += bytes;
  });
  return seen;
}

}  // namespace reeve
