#include "worker/claude_doing.h"

#include <algorithm>
#include <array>

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

// `key`: what of the input names the thing that it is done to.
struct Tool {
  std::string_view name;
  std::string_view words;
  const char* key;
};

constexpr std::array kTools = {
    Tool{"Bash", "running", "command"},
    Tool{"Edit", "editing", "file_path"},
    Tool{"MultiEdit", "editing", "file_path"},
    Tool{"NotebookEdit", "editing", "notebook_path"},
    Tool{"Write", "writing", "file_path"},
    Tool{"Read", "reading", "file_path"},
    Tool{"LS", "listing", "path"},
    Tool{"Grep", "searching for", "pattern"},
    Tool{"Glob", "searching for", "pattern"},
    Tool{"WebFetch", "fetching", "url"},
    Tool{"WebSearch", "searching the web for", "query"},
    Tool{"Agent", "agent:", "description"},
    Tool{"Task", "agent:", "description"},
    Tool{"Skill", "using the skill", "skill"},
    Tool{"TaskCreate", "planning", "subject"},
};

const Tool* tool_named(std::string_view name) {
  const auto* found =
      std::find_if(kTools.begin(), kTools.end(), [&](const Tool& t) { return t.name == name; });
  return found == kTools.end() ? nullptr : found;
}

// Commands often begin by going where they are already.
std::string_view without_first_cd(std::string_view command, std::string_view directory) {
  std::string first = "cd " + std::string(directory) + " && ";
  return !directory.empty() && command.starts_with(first) ? command.substr(first.size()) : command;
}

std::string_view relative(std::string_view path, std::string_view directory) {
  bool inside = !directory.empty() && path.starts_with(directory) && path.size() > directory.size() + 1 &&
                path[directory.size()] == '/';
  return inside ? path.substr(directory.size() + 1) : path;
}

std::string_view first_text(const Json& input) {
  if (!input.is_object()) return {};
  for (const Json& value : input)
    if (const auto* text = value.get_ptr<const std::string*>()) return *text;
  return {};
}

std::string_view target(const Tool* tool, const Json& input, std::string_view directory) {
  if (!tool) return first_text(input);
  return relative(without_first_cd(trim(text_at(input, tool->key)), directory), directory);
}

// mcp__server__tool → server/tool.
std::string mcp_name(std::string_view tool) {
  tool.remove_prefix(5);
  auto cut = tool.find("__");
  if (cut == tool.npos) return std::string(tool);
  return std::string(tool.substr(0, cut)) + "/" + std::string(tool.substr(cut + 2));
}

}  // namespace

std::string shown(std::string_view text, std::size_t bytes_max) {
  // A text of megabytes is not walked for a line: at most four bytes of it become one that is shown.
  return shorten(one_line(trim(shorten(trim(text), 4 * bytes_max))), bytes_max);
}

std::string doing(std::string_view name, const Json& input, std::string_view directory) {
  if (name.starts_with("mcp__")) return shown("using mcp tool " + mcp_name(name));
  const Tool* tool = tool_named(name);
  if (!tool) return shown("using " + std::string(name));
  return shown(std::string(tool->words) + " " + shown(target(tool, input, directory)));
}

std::string call(std::string_view name, const Json& input, std::string_view directory) {
  std::string what = shown(target(tool_named(name), input, directory), kShownMax / 2);
  return shown(shown(name, kShownMax / 3) + (what.empty() ? "" : "(" + what + ")"));
}

}  // namespace reeve::worker
