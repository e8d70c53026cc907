#include "functions.h"

#include <algorithm>
#include <optional>

namespace reeve::tidy {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && (std::isalpha(text[0]) || text[0] == '_');
}

// One of these before a parenthesis makes it no parameter list.
bool is_specifier(std::string_view name) {
  return name == "alignas" || name == "decltype" || name == "noexcept" || name == "requires" ||
         name == "explicit" || name == "__attribute__";
}

// The tokens since the last `;`, `{` or `}` of a declaration scope, up to a `{`: does a function's body begin
// here?
struct Statement {
  std::vector<Token> tokens;
  std::string function;      // the name before the first parameter list
  bool initializer = false;  // after a `=` that is no operator's name
  bool member_list = false;  // after the colon of a constructor
  int parentheses = 0;
  int angles = 0;

  void add(const Token& token);
  // A brace that follows a name in a member list opens an initializer: `: size_{1} {`.
  bool opens_member() const { return member_list && !tokens.empty() && is_name(tokens.back().text); }
  void name_function(std::string_view before);
};

void Statement::name_function(std::string_view before) {
  if (parentheses == 0 && angles <= 0 && !initializer && function.empty() && !is_specifier(before) &&
      !before.empty())
    function = before;
}

void Statement::add(const Token& token) {
  std::string_view before = tokens.empty() ? std::string_view() : tokens.back().text;
  std::string_view text = token.text;
  bool names_operator = tokens.size() > 1 && tokens[tokens.size() - 2].text == "operator";
  if (text == "(") name_function(before), ++parentheses;
  if (text == ")") --parentheses;
  if (text == "<" && (is_name(before) && before != "operator")) ++angles;
  if (text == ">" && angles > 0) --angles;
  if (parentheses == 0 && angles <= 0) {
    if (text == "=" && before != "operator" && !names_operator && function.empty()) initializer = true;
    if (text == ":" && !function.empty()) member_list = true;
  }
  tokens.push_back(token);
}

class FunctionFinder {
 public:
  explicit FunctionFinder(const SourceFile& file) : file_(file), tokens_(tokens_of(file.text)) {}

  std::vector<Function> find() {
    while (at_ < tokens_.size()) step();
    return std::move(found_);
  }

 private:
  void step() {
    const Token& token = tokens_[at_];
    if (token.text == "{") return open();
    if ((token.text == ";" && statement_.parentheses == 0) || token.text == "}") {
      statement_ = {};
    } else {
      statement_.add(token);
    }
    ++at_;
  }

  void open() {
    if (statement_.initializer || statement_.parentheses > 0 || statement_.opens_member()) {
      skip_braces();
      statement_.tokens.push_back(tokens_[at_ - 1]);
    } else if (!statement_.function.empty()) {
      std::size_t line = statement_.tokens.front().line;
      skip_braces();
      found_.push_back({file_.path, statement_.function, line, tokens_[at_ - 1].line - line + 1});
      statement_ = {};
    } else {  // namespace, class, enum: its inside is the next scope
      statement_ = {};
      ++at_;
    }
  }

  // Leaves the position behind the brace that closes the one at it.
  void skip_braces() {
    int depth = 0;
    do {
      if (tokens_[at_].text == "{") ++depth;
      if (tokens_[at_].text == "}") --depth;
      ++at_;
    } while (depth > 0 && at_ < tokens_.size());
  }

  const SourceFile& file_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  Statement statement_;
  std::vector<Function> found_;
};

}  // namespace

std::vector<Function> functions_of(const SourceFile& file) {
  return FunctionFinder(file).find();
}

Findings long_functions(const std::vector<Function>& functions, std::size_t lines_max) {
  Findings findings;
  for (const Function& function : functions) {
    if (function.lines <= lines_max) continue;
    findings.push_back({function.path, function.line,
                        function.name + " has " + std::to_string(function.lines) + " lines, more than " +
                            std::to_string(lines_max)});
  }
  return findings;
}

Findings long_files(const std::vector<SourceFile>& files, std::size_t lines_max) {
  Findings findings;
  for (const SourceFile& file : files) {
    std::size_t lines = lines_of(file.text).size();
    if (file.is_cpp() && lines > lines_max)
      findings.push_back({file.path, 0, std::to_string(lines) + " lines: split it by idea"});
  }
  return findings;
}

std::size_t median_lines(std::vector<Function> functions) {
  if (functions.empty()) return 0;
  auto middle = functions.begin() + static_cast<std::ptrdiff_t>(functions.size() / 2);
  std::nth_element(functions.begin(), middle, functions.end(),
                   [](const Function& a, const Function& b) { return a.lines < b.lines; });
  return middle->lines;
}

}  // namespace reeve::tidy
