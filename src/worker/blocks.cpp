// Every '{' may begin an object. They are tried from the last to the first: when a try comes to an
// inner '{', that one's end is known already and is jumped to, so that no nesting is walked twice.
#include "worker/blocks.h"

#include <algorithm>
#include <cstdint>

namespace reeve::worker {
namespace {

// The tries together read at most this many times the text; only text made to defeat the jumps comes
// near it. The last objects are tried first, so what is given up is the oldest text.
constexpr std::size_t kReadingsMax = 16;

enum class Expect { key_or_end, key, colon, value, value_or_end, comma_or_end };

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Finder {
 public:
  explicit Finder(std::string_view text)
      : text_(text), ends_(text.size(), 0), work_left_(text.size() * kReadingsMax) {}

  std::vector<std::string_view> outermost() {
    for (auto at = text_.rfind('{'); at != text_.npos && work_left_ > 0; at = before(at))
      ends_[at] = end_of_object(at);
    std::vector<std::string_view> found;
    for (auto at = text_.find('{'); at != text_.npos;) {
      std::size_t end = ends_[at];
      if (end != 0 && end - at <= kBlockBytesMax) found.push_back(text_.substr(at, end - at));
      at = text_.find('{', end != 0 ? end : at + 1);
    }
    return found;
  }

 private:
  std::size_t before(std::size_t at) const { return at == 0 ? text_.npos : text_.rfind('{', at - 1); }

  // The place behind the object's '}', or 0.
  std::uint32_t end_of_object(std::size_t begin) {
    arrays_ = 0;
    jumped_ = 0;
    expect_ = Expect::key_or_end;
    bool closed = false;
    for (at_ = begin + 1; at_ < text_.size(); ++at_) {
      if (is_blank(text_[at_])) continue;
      closed = text_[at_] == '}' && may_close();
      if (closed || !take()) break;
    }
    std::size_t read = std::min(at_, text_.size()) - begin - jumped_;
    work_left_ -= std::min(work_left_, read);
    return closed ? static_cast<std::uint32_t>(at_ + 1) : 0;
  }

  bool may_close() const {
    return arrays_ == 0 && (expect_ == Expect::key_or_end || expect_ == Expect::comma_or_end);
  }

  // Takes the token at at_, which is no blank, and leaves at_ on its last byte.
  bool take() {
    char c = text_[at_];
    switch (expect_) {
      case Expect::key_or_end:
      case Expect::key:
        return c == '"' && take_string() && then(Expect::colon);
      case Expect::colon:
        return c == ':' && then(Expect::value);
      case Expect::value_or_end:
        return c == ']' ? close_array() : take_value();
      case Expect::value:
        return take_value();
      case Expect::comma_or_end:
        if (c == ']' && arrays_ > 0) return close_array();
        return c == ',' && then(arrays_ > 0 ? Expect::value : Expect::key);
    }
    return false;
  }

  bool then(Expect next) {
    expect_ = next;
    return true;
  }

  bool close_array() {
    --arrays_;
    return then(Expect::comma_or_end);
  }

  bool take_value() {
    char c = text_[at_];
    if (c == '[') {
      ++arrays_;
      return then(Expect::value_or_end);
    }
    bool taken = c == '{' ? take_object() : c == '"' ? take_string() : take_word();
    return taken && then(Expect::comma_or_end);
  }

  bool take_object() {
    if (ends_[at_] == 0) return false;
    jumped_ += ends_[at_] - 1 - at_;
    at_ = ends_[at_] - 1;
    return true;
  }

  bool take_string() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') return true;
      if (static_cast<unsigned char>(text_[at_]) < 0x20) return false;
      if (text_[at_] == '\\') ++at_;
    }
    return false;
  }

  bool take_word() {
    std::size_t end = std::min(text_.find_first_of(" \t\r\n,]}{[\":", at_), text_.size());
    std::string_view word = text_.substr(at_, end - at_);
    bool number = word.find_first_not_of("0123456789+-.eE") == word.npos;
    if (word.empty() || (!number && word != "true" && word != "false" && word != "null")) return false;
    at_ = end - 1;
    return true;
  }

  std::string_view text_;
  std::vector<std::uint32_t> ends_;  // by the place of a '{': behind its '}', 0 = no object
  std::size_t work_left_;            // bytes that may still be read
  // Of the object that is being tried:
  std::size_t at_ = 0;
  std::size_t arrays_ = 0;  // open ones
  std::size_t jumped_ = 0;  // bytes not read
  Expect expect_ = Expect::key_or_end;
};

}  // namespace

std::vector<std::string_view> json_objects(std::string_view text) {
  // Places are kept in 32 bits.
  if (text.size() >= UINT32_MAX) text = text.substr(text.size() - (UINT32_MAX - 1));
  return Finder(text).outermost();
}

}  // namespace reeve::worker
