#include "mutate/places.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string_view>

#include "unit/tidy/source.h"

namespace reeve::mutate {
namespace {

using tidy::Token;
using Words = std::set<std::string_view>;

constexpr std::size_t kNone = std::string::npos;

bool is_word(const Token& token) {
  return !token.text.empty() &&
         (std::isalpha(static_cast<unsigned char>(token.text[0])) || token.text[0] == '_');
}

bool is_blank(char c) {
  return std::isspace(static_cast<unsigned char>(c));
}

bool is_assignment(std::string_view sign) {
  static const Words kSigns = {"=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "<<=", ">>="};
  return kSigns.contains(sign);
}

// With two operands, and two characters or more; such a sign stands between blanks.
bool is_long_sign(std::string_view text) {
  static const Words kSigns = {"==", "!=", "<=", ">=", "&&", "||", "<<", ">>"};
  return kSigns.contains(text) || (text.size() > 1 && is_assignment(text));
}

// As tidy has them, and signs in one piece.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (const Token& token : tidy::tokens_of(text)) {
    if (!tokens.empty() && token.from < tokens.back().to) continue;  // its second half
    tokens.push_back(token);
    auto sign = text.substr(token.from, text.find_first_of(" \n", token.from) - token.from);
    if (token.from == 0 || !is_blank(text[token.from - 1]) || !is_long_sign(sign)) continue;
    tokens.back().text = sign;
    tokens.back().to = token.from + sign.size();
  }
  return tokens;
}

// A literal as it would read.
std::string changed(std::string literal, int by) {
  std::erase(literal, '\'');
  auto suffix = literal.find_first_not_of("0123456789");
  std::string rest = suffix == literal.npos ? "" : literal.substr(suffix);
  return std::to_string(std::stoull(literal) + static_cast<unsigned long long>(by)) + rest;
}

class Finder {
 public:
  Finder(const std::string& file, const std::string& text)
      : file_(file),
        text_(text),
        tokens_(tokens_of(text)),
        partner_(tokens_.size(), kNone),
        enclosing_(tokens_.size(), kNone) {
    match_brackets();
  }

