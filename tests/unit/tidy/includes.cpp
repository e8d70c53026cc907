#include "includes.h"

#include <map>
#include <optional>
#include <set>

namespace reeve::tidy {
namespace {

using Names = std::set<std::string, std::less<>>;

// Whose public headers a module may include, its own apart.
const std::map<std::string, Names, std::less<>> kMayInclude = {
    {"base", {}},
    {"board", {"base"}},
    {"worker", {"base"}},  // and kTaskHeader
    {"run", {"base", "board", "worker"}},
    {"port", {"base", "board", "worker", "run"}},
    {"app", {"base", "board", "worker", "run", "port"}},
    {"cli", {"base", "board", "run", "app"}},
    {"session", {"base", "board", "app"}},
    {"os", {"base", "board", "worker", "run", "port"}},
    {"git", {"base", "board", "worker", "run", "port"}},
    {"main.cpp", {"base", "board", "worker", "run", "port", "app", "cli", "session", "os", "git"}},
    {"keeper.c", {}},
};
constexpr std::string_view kTaskHeader = "reeve/board/task.h";

struct Library {
  std::string_view prefix;  // of its headers
  std::vector<std::string_view> homes;
};
const std::vector<Library> kLibraries = {
    {"cmark-gfm", {"src/board/"}},
    {"git2", {"src/git/libgit2/"}},
    {"CLI/", {"src/cli/"}},
    {"nlohmann/", {"src/app/", "src/worker/", "src/session/"}},
    {"catch2/", {}},
};

const std::vector<std::string_view> kSystemHomes = {"src/os/", "src/keeper.c"};
// Adapters: they wait, read clocks and touch files.
const std::vector<std::string_view> kRim = {"src/os/", "src/git/", "src/keeper.c"};
// The rest of std that reaches the system; fault points kill the program on purpose.
const Names kSystemOfStd = {"csignal", "filesystem", "fstream", "thread", "future"};
constexpr std::string_view kFaultPoints = "src/base/fault.cpp";

struct Include {
  std::string_view name;
  bool quoted = false;
  std::size_t line = 0;
};

std::optional<Include> include_in(std::string_view line, std::size_t number) {
  auto from = line.find_first_not_of(" \t");
  if (from == line.npos || line[from] != '#') return std::nullopt;
  auto word = line.find_first_not_of(" \t", from + 1);
  if (word == line.npos || !line.substr(word).starts_with("include")) return std::nullopt;
  auto open = line.find_first_of("<\"", word);
  if (open == line.npos) return std::nullopt;
  bool quoted = line[open] == '"';
  auto close = line.find(quoted ? '"' : '>', open + 1);
  return Include{line.substr(open + 1, close - open - 1), quoted, number};
}

std::string module_of(std::string_view path) {
  path.remove_prefix(path.starts_with("include/reeve/") ? 14 : 4);
  return std::string(path.substr(0, path.find('/')));
}

bool lives_in(const SourceFile& file, const std::vector<std::string_view>& homes) {
  for (auto home : homes) {
    if (file.under(home)) return true;
  }
  return false;
}

std::string judge_public(const SourceFile& file, std::string_view name) {
  std::string module = module_of(file.path);
  std::string other(name.substr(6, name.find('/', 6) - 6));
  auto row = kMayInclude.find(module);
  if (row == kMayInclude.end()) return "module '" + module + "' is not in the table of includes";
  if (other == module || row->second.contains(other)) return "";
  if (module == "worker" && name == kTaskHeader) return "";
  return module + " may not include " + other;
}

std::string judge_private(const SourceFile& file, std::string_view name) {
  if (file.under("include/")) return "a public header includes a private one";
  auto slash = name.find('/');
  std::string module = module_of(file.path);
  bool sees_all = module == "main.cpp";
  if (slash == name.npos || name.substr(0, slash) == module || sees_all) return "";
  return "a private header of another module";
}

std::string judge_angled(const SourceFile& file, std::string_view name) {
  for (const Library& library : kLibraries) {
    if (!name.starts_with(library.prefix)) continue;
    return lives_in(file, library.homes) ? "" : "this library does not live here";
  }
  if (lives_in(file, kSystemHomes)) return "";
  bool system_of_std = kSystemOfStd.contains(name);
  if (name.find_first_of("./") == name.npos && !system_of_std) return "";
  if (system_of_std && lives_in(file, kRim)) return "";
  if (name == "csignal" && file.path == kFaultPoints) return "";
  if (name == "dlfcn.h" && file.under("src/git/")) return "";
  return "the operating system is reached only from src/os and src/keeper.c";
}

}  // namespace

Findings wrong_includes(const SourceFile& file) {
  Findings findings;
  if (!file.is_cpp() || !(file.under("src/") || file.under("include/"))) return findings;
  std::size_t number = 0;
  for (std::string_view line : lines_of(file.text)) {
    auto include = include_in(line, ++number);
    if (!include) continue;
    std::string why = !include->quoted                      ? judge_angled(file, include->name)
                      : include->name.starts_with("reeve/") ? judge_public(file, include->name)
                                                            : judge_private(file, include->name);
    if (!why.empty()) findings.push_back({file.path, number, std::string(include->name) + ": " + why});
  }
  return findings;
}

Findings clock_readings(const SourceFile& file) {
  Findings findings;
  if (!file.is_cpp() || !(file.under("src/") || file.under("include/")) || lives_in(file, kRim))
    return findings;
  static const Names kClocks = {"system_clock", "steady_clock", "high_resolution_clock", "clock_gettime",
                                "gettimeofday"};
  for (const Token& token : tokens_of(file.text)) {
    if (kClocks.contains(token.text)) findings.push_back({file.path, token.line, "reads a clock"});
  }
  return findings;
}

}  // namespace reeve::tidy
