// How Claude Code is started as a worker: arguments, variables and settings. Pure; the prompt goes to its
// stdin, and ClaudeStream reads its stdout.
//
// The rules are those of its documentation (code.claude.com/docs: cli-reference, settings, sandboxing) and
// what 2.1.197 does where that is silent: hooks of the project and servers of its .mcp.json would start
// without being asked for, so both are shut out; a resumed session forgets the variant of its model, so the
// model is always named; a path denied to Edit is read-only for commands in the sandbox, one denied to Read
// is a device there, which `git add -A` cannot add, and so is one denied to Edit that does not exist. For
// git's own files that does no harm, but for `commondir` of the common directory, which git would read and
// fail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::worker {

enum class CommandSandbox { off, on };
// Whether tool calls are judged by the program's rules, or all allowed (--dangerously-skip-permissions).
enum class Permissions { judged, skipped };
// Whether CLAUDE.md and .claude/ of the worktree are followed: an auditor judges who wrote them.
enum class Instructions { project, none };

// The same for every attempt.
struct ClaudeRecipe {
  std::vector<std::string> program = {"claude"};
  std::string model = "opus";
  std::vector<std::string> tools = {"Bash", "Edit", "Read", "Write"};
  Permissions permissions = Permissions::judged;
  Instructions instructions = Instructions::project;
  CommandSandbox sandbox = CommandSandbox::off;
  std::vector<std::string> allow_domains;  // that commands in the sandbox may reach
  std::vector<std::string> allow_write;    // absolute paths that they may write
  std::vector<std::string> hidden;         // absolute paths that they may not read
  std::vector<std::string> protect;        // globs of files that may not be edited
  double context_share = 0.6;              // of the model's window; past it the program compacts
  std::optional<double> usd_max;           // past it the program ends
  std::optional<int> turns_max;
};

// Where one attempt works. Absolute paths.
struct ClaudePlace {
  std::string worktree;
  std::string directory;      // where it starts: the worktree, or below it
  std::string common_dir;     // the git directory that the worktree shares
  std::string own_files;      // ours in there, which nobody else may write
  std::string tracking_file;  // below `worktree`; "" = it is in another repository
  std::string settings;       // the file that holds claude_settings()
  // Of the tracking file and protected_path() of every glob: what is there, below `worktree`.
  std::vector<std::string> present;
  std::vector<std::string> git_dirs;  // <common_dir>/worktrees/<name> of this worktree, and of others there
};

// The one path that a glob of `protect` stands for at the top of a worktree; "" if it is a pattern.
std::string protected_path(std::string_view glob);

enum class SessionStart { fresh, resumed };

// `session`: a UUID, "" = the program chooses one itself.
std::vector<std::string> claude_command(const ClaudeRecipe& recipe, const ClaudePlace& place,
                                        const std::string& session, SessionStart start);

// JSON for --settings.
std::string claude_settings(const ClaudeRecipe& recipe, const ClaudePlace& place);

// What the program is told of its window (CLAUDE_CODE_AUTO_COMPACT_WINDOW, setting autoCompactWindow), so
// that it compacts a session past that share of it.
std::int64_t compact_window(double share, std::int64_t window);
// "NAME=value", beside what every worker gets. `window`: of the model, in tokens.
std::vector<std::string> claude_variables(const ClaudeRecipe& recipe, std::int64_t window);

// The window that a model is given as long as no run has told it.
enum class Endpoint { anthropic, other };  // other: ANTHROPIC_BASE_URL names one
std::int64_t assumed_window(std::string_view model, Endpoint endpoint);

// Variables of ours that the program itself reads: its login, where its API is, how it gets there. Workers
// get them; gates and set-up commands do not.
const std::vector<std::string>& claude_own_variables();

// Empty files that its sandbox puts into the directory it starts in while a command runs, and leaves there if
// it is killed; inside they are devices. (`.claude` is a directory.)
const std::vector<std::string>& sandbox_placeholders();

}  // namespace reeve::worker
