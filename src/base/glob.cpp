// Globs as an automaton: the set of places in the pattern that the path read so far can have led to.
// Linear in pattern × path, whatever the pattern.
#include <string>
#include <utility>
#include <vector>

#include "reeve/base/text.h"

namespace reeve {
namespace {

enum class Kind {
  character,    // exactly this one
  any,          // ?
  set,          // [a-z]
  star,         // *   anything within a component
  deep_star,    // **  anything
  directories,  // **/ no or some whole components
};

struct Token {
  Kind kind;
  char character = 0;
  bool negated = false;
  std::string_view set = {};  // what stands between the brackets
};

struct Pattern {
  std::vector<Token> tokens;
  bool only_below = false;  // it ended in '/': the path itself is no match, what lies below it is
};

// The end of the set that begins behind '[', or npos: then the bracket is a character like others.
std::size_t set_end(std::string_view text, std::size_t from) {
  if (from < text.size() && (text[from] == '!' || text[from] == '^')) ++from;
  return text.find(']', from + 1);
}

bool in_set(const Token& token, char c) {
  std::string_view set = token.set;
  auto byte = [](char value) { return static_cast<unsigned char>(value); };
  bool found = false;
  for (std::size_t at = 0; at < set.size(); ++at) {
    bool range = at + 2 < set.size() && set[at + 1] == '-';
    char last = range ? set[at + 2] : set[at];
    found = found || (byte(set[at]) <= byte(c) && byte(c) <= byte(last));
    if (range) at += 2;
  }
  return found != token.negated;
}

// Reads one token at `at` and moves behind it.
Token next_token(std::string_view text, std::size_t& at) {
  bool component_start = at == 0 || text[at - 1] == '/';
  if (component_start && text.substr(at).starts_with("**/")) return at += 3, Token{Kind::directories};
  if (text.substr(at).starts_with("**")) return at += 2, Token{Kind::deep_star};
  char c = text[at++];
  if (c == '*') return {Kind::star};
  if (c == '?') return {Kind::any};
  if (c == '[') {
    auto end = set_end(text, at);
    if (end != text.npos) {
      bool negated = text[at] == '!' || text[at] == '^';
      std::string_view set = text.substr(at, end - at).substr(negated ? 1 : 0);
      at = end + 1;
      return {Kind::set, 0, negated, set};
    }
  }
  if (c == '\\' && at < text.size()) c = text[at++];
  return {Kind::character, c};
}

Pattern read_pattern(std::string_view text) {
  Pattern pattern;
  if (text.ends_with('/')) {
    pattern.only_below = true;
    text.remove_suffix(1);
  }
  bool anchored = text.find('/') != text.npos;
  if (text.starts_with('/')) text.remove_prefix(1);
  if (!anchored) pattern.tokens.push_back({Kind::directories});
  for (std::size_t at = 0; at < text.size();) pattern.tokens.push_back(next_token(text, at));
  return pattern;
}

using Places = std::vector<bool>;  // one per token, and one behind the last: the pattern is satisfied

// Tokens that may match nothing let the next one begin at once.
void skip_optional(const std::vector<Token>& tokens, Places& places, bool component_start) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Kind kind = tokens[i].kind;
    bool optional =
        kind == Kind::star || kind == Kind::deep_star || (kind == Kind::directories && component_start);
    if (places[i] && optional) places[i + 1] = true;
  }
}

Places after_character(const std::vector<Token>& tokens, const Places& places, char c) {
  Places next(places.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!places[i]) continue;
    switch (tokens[i].kind) {
      case Kind::character:
        next[i + 1] = next[i + 1] || tokens[i].character == c;
        break;
      case Kind::any:
        next[i + 1] = next[i + 1] || c != '/';
        break;
      case Kind::set:
        next[i + 1] = next[i + 1] || (c != '/' && in_set(tokens[i], c));
        break;
      case Kind::star:
        next[i] = next[i] || c != '/';
        break;
      case Kind::deep_star:
      case Kind::directories:
        next[i] = true;
        break;
    }
  }
  return next;
}

}  // namespace

bool glob_match(std::string_view pattern_text, std::string_view path) {
  Pattern pattern = read_pattern(pattern_text);
  if (pattern.tokens.empty() || trim(pattern_text).empty()) return false;
  Places places(pattern.tokens.size() + 1);
  places[0] = true;
  skip_optional(pattern.tokens, places, true);
  for (char c : path) {
    // A directory above the path is named.
    if (c == '/' && places.back()) return true;
    places = after_character(pattern.tokens, places, c);
    skip_optional(pattern.tokens, places, c == '/');
  }
  return places.back() && !pattern.only_below;
}

}  // namespace reeve
