#include "source.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace reeve::tidy {
namespace {

std::string output_of(const std::string& command) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string output;
  std::array<char, 4096> buffer;
  while (std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    output.append(buffer.data(), count);
  return output;
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

// Walks over C++ text and knows what to leave out.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Token> tokens() {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  void step() {
    char c = text_[at_];
    if (rest().starts_with("//")) return skip_to("\n", 0);
    if (rest().starts_with("/*")) return skip_to("*/", 2);
    if (c == '#' && line_is_fresh_) return skip_directive();
    if (std::isspace(static_cast<unsigned char>(c))) return skip(1);
    line_is_fresh_ = false;
    if (rest().starts_with("R\"")) return skip_raw_string();
    if (c == '"' || c == '\'') return skip_literal(c);
    emit(token_size());
  }

  std::size_t token_size() const {
    if (rest().starts_with("::")) return 2;
    if (!is_word(text_[at_])) return 1;
    std::size_t size = 1;
    // 1'000 is one number, not the start of a literal.
    bool number = std::isdigit(static_cast<unsigned char>(text_[at_]));
    while (at_ + size < text_.size() && (is_word(text_[at_ + size]) || (number && text_[at_ + size] == '\'')))
      ++size;
    return size;
  }

  void emit(std::size_t size) {
    tokens_.push_back({text_.substr(at_, size), line_, at_, at_ + size});
    skip(size);
  }

  void skip(std::size_t count) {
    for (; count && at_ < text_.size(); --count, ++at_) {
      if (text_[at_] == '\n') ++line_, line_is_fresh_ = true;
    }
  }

  void skip_to(std::string_view end, std::size_t extra) {
    auto found = text_.find(end, at_);
    skip(found == text_.npos ? text_.size() : found - at_ + extra);
  }

  void skip_directive() {
    do {
      skip_to("\n", 1);
    } while (at_ >= 2 && at_ < text_.size() && text_[at_ - 2] == '\\');
  }

  void skip_literal(char quote) {
    tokens_.push_back({{}, line_, at_, at_});
    for (skip(1); at_ < text_.size() && text_[at_] != quote;) skip(text_[at_] == '\\' ? 2 : 1);
    skip(1);
    tokens_.back().to = at_;
  }

  void skip_raw_string() {
    tokens_.push_back({{}, line_, at_, text_.size()});
    auto open = text_.find('(', at_);
    if (open == text_.npos) return skip(text_.size());
    std::string end = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    skip_to(end, end.size());
    tokens_.back().to = at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool line_is_fresh_ = true;
  std::vector<Token> tokens_;
};

}  // namespace

std::string report(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings)
    text += finding.path + ":" + std::to_string(finding.line) + ": " + finding.message + "\n";
  return text;
}

std::vector<SourceFile> repository_files() {
  const std::string top = REEVE_SOURCE_DIR;
  std::string listing = output_of("git -c safe.directory='*' -C '" + top +
                                  "' ls-files -z --cached --others --exclude-standard");
  std::vector<SourceFile> files;
  for (std::size_t at = 0; at < listing.size();) {
    std::string path = listing.c_str() + at;
    at += path.size() + 1;
    if (!std::filesystem::is_regular_file(top + "/" + path)) continue;
    std::ifstream in(top + "/" + path, std::ios::binary);
    files.push_back({path, std::string(std::istreambuf_iterator<char>(in), {})});
  }
  if (files.empty()) throw std::runtime_error("git lists no files in " + top);
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

std::vector<Token> tokens_of(std::string_view text) {
  return Scanner(text).tokens();
}

}  // namespace reeve::tidy
