// setup claude: reeve in one project's files of Claude Code (.mcp.json, .claude/), without the plugin.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace reeve::app {

enum class SetupMode { write, check, remove };
struct SetupRequest {
  SetupMode mode = SetupMode::write;
};

// One thing that reeve has in a file there.
struct SetupPart {
  // How it was found. changed: it is reeve's, and not as reeve writes it; other: something of the project's
  // own is in its place, which stays; enough says whether that serves as well.
  enum class State { there, missing, changed, other };
  State state = State::missing;
  std::string file;   // below the top
  std::string what;   // "MCP server reeve"
  std::string about;  // of `other`: what is there instead
  bool enough = false;

  bool complete() const { return state == State::there || (state == State::other && enough); }
};

struct SetupResponse {
  std::vector<SetupPart> parts;
  std::vector<std::string> written;  // files, below the top
  std::vector<std::string> removed;  // likewise
  std::vector<std::string> notes;    // what a person should know
  bool complete() const;             // nothing is missing or changed
};
inline constexpr std::size_t kClaudeFileMax = 1 << 20;  // of a file that is edited

}  // namespace reeve::app
