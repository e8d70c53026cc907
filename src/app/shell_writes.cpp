#include "app/shell_writes.h"

#include <algorithm>
#include <set>
#include <span>
#include <vector>

#include "app/shell_words.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using Words = std::span<const std::string>;
using Names = std::set<std::string_view>;

constexpr int kDepthMax = 8;  // of `sh -c` within `sh -c`

const Names kWriters = {"tee", "sponge", "truncate", "unlink", "shred", "patch", "ed",
                        "ex",  "vi",     "vim",      "nvim",   "nano",  "emacs"};
const Names kMovers = {"rm", "mv"};  // take whole folders with them
const Names kCopiers = {"cp", "install", "ln", "rsync", "scp", "mv"};
const Names kShells = {"sh", "bash", "dash", "zsh", "ksh"};
const Names kInterpreters = {"python", "python3", "node", "deno", "bun",  "perl",
                             "ruby",   "php",     "awk",  "gawk", "mawk", "tclsh"};
const Names kGitWriters = {"checkout", "restore", "rm", "mv"};
// What stands before the program that does it.
const Names kKeywords = {"if", "then", "else", "elif", "while", "until", "do", "!", "{", "time"};
const Names kWrappers = {"sudo",    "env",  "command", "nohup", "exec",
                         "builtin", "nice", "stdbuf",  "xargs", "timeout"};
// How the scripts of interpreters write.
constexpr std::string_view kWritingWords[] = {
    "write",  "'w'",        "\"w\"",     "'a'",        "\"a\"",      "'x'",      "\"x\"",  "'r+'",
    "\"r+\"", "'wb'",       "\"wb\"",    "'w+'",       "\"w+\"",     "unlink",   "rename", "os.remove",
    "rmSync", "os.replace", "shutil.",   "truncate",   "appendFile", "copyFile", "cpSync", "'>",
    "\">",    "+<",         "os.system", "subprocess", "execSync"};

bool is_any(const Names& names, std::string_view name) {
  return names.contains(name);
}

std::string_view base_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_unknown(std::string_view word) {
  return word.find('$') != word.npos || word.find("{}") != word.npos || word.starts_with('~');
}

class Search {
 public:
  Search(const GuardedFile& file, std::string_view directory, std::string_view script)
      : file_(file),
        name_(file.name()),
        directory_(directory),
        named_(script.find(file.name()) != script.npos) {}

  std::optional<std::string> in(std::string_view script, int depth);

 private:
  bool is_file(std::string_view word) const { return is_file_from(directory_, word); }
  bool is_file_from(std::string_view directory, std::string_view word) const;
  bool any_is_file(Words words) const {
    return std::any_of(words.begin(), words.end(), [&](const auto& word) { return is_file(word); });
  }
  bool any_is_above(Words words) const;
  bool writes(const SimpleCommand& command, Words words, int depth);
  bool copies_onto(Words words) const;
  bool sed_writes(Words words) const;
  bool awk_writes(Words words) const;
  bool script_writes(const SimpleCommand& command, Words words) const;
  bool shell_writes(const SimpleCommand& command, Words words, int depth);
  bool git_writes(Words words) const;
  bool find_writes(const SimpleCommand& command, Words words, int depth);

  const GuardedFile& file_;
  const std::string name_;
  std::string directory_;
  const bool named_;  // somewhere in the script
};

bool Search::is_file_from(std::string_view directory, std::string_view word) const {
  if (is_unknown(word)) return named_;
  auto slash = word.rfind('/');
  std::string_view folder = slash == word.npos ? "" : word.substr(0, slash + 1);
  std::string_view last = base_of(word);
  if (word.find_first_of("*?[") == word.npos) return file_.is_at(path_from(directory, word));
  if (!glob_match(last, name_)) return false;
  return folder.find_first_of("*?[") != folder.npos ||
         file_.is_at(path_from(directory, std::string(folder) + name_));
}

