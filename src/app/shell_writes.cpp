#include "app/shell_writes.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "app/script_writes.h"
#include "app/shell_words.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using Words = std::span<const std::string>;
using Names = std::set<std::string_view>;

constexpr int kDepthMax = 8;                  // of `sh -c` within `sh -c`
constexpr std::size_t kAlternativesMax = 64;  // of one word, as in "a{b,c}"

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
// With the letters of their options that have a value.
const std::map<std::string_view, std::string_view> kWrappers = {
    {"sudo", "ughpCrtTUDR"}, {"doas", "uC"},        {"env", "uC"},     {"command", ""},     {"nohup", ""},
    {"exec", "a"},           {"builtin", ""},       {"nice", "n"},     {"ionice", "cnpPu"}, {"setsid", ""},
    {"stdbuf", "ioe"},       {"xargs", "adEILnPs"}, {"timeout", "sk"},
};
const Names kWrapperValues = {"--user",       "--group",      "--unset",    "--chdir",     "--signal",
                              "--kill-after", "--adjustment", "--arg-file", "--delimiter", "--input",
                              "--output",     "--error",      "--class",    "--classdata"};
// Programs with an option for the file that they write.
struct OutputOption {
  char letter;
  std::string_view word;
};
const std::map<std::string_view, OutputOption> kOutputOptions = {
    {"sort", {'o', "--output"}},   {"shuf", {'o', "--output"}},          {"curl", {'o', "--output"}},
    {"pandoc", {'o', "--output"}}, {"wget", {'O', "--output-document"}},
};

bool is_any(const Names& names, std::string_view name) {
  return names.contains(name);
}

std::string_view base_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_unknown(std::string_view word) {
  return word.find('$') != word.npos || word.find("{}") != word.npos || word.starts_with('~');
}

// "f" of "$f" and "${f}"; "" = it is something else.
std::string_view variable_of(std::string_view word) {
  if (word.size() < 2 || word[0] != '$') return "";
  word.remove_prefix(1);
  if (word.starts_with('{') && word.ends_with('}')) word = word.substr(1, word.size() - 2);
  bool named = std::ranges::all_of(word, is_variable_letter);
  return named || word == "@" || word == "*" ? word : "";
}

// "a{b,c}d" as "abd", "acd".
std::vector<std::string> alternatives_of(const std::string& word) {
  std::vector<std::string> open = {word}, done;
  for (std::size_t i = 0; i < open.size() && i < kAlternativesMax; ++i) {
    const std::string next = open[i];
    // The innermost group, so that it has no other in it.
    auto end = next.find('}');
    auto begin = end == next.npos ? next.npos : next.rfind('{', end);
    auto comma = begin == next.npos ? next.npos : next.find(',', begin);
    if (comma > end || comma == next.npos || (begin > 0 && next[begin - 1] == '$')) {
      done.push_back(next);
      continue;
    }
    for (std::string_view part : split(std::string_view(next).substr(begin + 1, end - begin - 1), ','))
      open.push_back(next.substr(0, begin) + std::string(part) + next.substr(end + 1));
  }
  return done;
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
  bool ends_in_file(std::string_view word) const;
  bool is_above(std::string_view directory, const std::string& word, bool top_too) const;
  bool any_is_above(Words words) const {
    return std::ranges::any_of(words, [&](const auto& word) { return is_above(directory_, word, false); });
  }
  void remember_variables(Words words);
  void remember(std::string_view variable, bool holds_file);
  std::string with_variables(std::string text) const;
  bool unwrap(Words& words) const;
  bool writes(const SimpleCommand& command, Words words, int depth);
  bool copies_onto(Words words) const;
  bool sed_writes(Words words) const;
  bool awk_writes(Words words) const;
  bool script_writes(const SimpleCommand& command, Words words) const;
  bool shell_writes(const SimpleCommand& command, Words words, int depth);
  bool git_writes(Words words) const;
  bool outputs_to(Words words, const OutputOption& option) const;
  bool find_writes(const SimpleCommand& command, Words words, int depth);

  const GuardedFile& file_;
  const std::string name_;
  std::string directory_;
  const bool named_;                            // somewhere in the script
  std::set<std::string, std::less<>> holders_;  // variables whose value is the file, or may be
};

