#include "app/run_record.h"
#include "hot_path.h"
#include "support/model_world.h"

#include "reeve/app/config.h"
#include "reeve/run/schedule.h"

namespace reeve::bench {
namespace {

using Operation = std::function<void()>;

board::Board loop_board() {
  return must(board::Board::read(board_text(), {}), "the board is not read");
}

// Those that work on the rows in progress.
std::vector<run::RunState> eight_runs() {
  std::vector<run::RunState> runs;
  for (int number = kDone + 1; number <= kRunning; ++number) {
    run::RunState state;
    state.id = RunId::from_random(static_cast<std::uint64_t>(number));
    state.task = {"docs/tasks.md", task_id(number)};
    state.phase = run::Phase::working;
    state.workspace.branch = "reeve/" + task_id(number);
    state.evidence = std::string(4000, 'e');
    runs.push_back(std::move(state));
  }
  return runs;
}

Operation choose_next() {
  return [board = loop_board(), runs = eight_runs()] {
    require(run::choose(board, runs).has_value(), "nothing to choose");
  };
}

Operation explain_blocked() {
  return [board = loop_board()] {
    require(run::blocked_tasks(board, 20).size() == 20, "nothing is blocked");
    require(run::stuck_tasks(board).empty(), "something is stuck");
  };
}

// From the claim to the verdict, on a board of 1 000 rows. The world around it reads the board again for
// each edit; only what the machine itself does is counted.
Operation work_off_task() {
  return [text = board_text()] {
    test::ModelWorld world(text);
    world.state.policy.max_tasks = 1;
    world.start();
    world.run_until([&] { return world.state.totals.done == 1; });
    require(world.state.totals.done == 1, "the task was not worked off");
  };
}

Operation keep_record() {
  return [state = eight_runs().front()] {
    auto again = must(app::decode_record(app::encode_record(state)), "the record is not read");
    require(again.evidence == state.evidence, "the record lost something");
  };
}

constexpr std::string_view kConfig = R"({
  // as a project has it after some months
  "worker": {"adapter": "claude", "model": "opus", "allow_domains": ["registry.npmjs.org", "crates.io"],
             "attempts": 3, "timeout": "45m", "silence": "20m", "env": ["NODE_ENV", "RUSTFLAGS"]},
  "gates": [{"name": "lint", "command": "npm run lint"}, {"name": "types", "command": ["npx", "tsc", "--noEmit"]},
            {"name": "test", "command": "npm test", "timeout": "15m"},
            {"name": "review", "auditor": {"model": "opus", "rounds": 3}}],
  "workspace": {"setup": [["npm", "ci"]], "copy": [".env.test"], "keep": "failed"},
  "protect": ["reeve.json", ".github/**", "migrations/**"],
  "repos": {"api": {"path": "../api", "gates": [{"name": "test", "command": "cargo test"}]}, "web": "packages/web"},
  "lanes": [{"name": "api", "tasks": ["API-*"]}, {"name": "rest"}],
  "budget": {"run": {"time": "8h", "usd": 20}, "day": {"tokens": "2M"}, "context": 0.6},
  "limits": {"wait": "6h", "failures_in_row": 3},
  "statuses": {"done": ["shipped"]}, "phases": [["SEC-*"], ["T-*"]],
  "on": {"failed": ["mail", "-s", "reeve", "me@example.org"]}
})";

Operation read_config() {
  return [] {
    require(must(app::parse_config(kConfig), "the configuration is not read").gates->size() == 4, "gates");
  };
}

}  // namespace

std::vector<HotPath> loop_paths() {
  return {{"choose_next", "the next of 1 000 tasks is chosen, beside eight runs", choose_next},
          {"explain_blocked", "why which of 1 000 tasks cannot start", explain_blocked},
          {"step", "the machine's steps for one task of 1 000, from claim to verdict", work_off_task,
           "reeve::run::step(*"},
          {"keep_record", "a run's record is written and read again", keep_record},
          {"read_config", "a reeve.json of 20 lines is read", read_config}};
}

}  // namespace reeve::bench
