// The files of this repository as values, and C++ source as tokens: what the rules look at.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::tidy {

struct SourceFile {
  std::string path;  // from the top of the repository
  std::string text;

  bool under(std::string_view folder) const { return path.starts_with(folder); }
  bool is_cpp() const { return path.ends_with(".cpp") || path.ends_with(".h") || path.ends_with(".c"); }
  // A shell script, by its name or its first line.
  bool is_shell() const { return path.ends_with(".sh") || text.starts_with("#!/usr/bin/env bash"); }
};

// What breaks a rule, and where; `line` counts from 1, 0 is the whole file.
struct Finding {
  std::string path;
  std::size_t line = 0;
  std::string message;
};
using Findings = std::vector<Finding>;
std::string report(const Findings& findings);

// All files that git tracks or would add, read; sorted by path.
std::vector<SourceFile> repository_files();

std::vector<std::string_view> lines_of(std::string_view text);

// A name, a number or one punctuation character ("::" is one token). Comments, literals and
// preprocessor lines are left out; a literal leaves an empty token, so that `extern "C" {` differs from
// `extern {`.
struct Token {
  std::string_view text;
  std::size_t line = 0;
  std::size_t from = 0, to = 0;  // where it is, also for a literal
};
std::vector<Token> tokens_of(std::string_view text);

}  // namespace reeve::tidy
