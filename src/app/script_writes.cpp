#include "app/script_writes.h"

#include <algorithm>
#include <optional>

namespace reeve::app {
namespace {

constexpr std::size_t kArgumentsMax = 256;  // bytes, of a call's, in which a mode is looked for

// How the scripts of interpreters write, and where the file stands: in the string before the word, as its
// argument, in the string that the word begins.
enum class Target { before, argument, same, unknown };
struct WritingWord {
  std::string_view text;
  Target target;
};
constexpr WritingWord kWritingWords[] = {
    {"'w'", Target::before},
    {"\"w\"", Target::before},
    {"'a'", Target::before},
    {"\"a\"", Target::before},
    {"'x'", Target::before},
    {"\"x\"", Target::before},
    {"'r+'", Target::before},
    {"\"r+\"", Target::before},
    {"'wb'", Target::before},
    {"\"wb\"", Target::before},
    {"'w+'", Target::before},
    {"\"w+\"", Target::before},
    {"'a+'", Target::before},
    {"\"a+\"", Target::before},
    {".write_text", Target::before},
    {".write_bytes", Target::before},
    {"writeFile", Target::argument},
    {"WriteStream", Target::argument},
    {"appendFile", Target::argument},
    {"writeTextFile", Target::argument},
    {"File.write", Target::argument},
    {"IO.write", Target::argument},
    {"Bun.write", Target::argument},
    {"file_put_contents", Target::argument},
    {"os.remove", Target::argument},
    {"unlink", Target::argument},
    {"rmSync", Target::argument},
    {"truncate", Target::argument},
    {"'>", Target::same},
    {"\">", Target::same},
    {"'+<", Target::same},
    {"\"+<", Target::same},
    {"rename", Target::unknown},
    {"os.replace", Target::unknown},
    {"shutil.", Target::unknown},
    {"copyFile", Target::unknown},
    {"cpSync", Target::unknown},
    {"os.system", Target::unknown},
    {"subprocess", Target::unknown},
    {"execSync", Target::unknown},
};
class ScriptText {
 public:
  ScriptText(std::string text, std::string_view name) : text_(std::move(text)), name_(name) {}

  bool writes() {
    forget_readings();
    if (text_.find(name_) == text_.npos) return false;
    return std::ranges::any_of(kWritingWords, [&](const WritingWord& word) { return writes_by(word); });
  }

 private:
  // The string that ends before `end`, or begins at `begin`, if one does.
  std::optional<std::string_view> string_before(std::size_t end) const;
  std::optional<std::string_view> string_from(std::size_t begin) const;
  bool is_reading(std::size_t name_at) const;
  void forget_readings();
  bool writes_by(const WritingWord& word) const;
  // Known to be another file.
  bool is_other(std::optional<std::string_view> string) const {
    return string && string->find(name_) == string->npos && string->find_first_of("{$") == string->npos;
  }

  std::string text_;
  std::string_view name_;
};

bool is_quote(char c) {
  return c == '\'' || c == '"' || c == '`';
}

std::optional<std::string_view> ScriptText::string_before(std::size_t end) const {
  std::string_view text = std::string_view(text_).substr(0, end);
  if (text.empty() || !is_quote(text.back())) return std::nullopt;
  auto begin = text.size() < 2 ? text.npos : text.rfind(text.back(), text.size() - 2);
  if (begin == text.npos) return std::nullopt;
  return text.substr(begin + 1, text.size() - begin - 2);
}

std::optional<std::string_view> ScriptText::string_from(std::size_t begin) const {
  std::string_view text = std::string_view(text_).substr(std::min(begin, text_.size()));
  if (text.empty() || !is_quote(text.front())) return std::nullopt;
  auto end = text.find(text.front(), 1);
  if (end == text.npos) return std::nullopt;
  return text.substr(1, end - 1);
}

// "open('docs/tasks.md')", "Path('docs/tasks.md').read…", "readFileSync('docs/tasks.md'".
bool ScriptText::is_reading(std::size_t name_at) const {
  auto end = name_at + name_.size();
  if (end >= text_.size() || !is_quote(text_[end])) return false;
  auto begin = text_.rfind(text_[end], name_at);
  if (begin == text_.npos) return false;
  std::string_view before = std::string_view(text_).substr(0, begin);
  std::string_view after = std::string_view(text_).substr(end + 1);
  if (after.starts_with(").read")) return true;
  if (!before.ends_with('(')) return false;
  before.remove_suffix(1);
  auto callee = before.find_last_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
  before = before.substr(callee == before.npos ? 0 : callee + 1);
  if (before.starts_with("read")) return true;
  std::string_view more = after.substr(0, std::min(after.find(')'), kArgumentsMax));
  return before == "open" && std::ranges::none_of(kWritingWords, [&](const WritingWord& word) {
           return more.find(word.text) != more.npos;
         });
}

void ScriptText::forget_readings() {
  for (auto at = text_.find(name_); at != text_.npos; at = text_.find(name_, at + 1))
    if (is_reading(at)) text_.replace(at, name_.size(), 1, '-');
}

bool ScriptText::writes_by(const WritingWord& word) const {
  for (auto at = text_.find(word.text); at != text_.npos; at = text_.find(word.text, at + 1)) {
    auto past = at + word.text.size();
    auto skip_back = [&](std::string_view letters) {
      auto last = at == 0 ? text_.npos : text_.find_last_not_of(letters, at - 1);
      return last == text_.npos ? 0 : last + 1;
    };
    std::optional<std::string_view> target;
    switch (word.target) {
      case Target::before:
        target = string_before(skip_back(",) .\n"));
        break;
      case Target::argument:
        target = string_from(
            text_.find_first_not_of(" \n", std::min(text_.find('(', past), text_.size() - 1) + 1));
        break;
      case Target::same:
        target = string_from(at);
        if (target && target->find_first_not_of("+<> ") == target->npos)
          target = string_from(text_.find_first_not_of(", \n", at + target->size() + 2));
        break;
      case Target::unknown:
        break;
    }
    if (!is_other(target)) return true;
  }
  return false;
}

}  // namespace

bool script_writes_to(std::string script, std::string_view name) {
  return ScriptText(std::move(script), name).writes();
}

}  // namespace reeve::app
