// reeve.json: what the user configures, as typed values (section 7 of the design).
//
// Values own their data. Reading is pure: no file is touched, nothing is looked up. All keys, their
// types and bounds stand in one table (src/app/config_table.cpp), which drives the parser, the check
// for unknown keys and the published JSON schema.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"
#include "reeve/board/board.h"
#include "reeve/run/policy.h"

namespace reeve::app {

// The file that is read, and more than it may hold.
inline constexpr std::string_view kConfigFile = "reeve.json";
inline constexpr std::size_t kConfigBytesMax = 1 << 20;

// An argv. Written as a string in the file, it becomes {"sh", "-c", string}.
using Command = std::vector<std::string>;

enum class Adapter { command, claude };

// Whether a worker's commands, and the gates, run in a sandbox: it must be there, or is used if it is.
enum class Sandbox { require, automatic, off };
// Whether the next task of a lane goes on in the session of the one before it.
enum class Session { fresh, proceed };
// How a session that is too full is made smaller: by the program, or by beginning a new one from a summary.
enum class Compact { program, fresh };

// Keys of adapter `claude` alone.
struct ClaudeConfig {
  std::string model = "opus";
  std::vector<std::string> tools = {"Bash", "Edit", "Glob", "Grep", "Read", "Write"};
  Sandbox sandbox = Sandbox::automatic;
  std::vector<std::string> allow_domains;  // that commands in the sandbox may reach
  std::vector<std::string> allow_write;    // absolute paths that they may write, beside the worktree
  bool skip_permissions = false;           // written as "dangerously_skip_permissions"
  Session session = Session::fresh;
  Compact compact = Compact::program;
};

struct WorkerConfig {
  Adapter adapter = Adapter::command;
  Command command;                  // adapter `command`: required for a run; `claude`: replaces {"claude"}
  std::optional<std::string> name;  // see worker_name()
  std::optional<std::string> template_path;  // relative to the checkout; none = default_template()
  std::optional<std::string> again_path;     // likewise; none = again_template()
  int attempts = 3;
  Duration timeout{std::chrono::minutes(45)};
  Duration silence{std::chrono::minutes(20)};
  std::vector<std::string> env;             // names of variables that workers get
  std::map<std::string, std::string> vars;  // further placeholders of the template
  run::NoChange no_change = run::NoChange::fail;
  ClaudeConfig claude;
};

// What a `repo` cell stands for: a directory of the repository with the table, or another repository.
enum class RepositoryKind { directory, repository };
struct RepositoryConfig {
  RepositoryKind kind = RepositoryKind::repository;
  // A directory: below the top, "" = the top itself. A repository: relative to the checkout, or absolute. The
  // other keys are a repository's.
  std::string path;
  std::optional<std::string> remote;
  std::optional<std::string> base;
  std::optional<std::vector<run::Gate>> gates;  // instead of the top-level ones
  std::optional<std::vector<Command>> setup;    // instead of workspace.setup
};

enum class KeepWorktree { none, failed, all };
enum class WorkspaceMode { worktree, in_place };

struct WorkspaceConfig {
  std::string root = "../{repo}.worktrees";  // {repo}: the name of the checkout's directory
  std::string branch = "reeve/{id}";         // {id}: the task's id made safe
  std::optional<std::string> base;           // none = the tracked branch
  std::vector<Command> setup;
  std::vector<std::string> copy;  // globs
  KeepWorktree keep = KeepWorktree::failed;
  WorkspaceMode mode = WorkspaceMode::worktree;
};

// Bounds on what work may cost; an absent one does not bind.
struct CostLimit {
  std::optional<std::int64_t> tokens;
  std::optional<double> usd;
  std::optional<int> turns;
  std::optional<Duration> time;
};

struct BudgetConfig {
  CostLimit attempt;
  CostLimit run;
  CostLimit day;
  double context = 0.6;  // share of the context window, in (0, 1]
};

struct LimitsConfig {
  Duration wait{std::chrono::hours(6)};  // for a usage limit; 0 = do not wait
  Duration refetch{std::chrono::seconds(60)};
  Duration others{std::chrono::minutes(10)};
  int failures_in_row = 3;
  int push_attempts = 8;
};

struct CommitConfig {
  std::string subject = "chore(tasks): {id} {status}";
  run::Policy::SkipCi skip_ci = run::Policy::SkipCi::none;
  bool squash = false;
};

// Commands that get the event as JSON on stdin; an empty one is none.
struct HookConfig {
  Command done;
  Command failed;
  Command blocked;
  Command stopped;
};

struct KeepConfig {
  Duration runs{std::chrono::hours(24 * 30)};
};

struct Config {
  std::string tracking_file = "docs/tasks.md";  // relative to the checkout
  std::string remote = "origin";                // "" = none
  std::optional<std::string> branch;            // none = the upstream of HEAD
  std::map<std::string, std::string> columns;
  std::map<std::string, std::vector<std::string>> statuses;
  std::vector<std::vector<std::string>> phases;
  bool phases_by_heading = false;  // phases: "headings"
  std::map<std::string, RepositoryConfig> repos;
  WorkerConfig worker;
  std::optional<std::vector<run::Gate>>
      gates;  // none: not decided yet, a run stops; {}: no gates, on purpose
  std::vector<std::string> protect = {std::string(kConfigFile)};
  WorkspaceConfig workspace;
  std::vector<run::Lane> lanes = run::numbered_lanes(1);
  BudgetConfig budget;
  LimitsConfig limits;
  CommitConfig commit;
  HookConfig on;
  KeepConfig keep;
};

// Text of a reeve.json (JSON, comments allowed) → values. Errors, all of kind `config`, name the line
// and the full key: unknown or repeated keys (with the nearest known name), wrong types (expected,
// found), values out of bounds, and budgets that the adapter cannot measure.
Result<Config> parse_config(std::string_view text);

// What a run needs beyond a valid file: `gates` written out, a worker command. Error `config`.
Status check_runnable(const Config& config);
// Of that, what work by hand needs: `gates`.
Status check_gates(const Config& config);

// JSON Schema 2020-12 of reeve.json, the content of reeve.schema.json.
std::string config_schema_json();

// Whether `lanes` lists them, rather than says how many.
bool has_named_lanes(const Config& config);
// The name in `agent` cells: worker.name, else "claude" or the name of the worker's program.
std::string worker_name(const Config& config);
// worker.command, else the adapter's own; empty if there is none.
Command worker_command(const Config& config);

// `tracked_branch`: config.branch, or what the caller found to be the upstream of HEAD.
run::Policy to_policy(const Config& config, std::string_view tracked_branch);
board::ReadOptions to_read_options(const Config& config, std::string_view tracked_branch);

}  // namespace reeve::app
