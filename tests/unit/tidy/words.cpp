#include "words.h"

#include <regex>
#include <set>

namespace reeve::tidy {
namespace {

// `pattern` on every line of the file that is text.
Findings matches(const SourceFile& file, const std::regex& pattern, const std::string& message) {
  Findings findings;
  if (file.text.find('\0') != std::string::npos) return findings;
  std::size_t number = 0;
  for (std::string_view line : lines_of(file.text)) {
    ++number;
    constexpr std::size_t kLineMax = 10000;  // longer ones are data, and the regex library recurses
    if (line.size() < kLineMax && std::regex_search(line.begin(), line.end(), pattern))
      findings.push_back({file.path, number, message});
  }
  return findings;
}

// Real boards and recorded streams say what they like; everything else is ours.
bool is_data(const SourceFile& file) {
  return file.under("fixtures/boards/") || file.under("fixtures/claude/");
}

}  // namespace

Findings unfinished(const SourceFile& file) {
  static const std::regex kPattern(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X)\\b");
  // Status words of tracking files are among them: quoted, they are data.
  static const std::regex kQuoted(
      "[\"`|](TO"
      "DO|FIX"
      "ME)[\"`| ]");
  if (is_data(file)) return {};
  Findings findings;
  for (Finding& finding : matches(file, kPattern, "not finished")) {
    std::string line(lines_of(file.text)[finding.line - 1]);
    if (!std::regex_search(line, kQuoted)) findings.push_back(std::move(finding));
  }
  return findings;
}

Findings sleeps(const SourceFile& file) {
  static const std::set<std::string_view> kSleeps = {"sleep", "usleep", "nanosleep", "sleep_for",
                                                     "sleep_until"};
  static const std::regex kInShell("(^|[;&|({]|\\b(do|then|else|exec|while|until|if))\\s*sleep\\s");
  Findings findings;
  if (!file.under("tests/") && !file.under("fixtures/")) return findings;
  if (file.is_shell()) return matches(file, kInShell, "sleeps");
  if (!file.is_cpp()) return findings;
  std::vector<Token> tokens = tokens_of(file.text);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (kSleeps.contains(tokens[i].text) && tokens[i + 1].text == "(")
      findings.push_back({file.path, tokens[i].line, "sleeps"});
  }
  return findings;
}

Findings opened_namespaces(const SourceFile& file) {
  Findings findings;
  if (!file.is_cpp() || !(file.under("src/") || file.under("include/"))) return findings;
  std::vector<Token> tokens = tokens_of(file.text);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    // Arithmetic on times is unreadable with full names.
    bool chrono = i + 4 < tokens.size() && tokens[i + 4].text == "chrono";
    if (tokens[i].text == "using" && tokens[i + 1].text == "namespace" && !chrono)
      findings.push_back({file.path, tokens[i].line, "opens a namespace"});
  }
  return findings;
}

Findings machine_paths(const SourceFile& file) {
  static const std::regex kPattern(
      "(^|[\\s\"'`=:(])/(wo"
      "rk|ro"
      "ot|ho"
      "me/[a-z]+|Us"
      "ers)/");
  return is_data(file) ? Findings() : matches(file, kPattern, "a path of one machine");
}

Findings strangers_at_top(const std::vector<SourceFile>& files) {
  static const std::set<std::string, std::less<>> kAllowed = {
      ".ci",       ".clang-format", ".gitattributes", ".gitignore", "CMakeLists.txt",   "CMakePresets.json",
      "DESIGN.md", "LICENSE",       "README.md",      "dev",        "fixtures",         "hooks",
      "include",   "src",           "templates",      "tests",      "reeve.schema.json"};
  Findings findings;
  std::set<std::string> seen;
  for (const SourceFile& file : files) {
    std::string entry = file.path.substr(0, file.path.find('/'));
    if (!kAllowed.contains(entry) && seen.insert(entry).second)
      findings.push_back({entry, 0, "has no place at the top"});
  }
  return findings;
}

Findings long_readme(const std::vector<SourceFile>& files, std::size_t lines_max) {
  for (const SourceFile& file : files) {
    if (file.path != "README.md") continue;
    std::size_t lines = lines_of(file.text).size();
    if (lines <= lines_max) return {};
    return {{file.path, lines_max + 1, std::to_string(lines) + " lines"}};
  }
  return {{"README.md", 0, "is missing"}};
}

}  // namespace reeve::tidy
