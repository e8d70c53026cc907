#include "dependencies.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

constexpr std::uint64_t kRangeMax = 10'000;
constexpr std::size_t kPieceBytesMax = 400;
constexpr std::size_t kUnknownMax = 100;  // of one cell

// Without decoration, a link's brackets and target, `#`.
std::string_view bare(std::string_view piece) {
  piece = undecorated(trim(piece));
  while (piece.starts_with("#") || piece.starts_with("\\")) piece.remove_prefix(1);
  auto middle = piece.find("](");
  if (piece.starts_with("[") && middle != piece.npos && piece.ends_with(")") &&
      piece.find('(', middle + 2) == piece.npos)
    return bare(piece.substr(1, middle - 1));
  if (piece.size() > 2 && piece.front() == '[' && piece.find(']') == piece.size() - 1)
    return bare(piece.substr(1, piece.size() - 2));
  return piece;
}

// "A-1 (needs the schema)" → "A-1 "; nothing if there is no such remark.
std::optional<std::string_view> without_remark(std::string_view piece) {
  piece = trim(piece);
  for (auto [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}, {"[", "]"}}) {
    if (!piece.ends_with(close)) continue;
    auto at = piece.find(open);
    if (at != piece.npos && at > 0 && !trim(piece.substr(0, at)).empty()) return piece.substr(0, at);
  }
  return std::nullopt;
}

// The first bytes of brackets and of separators; the last two also of many other characters.
bool may_part(char c) {
  return std::string_view("([)],;<\xe3\xef").find(c) != std::string_view::npos;
}

// The next piece of a list, brackets kept whole; `rest` is what follows.
std::string_view next_piece(std::string_view& rest) {
  int depth = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (!may_part(rest[i])) continue;
    std::string_view here = rest.substr(i);
    if (here[0] == '(' || here[0] == '[' || here.starts_with("（")) ++depth;
    if (here[0] == ')' || here[0] == ']' || here.starts_with("）")) --depth;
    if (depth > 0) continue;
    for (std::string_view separator : {",", ";", "、", "，", "；", "<br>", "<br/>", "<br />"})
      if (here.starts_with(separator)) {
        std::string_view piece = rest.substr(0, i);
        rest.remove_prefix(i + separator.size());
        return piece;
      }
  }
  std::string_view piece = rest;
  rest = {};
  return piece;
}

struct Numbered {
  std::string_view prefix;
  std::string_view digits;
  std::uint64_t number = 0;
};

// "P1-S10" → "P1-S", 10.
std::optional<Numbered> numbered(std::string_view id) {
  std::size_t at = id.size();
  while (at > 0 && is_digit(id[at - 1])) --at;
  Numbered parts{id.substr(0, at), id.substr(at), 0};
  auto [end, failure] = std::from_chars(id.data() + at, id.data() + id.size(), parts.number);
  if (failure != std::errc() || parts.number > UINT32_MAX) return std::nullopt;
  return parts;
}

}  // namespace

std::pair<std::size_t, std::size_t> Resolver::range_of(std::string_view id) {
  if (!spend(1)) return {0, 0};
  auto [from, to] = content_.range_of(id);
  return {from, to - from};
}

bool Resolver::spend(std::size_t lookups) {
  bool enough = lookups_left_ >= lookups;
  lookups_left_ = enough ? lookups_left_ - lookups : 0;
  return enough;
}

bool Resolver::add(std::string_view id) {
  auto [from, count] = range_of(id);
  if (count == 0 || !spend(count - 1)) return false;
  for (std::size_t i = from; i < from + count; ++i) named_.tasks.push_back(content_.by_id[i]);
  previous_ = content_.tasks[content_.by_id[from]].id;
  return true;
}

// After "P0-S4", "S5" is "P0-S5": the longest beginning of the last id that makes an id of it.
bool Resolver::add_elided(std::string_view piece) {
  if (previous_.empty() || piece.empty() || piece.find(' ') != piece.npos) return false;
  for (std::size_t length = previous_.size() - 1; length > 0; --length) {
    char last = previous_[length - 1], next = previous_[length];
    bool border =
        std::string_view("-_./:").find(last) != std::string_view::npos || is_digit(last) != is_digit(next);
    if (border && add(std::string(previous_.substr(0, length)) + std::string(piece))) return true;
  }
  return false;
}

