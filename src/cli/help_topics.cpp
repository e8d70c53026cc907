#include "cli/help_topics.h"

#include <algorithm>
#include <iterator>

namespace reeve::cli {
namespace {

constexpr std::string_view kExitCodes =
    "exit codes (if several apply, the lowest row wins)\n"
    "   0  nothing not-started or in-progress is left and none failed; or the query succeeded\n"
    "   1  the same, but some failed; `check` found errors\n"
    "   3  deadlock: not-started tasks remain and none of them can start\n"
    "  75  what remains waits for another hand, a usage limit or another engine's lock\n"
    "   5  a budget ended, or limits.failures_in_row\n"
    "   4  push conflict or refusal: a person must look\n"
    "  69  the remote is unreachable\n"
    "  70  anything else (disk, repository)\n"
    "  65  the tracking file cannot be read as tasks\n"
    "  66  the tracking file is missing\n"
    "   2  wrong usage or configuration\n"
    " 130  SIGINT\n"
    " 143  SIGTERM\n";

constexpr std::string_view kHeld =
    "reasons for which a task is held: never started, always reported\n"
    "  unknown-dependency  a token in depends_on names no task\n"
    "  repeated-id         several rows have this id\n"
    "  ragged-row          the row's cells hide its status\n"
    "  empty-id            the id cell has no id\n"
    "  tracked-branch      its own branch is the tracked branch\n"
    "  bad-branch          its branch is no valid branch name\n";

constexpr std::string_view kEvents =
    "events that the commands of `on` in reeve.json get on stdin, as one JSON object on one line\n"
    "  done, failed, blocked: a task has ended so, and that is published; also by `finish` and `block`\n"
    "    id description issue run owner agent branch base commit diff_stat gates reason evidence notes\n"
    "    attempts tokens worked_ms took_ms started_at ended_at checkout worktree folder\n"
    "    (reason: why not done; notes: what the worker said; commit: the last one that was judged)\n"
    "  stopped: `reeve run` is over\n"
    "    reason exit_code message hint done failed blocked attempts tokens worked_ms took_ms counts held\n"
    "    checkout\n"
    "  all: schema_version (1) event at\n"
    "The commands run in the main checkout, with what workers get of the environment, beside the loop, one\n"
    "after the other in the order of the events, each at most 30 s. What goes wrong with one is a note,\n"
    "nothing else. At its end `reeve run` waits for them: 30 s for what is left, 30 s for `stopped`; after "
    "a\n"
    "signal 5 s each; another signal ends that. An event is told again if reeve is killed while it closes.\n"
    "  \"on\": {\"failed\": \"jq -r '.id + \\\": \\\" + .reason' | mail -s reeve me@example.org\"}\n";

constexpr std::string_view kOwnership =
    "who may change what in the table (RV023 and on in `reeve help rules`)\n"
    "  reeve alone     status, agent, started_at, completed_at, used; every cell of a row in-progress\n"
    "  anybody         all else: adds rows that are not-started, edits or removes such rows, mends the "
    "other\n"
    "                  cells of rows that are done or failed, moves and formats, sets deferred and the like\n"
    "A status counts by its class: another spelling of the same is no change. By which command a change is\n"
    "made instead is in each message: start, finish, block, reset, add.\n"
    "Judged by `reeve check --staged` (as staged, against HEAD; of a merge against the parent that it fits\n"
    "best), `reeve check --pre-push` (the commits that a push brings to the tracked branch and that do not "
    "say\n"
    "they are reeve's) and `reeve check --base`; `reeve hooks install` has git call the first two.\n"
    "Who brings the file into the repository may bring rows that are done.\n";

constexpr std::string_view kKeep =
    "what is removed when a run has ended longer ago than keep.runs (30d), at the start and the end of\n"
    "`reeve run` and after every 100 runs; of runs that are done also what finds no room beside the\n"
    "newest 1000 finished runs, or beside 4 GiB in the folders of newer ones\n"
    "  its worktree    if everything in it is committed, and pushed or kept; else it stays, and\n"
    "                  `reeve doctor` says why\n"
    "  its kept refs   refs/reeve/kept/<run>/\n"
    "  its branch      only the local one, only if the row names none, it is checked out nowhere, and its\n"
    "                  tip is that of the branch on the remote or in the tracked branch; never one that\n"
    "                  is only here\n"
    "  its folder      record, prompt, output, logs of gates\n"
    "It stays while it is not finished, or its row is in-progress; of the newest run of a task that is\n"
    "not done (failed, say) only the worktree goes, since `reeve show` tells by it why. What lies in\n"
    "another repository goes as long as `repos` names that. `reeve doctor` says what all of it takes.\n";

constexpr std::string_view kClaude =
    "what Claude Code may do on your machine, as a worker of `reeve run`\n"
    "It runs without asking (acceptEdits, with Bash), one session per task, in the task's worktree. In the\n"
    "sandbox (bubblewrap and socat) its commands write only there, in worker.allow_write, in a temporary\n"
    "folder and, as a commit has to, in the repository's git directory, but not in its hooks, config, info\n"
    "and reeve. Gates write there too, but not in the git directory. The table is read-only; ~/.ssh and\n"
    "other logins are hidden, but ~/.npmrc and ~/.cargo can be read, and a worker's commands see its API "
    "key\n"
    "if that is a variable: log in with `claude` where that matters. The network is closed but for\n"
    "worker.allow_domains (for gates: closed, or open if any is named), so it cannot push over it. Without "
    "a\n"
    "sandbox git still has no login there, but commands read what you can, and could push to a remote that\n"
    "is a path. Hooks and MCP servers of the project are off; auditors do not follow its CLAUDE.md either.\n"
    "workspace.setup runs outside of the sandbox, with your network and logins, on what the base holds: "
    "also\n"
    "what an earlier task, accepted by your gates, left there. Protect what it runs (package.json, a\n"
    "script), or have it run nothing of the project's (npm ci --ignore-scripts).\n"
    "worker.dangerously_skip_permissions is for containers.\n"
    "what it may cost: the keys of budget are checked as it works (usd and turns by Claude Code itself). A\n"
    "number that was not told counts as the dearest so far, and stops the loop if there is none to go by.\n"
    "sessions: worker.session \"continue\" lets the next task of a lane go on in the session of the one\n"
    "before; past budget.context (60 % of the window) it is compacted first, or begun anew from a summary\n"
    "(worker.compact \"fresh\").\n";

struct Topic {
  std::string_view name;
  std::string_view text;
};
constexpr Topic kTopics[] = {{"exit-codes", kExitCodes}, {"held", kHeld}, {"ownership", kOwnership},
                             {"events", kEvents},        {"keep", kKeep}, {"claude", kClaude}};

}  // namespace

std::string_view help_on_topic(std::string_view name) {
  auto topic = std::find_if(std::begin(kTopics), std::end(kTopics),
                            [&](const Topic& candidate) { return candidate.name == name; });
  return topic == std::end(kTopics) ? "" : topic->text;
}

}  // namespace reeve::cli