bool Search::is_file_from(std::string_view directory, std::string_view word) const {
  if (word.find('{') != word.npos && word.find(',') != word.npos) {
    const std::vector<std::string> words = alternatives_of(std::string(word));
    if (words.size() > 1)
      return std::ranges::any_of(words, [&](const auto& each) { return is_file_from(directory, each); });
  }
  if (word == "{}") return named_;
  if (is_unknown(word)) return holders_.contains(variable_of(word)) || ends_in_file(word);
  auto slash = word.rfind('/');
  std::string_view folder = slash == word.npos ? "" : word.substr(0, slash + 1);
  std::string_view last = base_of(word);
  if (word.find_first_of("*?[") == word.npos) return file_.is_at(path_from(directory, word));
  if (!glob_match(last, name_)) return false;
  return folder.find_first_of("*?[") != folder.npos ||
         file_.is_at(path_from(directory, std::string(folder) + name_));
}

// "$D/tasks.md", where nobody knows what $D is.
bool Search::ends_in_file(std::string_view word) const {
  std::string tail;
  for (std::string_view part : split(word, '/')) {
    if (is_unknown(part))
      tail = part.ends_with("}" + name_) ? name_ : "";
    else if (!part.empty() && part != ".")
      tail += (tail.empty() ? "" : "/") + std::string(part);
  }
  return !tail.empty() && (("/" + file_.path).ends_with("/" + tail) || tail.ends_with("/" + file_.path));
}

// A folder of the checkout in which the file lies.
bool Search::is_above(std::string_view directory, const std::string& word, bool top_too) const {
  if (word.empty() || word.starts_with('-') || is_unknown(word)) return false;
  if (top_too && file_.is_at(path_from(directory, word + "/" + file_.path))) return true;
  for (auto slash = file_.path.find('/'); slash != std::string::npos; slash = file_.path.find('/', slash + 1))
    if (file_.is_at(path_from(directory, word + file_.path.substr(slash)))) return true;
  return false;
}

void Search::remember(std::string_view variable, bool holds_file) {
  if (holds_file)
    holders_.emplace(variable);
  else
    holders_.erase(std::string(variable));
}

// Of `NAME=…`, `export NAME=…`, `for NAME in …`.
void Search::remember_variables(Words words) {
  if (words.size() > 2 && words[0] == "for") return remember(words[1], any_is_file(words.subspan(3)));
  for (const std::string& word : words) {
    auto equals = word.find('=');
    if (is_assignment(word)) remember(word.substr(0, equals), is_file(word.substr(equals + 1)));
  }
}

// With the file's name instead of variables that hold it.
std::string Search::with_variables(std::string text) const {
  for (const std::string& variable : holders_)
    for (const std::string& spelled : {"$" + variable, "${" + variable + "}"})
      for (auto at = text.find(spelled); at != text.npos; at = text.find(spelled, at + name_.size()))
        text.replace(at, spelled.size(), name_);
  return text;
}

// The last word is where it goes, or the folder that it goes into.
bool Search::copies_onto(Words words) const {
  if (words.empty()) return false;
  auto option = std::find(words.begin(), words.end(), "-t");
  bool last = option == words.end() || option + 1 == words.end();
  const std::string& target = last ? words.back() : *(option + 1);
  if (is_file(target)) return true;
  if (is_unknown(target)) return false;
  bool same_name = std::any_of(words.begin(), words.end() - (last ? 1 : 0), [&](const std::string& word) {
    return !word.starts_with('-') && (base_of(word) == name_ || is_file(word));
  });
  return same_name && is_file(target + (target.ends_with('/') ? "" : "/") + name_);
}

