// What of reeve stands in a project's .mcp.json and .claude/, and how it is told from what is the project's
// own: hooks, server and status line by the command that they run, the rest by a spelling that means the same
// and that nobody else writes; whole files by their last line. A command that starts reeve by another path,
// or with variables of its own, is a person's: it serves as well, and stays.
//
// Formats: code.claude.com/docs/en/settings, /hooks, /mcp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/json_edit.h"

#include "reeve/app/setup_claude.h"

namespace reeve::app {

// One entry of a file. `look` answers without the file's name.
struct ClaudeEntry {
  std::function<SetupPart(const JsonText&)> look;
  std::function<Status(JsonText&)> add;   // what is not there; error: something else is in the way
  std::function<void(JsonText&)> remove;  // all of it; well if it is not there
};

struct ClaudeSettings {
  std::string tracking_file;        // below the top; a session may not edit it
  std::vector<std::string> roots;   // of worktrees, relative to the top or absolute
  std::int64_t compact_window = 0;  // of CLAUDE_CODE_AUTO_COMPACT_WINDOW
};

// A markdown file with a last line that says of what text it is: so a file of any version that nobody has
// edited is known.
std::string with_marker(std::string text);
bool has_true_marker(std::string_view bytes);

std::vector<ClaudeEntry> mcp_entries();
std::vector<ClaudeEntry> settings_entries(const ClaudeSettings& settings);

}  // namespace reeve::app
