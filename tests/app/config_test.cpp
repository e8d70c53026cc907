#include "reeve/app/config.h"

#include "refusal.h"
#include "support/catch.h"
#include "support/text.h"

using namespace std::chrono_literals;

namespace reeve::app {
namespace {

constexpr std::string_view kEveryKey = R"(// comments are allowed
{
  "$schema": "reeve.schema.json", /* everywhere */
  "tracking_file": "todo.md", "remote": "", "branch": "main",
  "columns": {"Ticket": "id"}, "statuses": {"done": ["shipped"]}, "phases": [["A-*"], ["B-1", "B-2"]],
  "repos": {"web": "packages/web", "shop": ".",
            "api": {"path": "../api", "remote": "up", "base": "dev", "gates": [], "setup": ["make"]}},
  "worker": {"adapter": "claude", "command": ["claude", "-p"], "name": "c", "template": "docs/worker.md",
             "attempts": 2, "timeout": "1h", "silence": "5m", "env": ["API_KEY"], "vars": {"team": "core"},
             "no_change": "accept"},
  "gates": [{"name": "lint", "command": "npm run lint | cat", "timeout": "90s", "when": "phase",
             "baseline": "may-fail"},
            {"name": "test", "command": ["npm", "test"]}],
  "protect": ["reeve.json", "ci/"],
  "workspace": {"root": "/tmp/trees", "branch": "task/{id}", "base": "dev", "setup": [["npm", "ci"], "make x"],
                "copy": [".env"], "keep": "all", "mode": "in-place"},
  "lanes": 4,
  "budget": {"attempt": {"tokens": "1.5M"}, "run": {"tokens": 2000000, "usd": 12.5, "turns": 100, "time": "8h"},
             "day": {"time": "10h"}, "context": 0.5},
  "limits": {"wait": "0s", "refetch": "30s", "others": "1m", "failures_in_row": 5, "push_attempts": 2},
  "commit": {"subject": "tasks: {id} is {status}", "skip_ci": "claims", "squash": true},
  "on": {"done": ["notify"], "failed": "notify -f", "blocked": ["b"], "stopped": ["s"]},
  "keep": {"runs": "7d"}
})";

}  // namespace

TEST_CASE("an empty config has the defaults of the documentation") {
  Config config = *parse_config("{}");
  CHECK(config.tracking_file == "docs/tasks.md");
  CHECK(config.remote == "origin");
  CHECK_FALSE(config.branch);
  CHECK(config.worker.attempts == 3);
  CHECK(config.worker.timeout == 45min);
  CHECK(config.worker.silence == 20min);
  CHECK(config.worker.no_change == run::NoChange::fail);
  CHECK_FALSE(config.gates);
  CHECK(config.protect == std::vector<std::string>{"reeve.json"});
  CHECK(config.workspace.root == "../{repo}.worktrees");
  CHECK(config.workspace.branch == "reeve/{id}");
  CHECK(config.workspace.keep == KeepWorktree::failed);
  CHECK(config.lanes.size() == 1);
  CHECK_FALSE(config.budget.run.tokens);
  CHECK(config.budget.context == 0.6);
  CHECK(config.limits.wait == 6h);
  CHECK(config.limits.refetch == 60s);
  CHECK(config.limits.others == 10min);
  CHECK(config.limits.failures_in_row == 3);
  CHECK(config.limits.push_attempts == 8);
  CHECK(config.commit.subject == "chore(tasks): {id} {status}");
  CHECK(config.commit.skip_ci == run::Policy::SkipCi::none);
  CHECK(config.keep.runs == 720h);
}

TEST_CASE("what is published, and how the table is read, is configured") {
  Config config = *parse_config(kEveryKey);
  CHECK(config.tracking_file == "todo.md");
  CHECK(config.remote.empty());
  CHECK(config.branch == "main");
  CHECK(config.columns.at("Ticket") == "id");
  CHECK(config.statuses.at("done") == std::vector<std::string>{"shipped"});
  CHECK(config.phases == std::vector<std::vector<std::string>>{{"A-*"}, {"B-1", "B-2"}});
  CHECK(config.commit.subject == "tasks: {id} is {status}");
  CHECK(config.commit.squash);
  CHECK(config.commit.skip_ci == run::Policy::SkipCi::claims);
  CHECK(config.on.failed == Command{"sh", "-c", "notify -f"});
  CHECK(config.on.stopped == Command{"s"});
  CHECK(config.keep.runs == 168h);
}

TEST_CASE("repositories are a directory of this one, or another one") {
  Config config = *parse_config(kEveryKey);
  CHECK(config.repos.at("web").kind == RepositoryKind::directory);
  CHECK(config.repos.at("web").path == "packages/web");
  CHECK_FALSE(config.repos.at("web").gates);
  CHECK(config.repos.at("shop").kind == RepositoryKind::directory);
  CHECK(config.repos.at("shop").path.empty());
  CHECK(config.repos.at("api").kind == RepositoryKind::repository);
  CHECK(config.repos.at("api").path == "../api");
  CHECK(config.repos.at("api").remote == "up");
  CHECK(config.repos.at("api").gates->empty());
  CHECK(config.repos.at("api").setup->front() == Command{"sh", "-c", "make"});
}