// A folder of the checkout in which the file lies; the checkout itself is none.
bool Search::any_is_above(Words words) const {
  for (auto slash = file_.path.find('/'); slash != std::string::npos;
       slash = file_.path.find('/', slash + 1)) {
    for (const std::string& word : words) {
      if (word.empty() || word.starts_with('-') || is_unknown(word)) continue;
      if (file_.is_at(path_from(directory_, word + file_.path.substr(slash)))) return true;
    }
  }
  return false;
}

// The last word is where it goes, or the folder that it goes into.
bool Search::copies_onto(Words words) const {
  if (words.empty()) return false;
  auto option = std::find(words.begin(), words.end(), "-t");
  bool last = option == words.end() || option + 1 == words.end();
  const std::string& target = last ? words.back() : *(option + 1);
  if (is_file(target)) return true;
  bool same_name = std::any_of(words.begin(), words.end() - (last ? 1 : 0), [&](const std::string& word) {
    return !word.starts_with('-') && (base_of(word) == name_ || is_unknown(word));
  });
  return same_name && is_file(target + (target.ends_with('/') ? "" : "/") + name_);
}

bool Search::sed_writes(Words words) const {
  auto in_place = [](std::string_view word) {
    if (word.starts_with("--in-place")) return true;
    if (word.size() < 2 || word[0] != '-' || word[1] == '-') return false;
    auto past = word.find_first_not_of("nErsuz", 1);
    return past != word.npos && word[past] == 'i';
  };
  if (std::any_of(words.begin(), words.end(), in_place) && any_is_file(words)) return true;
  // The command `w FILE` of sed's own.
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    auto at = word.find("w ");
    return at != word.npos && word.find(name_, at) != word.npos;
  });
}

bool Search::script_writes(const SimpleCommand& command, Words words) const {
  auto in_place = [](std::string_view word) {
    if (word.size() < 2 || word[0] != '-' || word[1] == '-' || word[1] == 'M' || word[1] == 'I') return false;
    return word.substr(0, word.find_first_of("eE")).find('i', 1) != word.npos;
  };
  std::string_view program = base_of(words.front());
  bool edits = program == "perl" || program == "ruby";
  if (edits && std::any_of(words.begin(), words.end(), in_place) && any_is_file(words.subspan(1)))
    return true;
  std::string text = command.input;
  for (const std::string& word : words.subspan(1)) text += " " + word;
  bool may_name = text.find(name_) != text.npos || (named_ && is_unknown(text));
  if (!may_name) return false;
  for (auto at = text.find("stdout.write"); at != text.npos; at = text.find("stdout.write"))
    text.erase(at, std::string_view("stdout.write").size());
  return std::any_of(std::begin(kWritingWords), std::end(kWritingWords),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

bool Search::awk_writes(Words words) const {
  if (std::find(words.begin(), words.end(), "inplace") != words.end()) return any_is_file(words);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    auto at = word.find('>');
    return at != word.npos && word.find(name_, at) != word.npos;
  });
}

bool Search::shell_writes(const SimpleCommand& command, Words words, int depth) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (words[i].size() < 2 || words[i][0] != '-' || words[i].find('c') == words[i].npos) continue;
    return in(words[i + 1], depth + 1).has_value();
  }
  return words.size() < 2 && in(command.input, depth + 1).has_value();
}

bool Search::git_writes(Words words) const {
  std::string directory = directory_;
  std::size_t i = 1;
  for (; i < words.size() && words[i].starts_with('-'); ++i) {
    bool takes_value = words[i] == "-C" || words[i] == "-c";
    if (words[i] == "-C" && i + 1 < words.size()) directory = path_from(directory, words[i + 1]);
    if (takes_value) ++i;
  }
  if (i >= words.size() || !is_any(kGitWriters, words[i])) return false;
  bool index_only = words[i] == "restore";
  bool staged = false, work_tree = false, cached = false;
  for (const std::string& word : words.subspan(i)) {
    staged |= word == "--staged" || word == "-S";
    work_tree |= word == "--worktree" || word == "-W";
    cached |= word == "--cached";
  }
  if ((index_only && staged && !work_tree) || (words[i] == "rm" && cached)) return false;
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(i), words.end(),
                     [&](const std::string& word) {
                       if (word.starts_with(':')) return word.find(name_) != word.npos;
                       return is_file_from(directory, word);
                     });
}

