// What of reeve stands in a project's .mcp.json and .claude/settings.json, and how it is told from what is
// the project's own: hooks, server and status line by the command that they run, the rest by a spelling that
// means the same and that nobody else writes.
//
// Formats: code.claude.com/docs/en/settings, /hooks, /mcp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
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

std::vector<ClaudeEntry> mcp_entries();
std::vector<ClaudeEntry> settings_entries(const ClaudeSettings& settings);

}  // namespace reeve::app