bool Resolver::add_range(std::string_view left, std::string_view right) {
  left = bare(left);
  right = bare(right);
  if (left.empty() || right.empty() || !exists(left)) return false;
  std::string end(right);
  for (std::size_t length = left.size() - 1; !exists(end) && length > 0; --length)
    end = std::string(left.substr(0, length)) + std::string(right);
  auto first = numbered(left), last = numbered(end);
  if (!first || !last || first->prefix != last->prefix || !exists(end)) return false;
  if (first->number >= last->number || last->number - first->number > kRangeMax) return false;
  for (std::uint64_t number = first->number; number <= last->number; ++number) {
    std::string digits = std::to_string(number);
    std::string padding(first->digits.size() - std::min(digits.size(), first->digits.size()), '0');
    std::string prefix(first->prefix);
    if (!add(prefix + padding + digits) && !padding.empty()) add(prefix + digits);
  }
  return true;
}

bool Resolver::add_range(std::string_view piece) {
  for (std::string_view sign :
       {"...", "..", "…", "–", "—", "~", "～", "〜", " through ", " to ", " bis ", "-"})
    for (auto at = piece.find(sign); at != piece.npos; at = piece.find(sign, at + 1))
      if (add_range(piece.substr(0, at), piece.substr(at + sign.size()))) return true;
  return false;
}

// "6系" (series 6) is every id that begins with "6-" or "6.".
bool Resolver::add_group(std::string_view piece) {
  constexpr std::string_view kSeries = "系";
  if (!piece.ends_with(kSeries) || piece.size() == kSeries.size()) return false;
  std::string prefix(piece.substr(0, piece.size() - kSeries.size()));
  bool found = false;
  for (char border : {'-', '.'}) {
    std::string start = prefix + border;
    auto at = std::lower_bound(
        content_.by_id.begin(), content_.by_id.end(), start,
        [&](std::uint32_t task, const std::string& id) { return content_.tasks[task].id < id; });
    for (; at != content_.by_id.end() && content_.tasks[*at].id.starts_with(start) && spend(1); ++at) {
      named_.tasks.push_back(*at);
      found = true;
    }
  }
  return found;
}

bool Resolver::resolve_whole(std::string_view piece) {
  piece = bare(piece);
  return add(piece) || add_range(piece) || add_elided(piece) || add_group(piece);
}

// Splits at the separator; true if at least one part names a task. The others are unknown.
bool Resolver::resolve_list(std::string_view piece, std::string_view separator) {
  if (piece.find(separator) == piece.npos) return false;
  std::vector<std::string_view> unknown;
  bool found = false;
  for (std::string_view rest = piece; !rest.empty();) {
    auto at = std::min(rest.find(separator), rest.size());
    std::string_view part = rest.substr(0, at);
    rest.remove_prefix(std::min(rest.size(), at + separator.size()));
    if (says_nothing(part)) continue;
    if (resolve_piece(part)) {
      found = true;
    } else {
      unknown.push_back(part);
    }
  }
  if (found && named_.unknown.size() < kUnknownMax)
    named_.unknown.insert(named_.unknown.end(), unknown.begin(), unknown.end());
  return found;
}

// "T1 T2": words that are all ids.
bool Resolver::resolve_words(std::string_view piece) {
  auto words = split(trim(piece), ' ');
  if (words.size() < 2) return false;
  for (std::string_view word : words)
    if (!word.empty() && !exists(bare(word))) return false;
  for (std::string_view word : words)
    if (!word.empty()) add(bare(word));
  return true;
}

bool Resolver::resolve_short(std::string_view piece) {
  if (resolve_whole(piece)) return true;
  for (std::string_view separator : {" and ", " & ", "&", "+", "/", " und ", " et ", " y ", " и "})
    if (resolve_list(piece, separator)) return true;
  return resolve_words(piece);
}

bool Resolver::resolve_piece(std::string_view piece) {
  if (lookups_left_ == 0) return false;
  if (piece.size() <= kPieceBytesMax && resolve_short(piece)) return true;
  auto kept = without_remark(piece);
  if (!kept || !resolve_piece(*kept)) return false;
  named_.remarks.push_back(trim(piece));
  return true;
}

const Named& Resolver::resolve(std::string_view cell) {
  named_.tasks.clear();
  named_.unknown.clear();
  named_.remarks.clear();
  previous_ = {};
  if (says_nothing(cell) || add(bare(cell))) return named_;
  for (std::string_view rest = cell; !rest.empty();) {
    std::string_view piece = lookups_left_ > 0 ? next_piece(rest) : std::exchange(rest, {});
    if (says_nothing(piece) || resolve_piece(piece)) continue;
    if (named_.unknown.size() < kUnknownMax) named_.unknown.push_back(trim(piece));
  }
  return named_;
}

}  // namespace reeve::board