bool Search::find_writes(const SimpleCommand& command, Words words, int depth) {
  bool finds = named_ || std::any_of(words.begin(), words.end(), [&](const std::string& word) {
                 return word != "." && glob_match(word, name_);
               });
  if (!finds) return false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "-delete") return true;
    if (words[i] != "-exec" && words[i] != "-execdir" && words[i] != "-ok") continue;
    std::vector<std::string> inner;
    for (++i; i < words.size() && words[i] != ";" && words[i] != "+"; ++i) inner.push_back(words[i]);
    // "{}" may be the file.
    if (!inner.empty() && Search(file_, directory_, name_).writes(command, inner, depth)) return true;
  }
  return false;
}

bool Search::writes(const SimpleCommand& command, Words words, int depth) {
  std::string_view program = base_of(words.front());
  Words rest = words.subspan(1);
  if (is_any(kWriters, program)) return any_is_file(rest);
  if (is_any(kMovers, program) && (any_is_file(rest) || any_is_above(rest))) return true;
  if (is_any(kCopiers, program)) return copies_onto(rest);
  if (program == "dd")
    return std::any_of(rest.begin(), rest.end(), [&](const std::string& word) {
      return word.starts_with("of=") && is_file(word.substr(3));
    });
  if (program == "sed" || program == "gsed") return sed_writes(rest);
  if (program.ends_with("awk")) return awk_writes(rest);
  if (is_any(kShells, program)) return shell_writes(command, words, depth);
  if (program == "eval") return in(join(std::vector(rest.begin(), rest.end()), " "), depth + 1).has_value();
  if (program == "git") return git_writes(words);
  if (program == "find") return find_writes(command, words, depth);
  if (program == "cd" || program == "pushd") {
    if (!rest.empty() && !is_unknown(rest.back())) directory_ = path_from(directory_, rest.back());
    return false;
  }
  bool interprets = is_any(kInterpreters, program) || program.starts_with("python3.");
  return interprets && script_writes(command, words);
}

std::optional<std::string> Search::in(std::string_view script, int depth) {
  if (depth > kDepthMax) return named_ ? std::optional<std::string>("sh") : std::nullopt;
  for (SimpleCommand& command : commands_of(script)) {
    if (any_is_file(command.written)) return ">";
    Words words = command.words;
    auto drop = [&] { words = words.subspan(1); };
    while (!words.empty() && (is_assignment(words.front()) || is_any(kKeywords, words.front()))) drop();
    bool fed = false;
    while (!words.empty() && is_any(kWrappers, base_of(words.front()))) {
      fed |= base_of(words.front()) == "xargs";
      drop();
      // Options and their values, durations, further variables.
      while (!words.empty() && (words.front().starts_with('-') || is_assignment(words.front()) ||
                                words.front().find_first_not_of("0123456789smh.{}%") == std::string::npos))
        drop();
    }
    if (words.empty()) continue;
    std::vector<std::string> all(words.begin(), words.end());
    if (fed) all.push_back("{}");
    if (writes(command, all, depth)) return std::string(base_of(all.front()));
  }
  return std::nullopt;
}

}  // namespace

std::string path_from(std::string_view directory, std::string_view path) {
  std::string whole =
      path.starts_with('/') ? std::string(path) : std::string(directory) + "/" + std::string(path);
  std::vector<std::string> parts;
  for (std::string_view part : split(whole, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..")
      parts.emplace_back(part);
    else if (!parts.empty())
      parts.pop_back();
  }
  return "/" + join(parts, "/");
}

std::optional<std::string> written_by(std::string_view script, std::string_view directory,
                                      const GuardedFile& file) {
  return Search(file, directory, script).in(script, 0);
}

}  // namespace reeve::app
