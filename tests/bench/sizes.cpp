// Bytes: what is installed, and what a session has to read.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "parts.h"
#include "project.h"

namespace reeve::bench {
namespace {

constexpr double kBytesPerToken = 4;
constexpr double kMebibyte = 1 << 20;

// The line that answers the request with that id.
nlohmann::json tools_of(const Options& options, const std::string& folder) {
  write_file(
      options.place + "/requests",
      R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}})"
      "\n"
      R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})"
      "\n");
  std::string words = output_of(
      {"sh", "-c", "exec \"$0\" mcp <\"$1\"", options.reeve(), options.place + "/requests"}, folder);
  std::string second = words.substr(words.find('\n') + 1);
  return nlohmann::json::parse(second).at("result").at("tools");
}

void installed(const Options& options, Report& report) {
  std::string git = output_of({"sh", "-c", "readlink -f \"$(git --exec-path)/git\""});
  git.pop_back();
  const Yardstick theirs{"git", file_size(git) / kMebibyte, "MiB"};
  run({"sh", "-euc",
       "cp \"$0\"/reeve \"$0\"/reeve-keeper \"$0\"/reeve-libgit2.so . && strip reeve reeve-keeper "
       "reeve-libgit2.so"
       " && cat reeve reeve-keeper reeve-libgit2.so >all",
       options.bin},
      options.place);
  report.add({"what is installed, without symbols",
              file_size(options.place + "/all") / kMebibyte,
              "MiB",
              {},
              theirs,
              ""});
}

void what_a_session_reads(const Options& options, Report& report) {
  const std::string folder = make_project(options, {"large", 10'000, ""});
  const double board = file_size(folder + "/docs/tasks.md");
  const std::string brief = output_of({options.reeve(), "brief"}, folder);
  report.add({"brief, 10 000 rows", static_cast<double>(brief.size()) / kBytesPerToken, "tokens", 400,
              Yardstick{"the tracking file", board / kBytesPerToken, "tokens"}, "4 bytes a token"});
  nlohmann::json tools = tools_of(options, folder);
  const Yardstick help{"reeve help",
                       static_cast<double>(output_of({options.reeve(), "help"}).size()) / kBytesPerToken,
                       "tokens"};
  report.add({"definitions of the MCP tools", static_cast<double>(tools.dump().size()) / kBytesPerToken,
              "tokens", 400, help, ""});
  report.add({"MCP tools", static_cast<double>(tools.size()), "", 5, {}, ""});
}

// Of the first line that begins with `key`.
double tokens_behind(const std::string& text, const std::string& key) {
  std::size_t begin = text.find(key) + key.size();
  return static_cast<double>(text.find('\n', begin) - begin) / kBytesPerToken;
}

void what_is_written(const Options& options, Report& report) {
  if (options.source.empty()) throw Missing("--source names no folder with README.md");
  std::string skill = read_file(options.source + "/hooks/claude/skills/tasks/SKILL.md");
  report.add({"the skill's description", tokens_behind(skill, "description: "), "tokens", 300, {}, ""});
  std::string readme = read_file(options.source + "/README.md");
  report.add({"README.md",
              static_cast<double>(std::count(readme.begin(), readme.end(), '\n')),
              "lines",
              250,
              {},
              ""});
}

}  // namespace

void measure_sizes(const Options& options, Report& report) {
  installed(options, report);
  what_a_session_reads(options, report);
  what_is_written(options, report);
}

}  // namespace reeve::bench
