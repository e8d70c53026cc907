#include "worker/claude_line.h"

#include <algorithm>
#include <optional>

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

constexpr std::size_t kEscapeSize = 6;  // \uD800

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20;
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

// The code unit of the escape "\uXXXX" at `at`.
std::optional<unsigned> unit_at(std::string_view line, std::size_t at) {
  if (at + kEscapeSize > line.size() || line[at] != '\\' || line[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  for (std::size_t i = at + 2; i < at + kEscapeSize; ++i) {
    auto digit = hex_digit(line[i]);
    if (!digit) return std::nullopt;
    unit = unit * 16 + *digit;
  }
  return unit;
}

bool is_first_half(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_second_half(unsigned unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

// Walks a line once, changes bytes in place and counts what a parser would build.
class Mender {
 public:
  explicit Mender(std::string& line) : line_(line) {}

  // False: deeper or larger than what is read here.
  bool mend() {
    while (at_ < line_.size() && depth_ <= kDepthMax && values_ <= kValuesMax) {
      if (line_[at_] == '"')
        mend_string();
      else
        count(line_[at_++]);
    }
    return depth_ <= kDepthMax && values_ <= kValuesMax;
  }

 private:
  void count(char c) {
    bool opens = c == '{' || c == '[';
    if (opens) ++depth_;
    if ((c == '}' || c == ']') && depth_ > 0) --depth_;
    if (opens || c == ',') ++values_;
  }

  void mend_string() {
    for (++at_; at_ < line_.size() && line_[at_] != '"';) {
      if (line_[at_] == '\\')
        mend_escape();
      else
        mend_byte();
    }
    ++at_;
  }

  void mend_byte() {
    if (is_control(line_[at_])) line_[at_] = ' ';
    ++at_;
  }

  void mend_escape() {
    auto unit = unit_at(line_, at_);
    if (!unit) {
      at_ += 2;
      return;
    }
    auto next = is_first_half(*unit) ? unit_at(line_, at_ + kEscapeSize) : std::nullopt;
    bool pair = next && is_second_half(*next);
    if (!pair && (is_first_half(*unit) || is_second_half(*unit))) line_.replace(at_, kEscapeSize, "\\ufffd");
    at_ += pair ? 2 * kEscapeSize : kEscapeSize;
  }

  std::string& line_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
};

const Json* find(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

}  // namespace

Json parse_line(std::string& line) {
  if (!Mender(line).mend()) return Json(Json::value_t::discarded);
  Json value = Json::parse(line, nullptr, false);
  if (!value.is_discarded() || !invalid_utf8_at(line)) return value;
  line = to_valid_utf8(line);
  return Json::parse(line, nullptr, false);
}

std::string_view text_at(const Json& object, const char* key) {
  const Json* value = find(object, key);
  const auto* text = value ? value->get_ptr<const std::string*>() : nullptr;
  return text ? std::string_view(*text) : std::string_view();
}

bool truth_at(const Json& object, const char* key) {
  const Json* value = find(object, key);
  return value && value->is_boolean() && value->get<bool>();
}

const Json& part_at(const Json& object, const char* key) {
  static const Json kNothing;
  const Json* value = find(object, key);
  return value ? *value : kNothing;
}

std::int64_t number_at(const Json& object, const char* key) {
  return static_cast<std::int64_t>(amount_at(object, key));
}

double amount_at(const Json& object, const char* key) {
  if (!has_number(object, key)) return 0;
  return std::clamp(find(object, key)->get<double>(), 0.0, static_cast<double>(kNumberMax));
}

bool has_number(const Json& object, const char* key) {
  const Json* value = find(object, key);
  return value && value->is_number();
}

}  // namespace reeve::worker