bool Search::outputs_to(Words words, const OutputOption& option) const {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    bool next_is_it = word == option.word;
    if (word.starts_with(std::string(option.word) + "=") && is_file(word.substr(option.word.size() + 1)))
      return true;
    if (word.starts_with('-') && !word.starts_with("--")) {
      auto at = word.find(option.letter);
      next_is_it = at + 1 == word.size();
      if (at != word.npos && is_file(word.substr(at + 1))) return true;
    }
    if (next_is_it && i + 1 < words.size() && is_file(words[i + 1])) return true;
  }
  return false;
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
  return script_writes_to(with_variables(std::move(text)), name_);
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
    // "$0" and what follows it.
    for (std::size_t at = i + 2; at < words.size(); ++at) {
      remember(std::to_string(at - i - 2), is_file(words[at]));
      if (at > i + 2 && is_file(words[at])) holders_.insert({"@", "*"});
    }
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
  bool staged = false, work_tree = false, cached = false, new_branch = false;
  for (const std::string& word : words.subspan(i)) {
    staged |= word == "--staged" || word == "-S";
    work_tree |= word == "--worktree" || word == "-W";
    cached |= word == "--cached";
    new_branch |= words[i] == "checkout" && (word == "-b" || word == "-B" || word == "--orphan");
  }
  if (new_branch || (index_only && staged && !work_tree) || (words[i] == "rm" && cached)) return false;
  return std::ranges::any_of(words.subspan(i + 1), [&](const std::string& word) {
    if (word == ":/" || word == ":(top)") return true;
    if (word.starts_with(':')) return word.find(name_) != word.npos;
    return is_file_from(directory, word) || is_above(directory, word, true);
  });
}

bool Search::find_writes(const SimpleCommand& command, Words words, int depth) {
  bool by_name = false, finds = false;
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (words[i] != "-name" && words[i] != "-iname") continue;
    by_name = true;
    finds |= glob_match(words[i + 1], name_);
  }
  if (by_name ? !finds : !named_) return false;
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
  if (auto option = kOutputOptions.find(program); option != kOutputOptions.end())
    return outputs_to(rest, option->second);
  if (program == "cd" || program == "pushd") {
    if (!rest.empty() && !is_unknown(rest.back())) directory_ = path_from(directory_, rest.back());
    return false;
  }
  bool interprets = is_any(kInterpreters, program) || program.starts_with("python3.");
  return interprets && script_writes(command, words);
}

// Takes off what stands before the program, and whether that gives it further words.
bool Search::unwrap(Words& words) const {
  bool fed = false;
  auto drop = [&] { words = words.subspan(std::min<std::size_t>(1, words.size())); };
  while (!words.empty()) {
    auto wrapper = kWrappers.find(base_of(words.front()));
    if (wrapper == kWrappers.end()) break;
    fed |= wrapper->first == "xargs";
    drop();
    // Options and their values, durations, further variables.
    while (!words.empty() && !words.front().empty()) {
      const std::string& word = words.front();
      const bool option = word.starts_with('-');
      const bool duration = word[0] >= '0' && word[0] <= '9';
      if (!option && !duration && !is_assignment(word)) break;
      bool short_option = option && word.size() > 1 && word[1] != '-';
      bool has_value = short_option ? wrapper->second.find(word.back()) != std::string_view::npos
                                    : is_any(kWrapperValues, word);
      drop();
      if (has_value) drop();
    }
  }
  return fed;
}

std::optional<std::string> Search::in(std::string_view script, int depth) {
  if (depth > kDepthMax) return named_ ? std::optional<std::string>("sh") : std::nullopt;
  for (SimpleCommand& command : commands_of(script)) {
    if (any_is_file(command.written)) return ">";
    Words words = command.words;
    while (!words.empty() && (is_assignment(words.front()) || is_any(kKeywords, words.front()))) {
      remember_variables(words.first(1));
      words = words.subspan(1);
    }
    if (words.empty()) continue;
    if (words.front() == "for" || words.front() == "export" || words.front() == "env")
      remember_variables(words);
    bool fed = unwrap(words);
    if (words.empty()) continue;
    std::vector<std::string> all(words.begin(), words.end());
    if (fed) all.emplace_back("{}");
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
