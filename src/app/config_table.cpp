#include "app/config_table.h"

#include "app/config_checks.h"

namespace reeve::app {
namespace {

constexpr int kLanesMax = 64;
constexpr int kAttemptsMax = 100;
constexpr int kCountMax = 1000;
constexpr int kTurnsMax = 1'000'000;
constexpr double kUsdMax = 1e6;
constexpr Duration kNone{0};
constexpr Duration kShortest = std::chrono::seconds(1);
constexpr Duration kDay = std::chrono::hours(24);

// Names of gates are used for files and trailers, those of lanes in commands: they must differ.
template <class T>
Result<std::vector<T>> unique_names(std::vector<T> items, std::string_view what, const Place& place) {
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (items[i].name == items[j].name)
        return place.item(i).key("name").error("\"" + items[i].name + "\" is the name of an earlier " +
                                               std::string(what) + " too");
  return items;
}

Kind<run::Auditor> auditor() {
  using Auditor = run::Auditor;
  return object<Auditor>({
      field("template", &Auditor::template_path, maybe(text(check_path_inside)),
            "The auditor's prompt template. Default: the built-in one."),
      field("model", &Auditor::model, text(check_model), "Default: worker.model."),
      field("tools", &Auditor::tools, list(text(check_tool)),
            "Tools that only read. Default Glob, Grep, Read."),
      field("rounds", &Auditor::rounds, whole(1, kAttemptsMax),
            "Refusals in one run after which its task has failed. Default 3."),
  });
}

// Either a command or an auditor.
Status check_gate(const run::Gate& gate, const Place& place) {
  bool command = !gate.command.empty();
  if (command && gate.auditor) return place.error("has both a command and an auditor; a gate is one of them");
  if (!command && !gate.auditor)
    return place.error("the key \"command\" is missing", "a model as judge is written as \"auditor\": {}");
  return Done{};
}

Kind<std::vector<run::Gate>> gates() {
  using Gate = run::Gate;
  using When = run::GateWhen;
  auto gate_list = list(object<Gate>({
      field("name", &Gate::name, text(check_gate_name), "Unique; shown in verdicts and commit trailers.",
            Presence::required),
      field("command", &Gate::command, command(),
            "A list of words, or a text for sh -c; run in the worktree, passes with exit code 0."),
      field("auditor", &Gate::auditor, maybe(auditor()),
            "Instead of a command: Claude Code reads the task, the diff and what the gates before it found, "
            "and accepts or rejects. {} for the defaults."),
      field("timeout", &Gate::timeout, duration(kShortest), "Default 15m."),
      field("when", &Gate::when,
            choice<When>({{"task", When::task}, {"phase", When::phase}, {"end", When::end}}),
            "After each task (default), each phase, or at the end of the run."),
      field("baseline", &Gate::baseline_required, choice<bool>({{"require", true}, {"may-fail", false}}),
            "Whether it must pass on the base before the first attempt. Default require."),
  }));
  Json& gate = gate_list.schema["items"];
  for (const char* kind : {"command", "auditor"})
    gate["oneOf"].push_back({{"required", Json::array({kind})}});
  return {gate_list.schema,
          [read = gate_list.read](const Json& json, const Place& place) -> Result<std::vector<run::Gate>> {
            REEVE_TRY(auto read_gates, read(json, place));
            for (std::size_t i = 0; i < read_gates.size(); ++i)
              REEVE_CHECK(check_gate(read_gates[i], place.item(i)));
            return unique_names(std::move(read_gates), "gate", place);
          }};
}

Kind<RepositoryConfig> repository() {
  using Repository = RepositoryConfig;
  auto path = text();
  auto full = object<Repository>({
      field("path", &Repository::path, path, "Of its checkout: relative to this one, or absolute.",
            Presence::required),
      field("remote", &Repository::remote, maybe(text(check_remote, Empty::allowed)),
            "Where its branches are pushed. Default as at the top."),
      field("base", &Repository::base, maybe(text(check_revision)),
            "What new branches start from. Default: the remote's own branch."),
      field("gates", &Repository::gates, maybe(gates()), "Instead of those at the top."),
      field("setup", &Repository::setup, maybe(list(command())), "Instead of workspace.setup."),
  });
  Json directory = path.schema;
  directory["description"] = "A directory of this repository: worker and gates start there.";
  Json schema;
  schema["anyOf"] = {directory, full.schema};
  return {schema, [=](const Json& json, const Place& place) -> Result<RepositoryConfig> {
            if (json.is_object()) return full.read(json, place);
            RepositoryConfig repository{RepositoryKind::directory, {}, {}, {}, {}, {}};
            REEVE_TRY(repository.path, path.read(json, place));
            if (repository.path == ".") repository.path.clear();
            std::string wrong = repository.path.empty() ? "" : check_path_inside(repository.path);
            if (wrong.empty()) return repository;
            return place.error(
                wrong, "another repository is written as {\"path\": " + Json(repository.path).dump() + "}");
          }};
}

// A key of `worker` that is kept with those of its adapter.
Field<WorkerConfig> of_claude(const Field<ClaudeConfig>& field) {
  return {field.name, field.presence, field.schema,
          [read = field.read](WorkerConfig& worker, const Json& json, const Place& place) -> Status {
            return read(worker.claude, json, place);
          }};
}

Kind<WorkerConfig> worker() {
  using Worker = WorkerConfig;
  using Claude = ClaudeConfig;
  return object<Worker>({
      field("adapter", &Worker::adapter,
            choice<Adapter>({{"command", Adapter::command}, {"claude", Adapter::claude}}),
            "Any command that reads a prompt and prints a result (default), or Claude Code."),
      field("command", &Worker::command, command(),
            "The worker's program and arguments; the prompt comes on stdin."),
      field("name", &Worker::name, maybe(text(check_worker_name)),
            "Stands in the agent cell. Default: its program."),
      field("template", &Worker::template_path, maybe(text(check_path_inside)),
            "The prompt template, in the checkout. Default: the built-in one."),
      field("again", &Worker::again_path, maybe(text(check_path_inside)),
            "Adapter claude: the template for an attempt that goes on in the session of the one before. "
            "Default: the built-in one."),
      field("attempts", &Worker::attempts, whole(1, kAttemptsMax), "Per run. Default 3."),
      field("timeout", &Worker::timeout, duration(kShortest), "Of one attempt. Default 45m."),
      field("silence", &Worker::silence, duration(kShortest),
            "An attempt that prints nothing for so long is ended. Default 20m."),
      field("env", &Worker::env, list(text(check_variable)),
            "Names of environment variables that workers get."),
      field("vars", &Worker::vars, map_of(text({}, Empty::allowed), check_placeholder),
            "Further {names} of the template and their values."),
      field("no_change", &Worker::no_change,
            choice<run::NoChange>({{"fail", run::NoChange::fail}, {"accept", run::NoChange::accept}}),
            "What a success without a commit is. Default fail."),
      of_claude(
          field("model", &Claude::model, text(check_model), "Adapter claude: the model. Default opus.")),
      of_claude(field("tools", &Claude::tools, list(text(check_tool)),
                      "Adapter claude: the tools it has. Default Bash, Edit, Glob, Grep, Read, Write.")),
      of_claude(
          field("sandbox", &Claude::sandbox,
                choice<Sandbox>(
                    {{"require", Sandbox::require}, {"auto", Sandbox::automatic}, {"off", Sandbox::off}}),
                "Adapter claude: whether its commands and the gates run in a sandbox. Default auto: if "
                "bubblewrap and socat are there.")),
      of_claude(field("allow_domains", &Claude::allow_domains, list(text(check_domain)),
                      "Adapter claude: domains that commands in the sandbox may reach; gates then reach any. "
                      "Default none.")),
      of_claude(field("allow_write", &Claude::allow_write, list(text(check_absolute)),
                      "Adapter claude: absolute paths that commands in the sandbox may write, beside the "
                      "worktree. Default none.")),
      of_claude(field("dangerously_skip_permissions", &Claude::skip_permissions, flag(),
                      "Adapter claude: every tool call is allowed, in or out of a sandbox. Default false.")),
      of_claude(field("session", &Claude::session,
                      choice<Session>({{"fresh", Session::fresh}, {"continue", Session::proceed}}),
                      "Adapter claude: whether the next task of a lane goes on in the session of the one "
                      "before. Default fresh.")),
      of_claude(field("compact", &Claude::compact,
                      choice<Compact>({{"program", Compact::program}, {"fresh", Compact::fresh}}),
                      "Adapter claude: a session past budget.context is compacted, or begun anew from a "
                      "summary. Default program.")),
  });
}

Kind<WorkspaceConfig> workspace() {
  using Workspace = WorkspaceConfig;
  return object<Workspace>({
      field("root", &Workspace::root, text(), "Where worktrees are made. Default ../{repo}.worktrees."),
      field("branch", &Workspace::branch, text(check_branch_pattern),
            "The branch of a task whose row names none. Default reeve/{id}."),
      field("base", &Workspace::base, maybe(text(check_revision)),
            "What new branches start from. Default: the tracked branch."),
      field("setup", &Workspace::setup, list(command()), "Commands, run once in each new worktree."),
      field("copy", &Workspace::copy, list(text(check_glob)),
            "Untracked files to copy into each new worktree, as globs."),
      field("keep", &Workspace::keep,
            choice<KeepWorktree>(
                {{"none", KeepWorktree::none}, {"failed", KeepWorktree::failed}, {"all", KeepWorktree::all}}),
            "Whose worktrees stay after the run. Default failed."),
      field("mode", &Workspace::mode,
            choice<WorkspaceMode>(
                {{"worktree", WorkspaceMode::worktree}, {"in-place", WorkspaceMode::in_place}}),
            "A worktree per task (default), or the checkout itself."),
  });
}

Kind<CostLimit> cost() {
  using Limit = CostLimit;
  return object<Limit>({
      field("tokens", &Limit::tokens, maybe(tokens()), "A number, or a text like 200K."),
      field("usd", &Limit::usd, maybe(number(kUsdMax)), "US dollars; adapter claude only."),
      field("turns", &Limit::turns, maybe(whole(1, kTurnsMax)), "Adapter claude only."),
      field("time", &Limit::time, maybe(duration(kShortest)), "A duration like 2h."),
  });
}

Kind<BudgetConfig> budget() {
  using Budget = BudgetConfig;
  return object<Budget>({
      field("attempt", &Budget::attempt, cost(), "Of one attempt."),
      field("run", &Budget::run, cost(), "Of one call of reeve run."),
      field("day", &Budget::day, cost(), "Of one calendar day here."),
      field("context", &Budget::context, number(1), "Share of the context window to use. Default 0.6."),
  });
}

Kind<LimitsConfig> limits() {
  using Limits = LimitsConfig;
  return object<Limits>({
      field("wait", &Limits::wait, duration(kNone),
            "Longest wait for a usage limit to end; 0s: none. Default 6h."),
      field("refetch", &Limits::refetch, duration(kShortest), "How often the remote is asked. Default 60s."),
      field("others", &Limits::others, duration(kNone),
            "Longest wait for rows of another hand. Default 10m."),
      field("failures_in_row", &Limits::failures_in_row, whole(1, kCountMax),
            "So many failed runs one after another stop the loop. Default 3."),
      field("push_attempts", &Limits::push_attempts, whole(1, kCountMax),
            "So often a remote that is away is asked, later each time. Default 8: over ten minutes."),
  });
}

Kind<CommitConfig> commit() {
  using Commit = CommitConfig;
  using SkipCi = run::Policy::SkipCi;
  return object<Commit>({
      field("subject", &Commit::subject, text(check_subject), "Default chore(tasks): {id} {status}."),
      field("skip_ci", &Commit::skip_ci,
            choice<SkipCi>({{"none", SkipCi::none}, {"claims", SkipCi::claims}, {"all", SkipCi::all}}),
            "Which commits tell CI to skip them. Default none."),
      field("squash", &Commit::squash, flag(), "Default false."),
  });
}

Kind<HookConfig> hooks() {
  using Hook = HookConfig;
  return object<Hook>({
      field("done", &Hook::done, command(), "A task became done."),
      field("failed", &Hook::failed, command(), "A task became failed."),
      field("blocked", &Hook::blocked, command(), "A worker reported a blocker."),
      field("stopped", &Hook::stopped, command(), "The loop stopped."),
  });
}

// The one key with two readings: a list of lists, or the word that says where to find them.
Field<Config> phases() {
  auto lists = list(list(text(check_glob)));
  Json headings;
  headings["const"] = "headings";
  Json schema;
  schema["anyOf"] = {lists.schema, headings};
  schema["description"] =
      "Lists of id globs: a phase starts when all before it are done. \"headings\": each heading is one.";
  return {"phases", Presence::optional, schema,
          [lists](Config& config, const Json& json, const Place& place) -> Status {
            config.phases_by_heading = json == "headings";
            if (config.phases_by_heading) return Done{};
            if (!json.is_array()) return place.wrong_type("a list of lists of ids, or \"headings\"", json);
            REEVE_TRY(config.phases, lists.read(json, place));
            return Done{};
          }};
}

// A number of lanes that take any task, or a list of named ones.
Field<Config> lanes() {
  using Lane = run::Lane;
  auto count = whole(1, kLanesMax);
  auto named = list(object<Lane>({
      field("name", &Lane::name, text(check_lane_name), "Unique; `reeve pause --lane NAME` pauses it.",
            Presence::required),
      field("tasks", &Lane::tasks, list(text(check_glob)), "Globs of the ids it takes. Default: every task."),
  }));
  named.schema["minItems"] = 1;
  named.schema["maxItems"] = kLanesMax;
  Json schema;
  schema["anyOf"] = {count.schema, named.schema};
  schema["description"] = "Tasks worked on side by side: how many, or the lanes by name. Default 1.";
  return {"lanes", Presence::optional, schema,
          [=](Config& config, const Json& json, const Place& place) -> Status {
            if (!json.is_array()) {
              REEVE_TRY(int lane_count, count.read(json, place));
              config.lanes = run::numbered_lanes(lane_count);
              return Done{};
            }
            if (json.empty() || json.size() > kLanesMax)
              return place.error("must name 1 to " + std::to_string(kLanesMax) + " lanes");
            REEVE_TRY(auto read_lanes, named.read(json, place));
            REEVE_TRY(config.lanes, unique_names(std::move(read_lanes), "lane", place));
            return Done{};
          }};
}

// For editors; reeve itself has no use for it.
Field<Config> schema_reference() {
  auto kind = text();
  kind.schema["description"] = "Where editors find the schema of this file.";
  return {"$schema", Presence::optional, kind.schema,
          [kind](Config&, const Json& json, const Place& place) -> Status {
            REEVE_CHECK(kind.read(json, place));
            return Done{};
          }};
}

std::vector<Field<Config>> fields() {
  return {
      schema_reference(),
      field("tracking_file", &Config::tracking_file, text(check_path_inside),
            "The file with the task table. Default docs/tasks.md."),
      field("remote", &Config::remote, text(check_remote, Empty::allowed),
            "Where it is published; \"\": nowhere. Default origin."),
      field("branch", &Config::branch, maybe(text(check_branch)),
            "On which branch. Default: the upstream of HEAD."),
      field("columns", &Config::columns, map_of(text(check_column), check_header),
            "Header text → column of the schema."),
      field("statuses", &Config::statuses, map_of(list(text(check_header)), check_status_class),
            "Class → further words for it."),
      phases(),
      field("repos", &Config::repos, map_of(repository(), check_header),
            "What a repo cell stands for: a directory of this repository, or another repository."),
      field("worker", &Config::worker, worker(), "Who does the tasks."),
      field("gates", &Config::gates, maybe(gates()),
            "What must pass on a worker's commit. [] if nothing must."),
      field("protect", &Config::protect, list(text(check_glob)),
            "Globs of files that a worker may not change, in any repository. Default reeve.json."),
      field("workspace", &Config::workspace, workspace(), "Where workers work."),
      lanes(),
      field("budget", &Config::budget, budget(), "What work may cost."),
      field("limits", &Config::limits, limits(), "How long and how often."),
      field("commit", &Config::commit, commit(), "How changes of the table are committed."),
      field("on", &Config::on, hooks(),
            "Commands that get the event as one line of JSON on stdin (`reeve help events`)."),
      field("keep", &Config::keep,
            object<KeepConfig>({
                field("runs", &KeepConfig::runs, duration(kDay),
                      "How long what runs leave behind stays (`reeve help keep`). Default 30d."),
            }),
            "Retention."),
  };
}

}  // namespace

const Kind<Config>& config_kind() {
  static const Kind<Config> kind = object<Config>(fields());
  return kind;
}

}  // namespace reeve::app