TEST_CASE("worker and workspace are configured") {
  Config config = *parse_config(kEveryKey);
  CHECK(config.worker.adapter == Adapter::claude);
  CHECK(config.worker.command == Command{"claude", "-p"});
  CHECK(config.worker.template_path == "docs/worker.md");
  CHECK(config.worker.timeout == 1h);
  CHECK(config.worker.env == std::vector<std::string>{"API_KEY"});
  CHECK(config.worker.vars.at("team") == "core");
  CHECK(config.worker.no_change == run::NoChange::accept);
  CHECK(config.workspace.setup.at(0) == Command{"npm", "ci"});
  CHECK(config.workspace.setup.at(1) == Command{"sh", "-c", "make x"});
  CHECK(config.workspace.copy == std::vector<std::string>{".env"});
  CHECK(config.workspace.keep == KeepWorktree::all);
  CHECK(config.workspace.mode == WorkspaceMode::in_place);
}

TEST_CASE("gates are argv or scripts") {
  Config config = *parse_config(kEveryKey);
  REQUIRE(config.gates->size() == 2);
  CHECK(config.gates->at(0).command == Command{"sh", "-c", "npm run lint | cat"});
  CHECK(config.gates->at(0).timeout == 90s);
  CHECK(config.gates->at(0).when == run::GateWhen::phase);
  CHECK_FALSE(config.gates->at(0).baseline_required);
  CHECK(config.gates->at(1).command == Command{"npm", "test"});
  CHECK(config.gates->at(1).timeout == 15min);
  CHECK(config.gates->at(1).when == run::GateWhen::task);
  CHECK(config.gates->at(1).baseline_required);
}

TEST_CASE("budgets and limits are configured") {
  Config config = *parse_config(kEveryKey);
  CHECK(config.budget.attempt.tokens == 1'500'000);
  CHECK(config.budget.run.tokens == 2'000'000);
  CHECK(config.budget.run.usd == 12.5);
  CHECK(config.budget.run.turns == 100);
  CHECK(config.budget.day.time == 10h);
  CHECK(config.budget.context == 0.5);
  CHECK(config.limits.wait == 0s);
  CHECK(config.limits.failures_in_row == 5);
  CHECK(config.lanes.size() == 4);
}

TEST_CASE("phases may be the headings") {
  Config config = *parse_config(R"({"phases": "headings"})");
  CHECK(config.phases_by_heading);
  CHECK(config.phases.empty());
  CHECK(mentions(refusal_of(R"({"phases": "chapters"})"),
                 "phases: expected a list of lists of ids, or \"headings\", found \"chapters\""));
}

TEST_CASE("no gates and gates not decided are two things") {
  CHECK_FALSE(parse_config("{}")->gates);
  CHECK(parse_config(R"({"gates": []})")->gates->empty());
}

TEST_CASE("a gate is a command or an auditor") {
  auto config = parse_config(
      R"({"gates": [{"name": "review", "auditor": {"model": "opus", "rounds": 2}}, {"name": "t", "command": "t"}]})");
  REQUIRE(config);
  CHECK(config->gates->at(0).auditor->model == "opus");
  CHECK(config->gates->at(0).auditor->rounds == 2);
  CHECK(config->gates->at(0).auditor->tools == std::vector<std::string>{"Glob", "Grep", "Read"});
  CHECK_FALSE(config->gates->at(1).auditor);
  CHECK_FALSE(parse_config(R"({"gates": [{"name": "t"}]})"));
  CHECK_FALSE(parse_config(R"({"gates": [{"name": "t", "command": "t", "auditor": {}}]})"));
}

TEST_CASE("a run needs gates that were decided, and a worker") {
  auto runnable = [](std::string_view text) { return check_runnable(*parse_config(text)).ok(); };
  CHECK_FALSE(runnable("{}"));
  CHECK_FALSE(runnable(R"({"gates": []})"));
  CHECK_FALSE(runnable(R"({"worker": {"command": "x"}})"));
  CHECK(runnable(R"({"gates": [], "worker": {"command": "x"}})"));
  CHECK(runnable(R"({"gates": [], "worker": {"adapter": "claude"}})"));
}

TEST_CASE("the worker has a name for the agent cell") {
  auto name = [](std::string_view text) { return worker_name(*parse_config(text)); };
  CHECK(name("{}") == "worker");
  CHECK(name(R"({"worker": {"adapter": "claude"}})") == "claude");
  CHECK(name(R"({"worker": {"command": ["/opt/bin/codex", "exec"]}})") == "codex");
  CHECK(name(R"({"worker": {"command": "codex exec"}})") == "worker");
  CHECK(name(R"({"worker": {"command": ["codex"], "name": "me"}})") == "me");
  CHECK(worker_command(*parse_config(R"({"worker": {"adapter": "claude"}})")) == Command{"claude"});
  CHECK(worker_command(*parse_config("{}")).empty());
}

TEST_CASE("policy and reading options carry what was configured") {
  Config config =
      *parse_config(R"({"lanes": 3, "gates": [{"name": "a", "command": "x"}], "phases": "headings",
    "columns": {"K": "id"}, "budget": {"run": {"tokens": 10}, "day": {"time": "1h"}}, "limits": {"others": "5m"},
    "worker": {"attempts": 7, "command": ["bot"]}, "commit": {"skip_ci": "all"}})");
  run::Policy policy = to_policy(config, "main");
  CHECK(policy.tracked_branch == "main");
  CHECK(policy.worker_name == "bot");
  CHECK(policy.lanes.size() == 3);
  CHECK(policy.attempts == 7);
  CHECK(policy.gates.size() == 1);
  CHECK(policy.run_budget.tokens == 10);
  CHECK(policy.day_budget.time == 1h);
  CHECK(policy.others == 5min);
  CHECK(policy.skip_ci == run::Policy::SkipCi::all);
  board::ReadOptions options = to_read_options(config, "main");
  CHECK(options.tracked_branch == "main");
  CHECK(options.phases_by_heading);
  CHECK(options.columns.at("K") == "id");
}

}  // namespace reeve::app