  std::vector<Place> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      comparison(i);
      clauses(i);
      condition(i);
      number(i);
      truth(i);
      statement(i);
    }
    count_alike();
    return std::move(places_);
  }

 private:
  std::string_view word(std::size_t i) const { return i < tokens_.size() ? tokens_[i].text : ""; }
  char char_at(std::size_t at) const { return at < text_.size() ? text_[at] : ' '; }

  void match_brackets() {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      std::string_view text = word(i);
      if (!open.empty()) enclosing_[i] = open.back();
      if (text == "(" || text == "[" || text == "{") open.push_back(i);
      if ((text != ")" && text != "]" && text != "}") || open.empty()) continue;
      partner_[i] = open.back();
      partner_[open.back()] = i;
      open.pop_back();
    }
  }
  bool opens(std::size_t i) const { return partner_[i] != kNone && partner_[i] > i; }
  bool closes(std::size_t i) const { return partner_[i] != kNone && partner_[i] < i; }

  // A sign with two operands stands between blanks; "" if there is none.
  std::string_view sign(std::size_t i) const {
    if (i >= tokens_.size() || is_word(tokens_[i])) return {};
    bool apart = is_blank(char_at(tokens_[i].from - 1)) && is_blank(char_at(tokens_[i].to));
    return apart ? word(i) : std::string_view();
  }

  bool ends_operand(std::size_t i) const {
    static const Words kSigns = {"&&", "||", "?", ":"};
    return word(i) == "," || word(i) == ";" || kSigns.contains(sign(i)) || is_assignment(sign(i));
  }

  // The token behind the operand that begins at `i`.
  std::size_t operand_end(std::size_t i) const {
    while (i < tokens_.size() && !ends_operand(i) && !closes(i)) i = opens(i) ? partner_[i] + 1 : i + 1;
    return i;
  }

  // The bracket behind `if (…` and the brace of a block are no part of what follows.
  bool ends_statement(std::size_t i) const {
    static const Words kControls = {"if", "for", "while"};
    if (word(i) == "}") return text_.find('\n', tokens_[i].to) < tokens_[i + 1].from;
    return word(i) == ")" && partner_[i] > 0 && kControls.contains(word(partner_[i] - 1));
  }

  // The first token of the operand that ends before `i`; `within`: signs that belong to it.
  std::size_t operand_begin(std::size_t i, const Words& within) const {
    static const Words kStops = {"return", "case", "throw", "else", "<<"};
    for (; i > 0; i = closes(i - 1) ? partner_[i - 1] : i - 1) {
      std::size_t last = i - 1;
      if (within.contains(sign(last))) continue;
      if (opens(last) || ends_operand(last) || kStops.contains(word(last)) || ends_statement(last)) break;
    }
    return i;
  }

  std::string one_line(std::string_view text) const {
    std::string line;
    for (char c : text) {
      if (!is_blank(c)) line += c;
      if (is_blank(c) && !line.empty() && line.back() != ' ') line += ' ';
    }
    while (line.ends_with(' ')) line.pop_back();
    return line;
  }

  void add(const char* kind, Rewrite rewrite, const std::string& shown) {
    auto line = text_.rfind('\n', rewrite.from);
    std::size_t from = line == text_.npos ? 0 : line + 1;
    std::size_t to = std::min(text_.find('\n', rewrite.to), text_.size());
    std::string_view text(text_);
    Place place;
    place.file = file_;
    place.kind = kind;
    place.before = one_line(text.substr(from, to - from));
    place.after = one_line(std::string(text.substr(from, rewrite.from - from)) + shown +
                           std::string(text.substr(rewrite.to, to - rewrite.to)));
    place.rewrites.push_back(std::move(rewrite));
    places_.push_back(std::move(place));
  }

  std::string between(std::size_t from, std::size_t to) const { return text_.substr(from, to - from); }

  void comparison(std::size_t i) {
    struct Sign {
      const char *kind, *becomes, *open;
    };
    static const std::map<std::string_view, Sign> kSigns = {
        {"==", {"equal", "!=", "== ::reeve::mutate::Equal{@} =="}},
        {"!=", {"equal", "==", "== ::reeve::mutate::Unequal{@} =="}},
        {"<", {"order", "<=", "< ::reeve::mutate::Less{@} <"}},
        {"<=", {"order", "<", "< ::reeve::mutate::AtMost{@} <"}},
        {">", {"order", ">=", "< ::reeve::mutate::Greater{@} <"}},
        {">=", {"order", ">", "< ::reeve::mutate::AtLeast{@} <"}},
    };
    auto found = kSigns.find(sign(i));
    if (found == kSigns.end()) return;
    std::size_t from = tokens_[i].from;
    add(found->second.kind,
        {Rewrite::Kind::instead, from, from + found->first.size(), found->second.open, ""},
        found->second.becomes);
  }

  // Each part of a chain of `&&` or `||`, left out.
  void clauses(std::size_t i) {
    std::string_view text = sign(i);
    if (text != "&&" && text != "||") return;
    clause(text, i + 1, operand_end(i + 1));
    std::size_t first = operand_begin(i, {});
    bool chained = first > 0 && (sign(first - 1) == "&&" || sign(first - 1) == "||");
    if (!chained) clause(text, first, i);
  }

  void clause(std::string_view text, std::size_t first, std::size_t end) {
    if (first >= end) return;
    bool both = text == "&&";
    add("clause",
        {Rewrite::Kind::around, tokens_[first].from, tokens_[end - 1].to,
         both ? "(::reeve::mutate::on(@) || (" : "(!::reeve::mutate::on(@) && (", "))"},
        both ? "true" : "false");
  }

  void negate(std::size_t first, std::size_t end) {
    if (first >= end) return;
    std::size_t from = tokens_[first].from, to = tokens_[end - 1].to;
    add("negate", {Rewrite::Kind::around, from, to, "(::reeve::mutate::on(@) != static_cast<bool>(", "))"},
        "!(" + between(from, to) + ")");
  }

  void condition(std::size_t i) {
    if (sign(i) == "?") negate(operand_begin(i, {"&&", "||"}), i);
    if (word(i) != "if" || word(i + 1) != "(") return;
    std::size_t first = i + 2, end = partner_[i + 1];
    for (std::size_t at = first; at < end; at = opens(at) ? partner_[at] + 1 : at + 1)
      if (word(at) == ";") first = at + 1;
    for (std::size_t at = first; at < end; at = opens(at) ? partner_[at] + 1 : at + 1)
      if (is_assignment(sign(at))) return;
    negate(first, end);
  }

  // The `constexpr` of the variable that `i` is in the value of; kNone if there is none.
  std::size_t constant_at(std::size_t i) const {
    std::size_t begin = i;
    while (begin > 0 && word(begin) != ";" && word(begin) != "constexpr") --begin;
    if (word(begin) != "constexpr") return kNone;
    for (std::size_t at = begin; at < i; ++at) {
      if (sign(at) == "=") return begin;
      if (word(at) == "(") break;
    }
    return kNone;
  }

  // Whether the block around `i` is one that begins with that word.
  bool is_within(std::size_t i, std::string_view keyword) const {
    for (std::size_t brace = enclosing_[i]; brace != kNone; brace = enclosing_[brace]) {
      if (word(brace) != "{") continue;
      for (std::size_t at = brace; at > 0 && word(at - 1) != ";" && word(at - 1) != "}"; --at)
        if (word(at - 1) == keyword) return true;
    }
    return false;
  }

  // What the compiler itself has to know: enumerators, cases, tables it works out, and the sizes of arrays.
  bool must_stay(std::size_t i) const {
    if (in_template(i) || (i > 0 && word(i - 1) == "case") || is_within(i, "enum")) return true;
    std::size_t constant = constant_at(i);
    if (constant == kNone) return is_within(i, "constexpr");
    std::size_t name = constant;
    while (sign(name + 1) != "=" && word(name + 1) != "[") ++name;
    std::string text(word(name));
    return text_.find(", " + text + ">") != text_.npos || text_.find("[" + text + "]") != text_.npos;
  }

  // A named bound is no constant any more, or its mistake would be worked out by the compiler.
  void add_number(const char* kind, Rewrite rewrite, const std::string& shown, std::size_t i) {
    add(kind, std::move(rewrite), shown);
    std::size_t constant = constant_at(i);
    if (constant == kNone) return;
    const Token& token = tokens_[constant];
    places_.back().rewrites.push_back({Rewrite::Kind::instead, token.from, token.to, "const", ""});
  }

  bool in_template(std::size_t i) const {
    return char_at(tokens_[i].from - 1) == '<' || char_at(tokens_[i].to) == '>';
  }

  void number(std::size_t i) {
    std::string text(word(i));
    bool whole = !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) &&
                 text.find_first_not_of("0123456789'uUlL") == text.npos;
    std::size_t from = tokens_[i].from, to = tokens_[i].to;
    if (!whole || char_at(to) == '.' || char_at(from - 1) == '.' || must_stay(i)) return;
    if (i > 0 && (word(i - 1) == "<<" || word(i - 1) == ">>")) return;
    add_number("more", {Rewrite::Kind::around, from, to, "(", " + ::reeve::mutate::on(@))"}, changed(text, 1),
               i);
    if (text.find_first_not_of("0'uUlL") == text.npos) return;
    add_number("less", {Rewrite::Kind::around, from, to, "(", " - ::reeve::mutate::on(@))"},
               changed(text, -1), i);
  }

  void truth(std::size_t i) {
    bool yes = word(i) == "true";
    if ((!yes && word(i) != "false") || must_stay(i)) return;
    std::string open = yes ? "(!::reeve::mutate::on(@))" : "::reeve::mutate::on(@)";
    add_number("flip", {Rewrite::Kind::instead, tokens_[i].from, tokens_[i].to, open, ""},
               yes ? "false" : "true", i);
  }

  bool begins_statement(std::size_t i) const {
    if (i == 0) return false;
    std::string_view last = word(i - 1);
    if (last == ")" && partner_[i - 1] != kNone && partner_[i - 1] > 0) {
      std::string_view before = word(partner_[i - 1] - 1);
      return before == "if" || before == "for" || before == "while";
    }
    return last == ";" || last == "{" || last == "}" || last == "else";
  }

  // A call, or an assignment to what was there before; `i` is its first token. Its `;`, or none.
  std::size_t statement_end(std::size_t i) const {
    static const Words kOthers = {"return",   "if",        "for",         "while",  "do",       "switch",
                                  "case",     "break",     "throw",       "using",  "continue", "default",
                                  "else",     "delete",    "struct",      "static", "const",    "auto",
                                  "template", "REEVE_TRY", "REEVE_ASSERT"};
    if (kOthers.contains(word(i))) return kNone;
    bool steps = (word(i) == "+" && word(i + 1) == "+") || (word(i) == "-" && word(i + 1) == "-");
    if (!is_word(tokens_[i]) && !steps) return kNone;
    bool calls = false;
    std::size_t at = steps ? i + 2 : i;
    for (; at < tokens_.size() && word(at) != ";"; at = opens(at) ? partner_[at] + 1 : at + 1) {
      if (is_assignment(sign(at)) || sign(at) == "?") break;
      bool declares = at > i && is_word(tokens_[at]) && is_word(tokens_[at - 1]);
      bool links = is_word(tokens_[at]) || opens(at) || word(at) == "::" || word(at) == "." ||
                   word(at) == "-" || (word(at) == ">" && word(at - 1) == "-") || word(at) == "+";
      if (declares || !links || word(at) == "{") return kNone;
      calls = calls || word(at) == "(";
    }
    if (word(at) == ";" && !calls && !steps) return kNone;
    while (at < tokens_.size() && word(at) != ";" && !closes(at)) at = opens(at) ? partner_[at] + 1 : at + 1;
    return word(at) == ";" ? at : kNone;
  }

  void statement(std::size_t i) {
    if (!begins_statement(i)) return;
    std::size_t end = statement_end(i);
    if (end == kNone) return;
    add("drop",
        {Rewrite::Kind::around, tokens_[i].from, tokens_[end].to, "{ if (!::reeve::mutate::on(@)) ", " }"},
        ";");
  }

  void count_alike() {
    std::map<std::string, std::size_t> seen;
    for (Place& place : places_) place.nth = ++seen[place.kind + "\n" + place.before];
  }

  const std::string& file_;
  const std::string& text_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> partner_;    // of a bracket
  std::vector<std::size_t> enclosing_;  // the bracket that is open there
  std::vector<Place> places_;
};

