#include "app/shell_words.h"

#include <algorithm>
#include <map>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr int kDepthMax = 8;  // of substitutions within each other
constexpr std::size_t kValueMax = 4096;

class Reader {
 public:
  Reader(std::string_view script, int depth) : script_(script), depth_(depth) {}

  std::vector<SimpleCommand> read();

 private:
  // Where the next word belongs.
  enum class Place { words, written, ignored, here_string, here_document };
  struct HereDocument {
    std::string end;
    std::size_t command;  // index into done_, once it is there
  };

  char at(std::size_t offset = 0) const {
    return place_ + offset < script_.size() ? script_[place_ + offset] : '\0';
  }
  void step(char c);
  void quoted(char quote);
  void escape();
  void dollar();
  void redirection();
  void substitution(char closing);
  void end_word();
  void end_command();
  void end_line();
  void comment();
  void add(char c) {
    word_ += c;
    in_word_ = true;
  }
  void remember_assignments();

  std::string_view script_;
  int depth_;
  std::size_t place_ = 0;
  std::string word_;
  bool in_word_ = false;
  Place goes_to_ = Place::words;
  SimpleCommand command_;
  std::vector<SimpleCommand> done_;
  std::vector<HereDocument> open_;
  std::map<std::string, std::string, std::less<>> variables_;
};

std::vector<SimpleCommand> Reader::read() {
  while (place_ < script_.size()) step(script_[place_]);
  end_word();
  end_command();
  return std::move(done_);
}

void Reader::step(char c) {
  ++place_;
  if (c == '\\') return escape();
  if (c == '\'' || c == '"') return quoted(c);
  if (c == '$') return dollar();
  if (c == '`') return substitution('`');
  if (c == '#' && !in_word_) return comment();
  if (c == '<' || c == '>') return redirection();
  if (c == '&' && at() == '>') return;  // both streams; the redirection comes now
  if (c == ' ' || c == '\t' || c == '\r') return end_word();
  if (c != '\n' && c != ';' && c != '&' && c != '|' && c != '(' && c != ')') return add(c);
  end_word();
  end_command();
  if (c == '\n') end_line();
}

void Reader::escape() {
  if (at() == '\n') {
    ++place_;
    return;
  }
  if (place_ < script_.size()) add(script_[place_++]);
}

void Reader::quoted(char quote) {
  in_word_ = true;
  while (place_ < script_.size() && at() != quote) {
    char c = script_[place_++];
    if (quote == '\'')
      add(c);
    else if (c == '\\' && (at() == '"' || at() == '\\' || at() == '$' || at() == '`'))
      add(script_[place_++]);
    else if (c == '$')
      dollar();
    else if (c == '`')
      substitution('`');
    else
      add(c);
  }
  ++place_;
}

void Reader::dollar() {
  if (at() == '(') {
    ++place_;
    return substitution(')');
  }
  std::size_t from = place_ + (at() == '{' ? 1 : 0), to = from;
  while (to < script_.size() && is_variable_letter(script_[to])) ++to;
  auto known = variables_.find(script_.substr(from, to - from));
  bool whole = from == place_ || (to < script_.size() && script_[to] == '}');
  if (known == variables_.end() || !whole) return add('$');
  word_ += known->second;
  in_word_ = true;
  place_ = from == place_ ? to : to + 1;
}

void Reader::substitution(char closing) {
  std::size_t from = place_;
  int open = 1;
  for (; place_ < script_.size() && open > 0; ++place_) {
    if (script_[place_] == '\\')
      ++place_;
    else if (script_[place_] == closing)
      --open;
    else if (script_[place_] == '(' && closing == ')')
      ++open;
  }
  std::size_t end = std::min(place_, script_.size());
  std::string_view inner = script_.substr(from, end - from - (open == 0 ? 1 : 0));
  if (depth_ < kDepthMax) {
    for (SimpleCommand& command : Reader(inner, depth_ + 1).read()) done_.push_back(std::move(command));
  }
  add('$');  // what it gives is not known
}

void Reader::redirection() {
  char c = script_[place_ - 1];
  // "2>file": the digits are no word.
  if (in_word_ && word_.find_first_not_of("0123456789") == word_.npos) {
    word_.clear();
    in_word_ = false;
  }
  end_word();
  goes_to_ = c == '>' ? Place::written : Place::ignored;
  if (c == '<' && at() == '<') {
    goes_to_ = at(1) == '<' ? Place::here_string : Place::here_document;
    place_ += at(1) == '<' || at(1) == '-' ? 2 : 1;
    return;
  }
  if (c == '<' && at() == '>') goes_to_ = Place::written;
  while (at() == '>' || at() == '|' || at() == '&') ++place_;
}

void Reader::end_word() {
  if (!in_word_) return;
  switch (goes_to_) {
    case Place::words:
      command_.words.push_back(word_);
      break;
    case Place::written:
      command_.written.push_back(word_);
      break;
    case Place::here_string:
      command_.input += word_;
      break;
    case Place::here_document:
      open_.push_back({word_, done_.size()});
      break;
    case Place::ignored:
      break;
  }
  goes_to_ = Place::words;
  word_.clear();
  in_word_ = false;
}

void Reader::end_command() {
  goes_to_ = Place::words;
  if (command_.words.empty() && command_.written.empty()) return;
  remember_assignments();
  done_.push_back(std::move(command_));
  command_ = {};
}

void Reader::remember_assignments() {
  auto loop = std::ranges::find(command_.words, "for");
  if (command_.words.end() - loop > 2 && *(loop + 2) == "in") variables_.erase(*(loop + 1));
  for (const std::string& word : command_.words) {
    if (word == "export" || word == "local" || word == "declare" || word == "readonly") continue;
    if (!is_assignment(word)) return;
    auto equals = word.find('=');
    variables_[word.substr(0, equals)] = word.substr(equals + 1, kValueMax);
  }
}

// What follows the line is the text of the here-documents that were begun in it.
void Reader::end_line() {
  for (const HereDocument& document : open_) {
    std::string text;
    while (place_ < script_.size()) {
      auto newline = std::min(script_.find('\n', place_), script_.size());
      std::string_view line = script_.substr(place_, newline - place_);
      place_ = std::min(newline + 1, script_.size());
      if (trim(line) == document.end) break;
      text += std::string(line) + "\n";
    }
    if (document.command < done_.size()) done_[document.command].input += text;
  }
  open_.clear();
}

void Reader::comment() {
  place_ = std::min(script_.find('\n', place_), script_.size());
}

}  // namespace

std::vector<SimpleCommand> commands_of(std::string_view script) {
  return Reader(script, 0).read();
}

bool is_variable_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_assignment(std::string_view word) {
  auto equals = word.find('=');
  if (equals == word.npos || equals == 0 || (word[0] >= '0' && word[0] <= '9')) return false;
  return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals), is_variable_letter);
}

}  // namespace reeve::app