struct Insertion {
  std::size_t at;
  std::size_t other_end;  // of what it encloses
  bool closes;
  std::string text;

  // What closes comes before what opens; the outer opens first and closes last.
  bool operator<(const Insertion& other) const {
    if (at != other.at) return at < other.at;
    if (closes != other.closes) return closes;
    return other_end > other.other_end;
  }
};

std::string numbered(std::string text, int number) {
  if (auto at = text.find('@'); at != text.npos) text.replace(at, 1, std::to_string(number));
  return text;
}

}  // namespace

std::vector<Place> places_in(const std::string& file, const std::string& text) {
  return Finder(file, text).find();
}

std::string with_switches(const std::string& text, const std::vector<Place>& places,
                          const std::vector<int>& numbers) {
  std::vector<Insertion> insertions;
  std::map<std::size_t, std::pair<std::size_t, std::string>> instead;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (const Rewrite& rewrite : places[i].rewrites) {
      if (rewrite.kind == Rewrite::Kind::instead) {
        instead[rewrite.from] = {rewrite.to, numbered(rewrite.open, numbers[i])};
        continue;
      }
      insertions.push_back({rewrite.from, rewrite.to, false, numbered(rewrite.open, numbers[i])});
      insertions.push_back({rewrite.to, rewrite.from, true, numbered(rewrite.close, numbers[i])});
    }
  }
  std::stable_sort(insertions.begin(), insertions.end());
  std::string result;
  auto next = insertions.begin();
  for (std::size_t at = 0; at <= text.size();) {
    for (; next != insertions.end() && next->at == at; ++next) result += next->text;
    auto replaced = instead.find(at);
    if (replaced != instead.end()) result += replaced->second.second;
    std::size_t to = replaced != instead.end() ? replaced->second.first : at + 1;
    if (replaced == instead.end() && at < text.size()) result += text[at];
    at = to;
  }
  return result;
}

}  // namespace reeve::mutate
