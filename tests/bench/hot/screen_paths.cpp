#include "cli/live_block.h"
#include "cli/live_view.h"
#include "cli/status_view.h"
#include "hot_path.h"

#include "reeve/app/app.h"

namespace reeve::bench {
namespace {

using Operation = std::function<void()>;

constexpr Instant kNow{1'772'712'000'000};

app::StatusResponse status_response() {
  app::StatusResponse response;
  response.file = "docs/tasks.md";
  response.board = std::make_shared<const board::Board>(
      must(board::Board::read(board_text(), {}), "the board is not read"));
  response.at = kNow;
  return response;
}

Operation show_status() {
  return [response = status_response()] {
    std::size_t bytes = 0;
    for (const cli::Line& line : cli::status_lines(response, cli::kNotCut))
      bytes += line.text(100, cli::Paint::colored).size();
    require(bytes > 2000, "a short page");
  };
}

Operation status_as_json() {
  return [response = status_response()] {
    std::size_t bytes = 0;
    app::write_json(response, false, [&](std::string_view piece) { bytes += piece.size(); });
    require(bytes > 200'000, "little JSON");
  };
}

app::Progress eight_tasks() {
  app::Progress progress;
  progress.started_at = kNow + Duration(-600'000);
  progress.lanes = 8;
  progress.board_seen = true;
  progress.counts.of[static_cast<int>(board::TaskClass::done)] = 400;
  progress.counts.of[static_cast<int>(board::TaskClass::not_started)] = 592;
  progress.counts.of[static_cast<int>(board::TaskClass::in_progress)] = 8;
  progress.finished_count = 400;
  progress.finished_took = Duration(400 * 60'000);
  for (int number = 1; number <= 8; ++number) {
    app::RunningTask task;
    task.id = task_id(number);
    task.phase = run::Phase::working;
    task.attempt = 1;
    task.attempts_max = 3;
    task.started = task.since = kNow + Duration(-1000 * number);
    task.tokens = 12'400;
    task.last_line =
        "editing src/api/routes.ts — 日本語の説明, and then some words that do not fit into the line";
    task.last_output = kNow;
    progress.running.push_back(std::move(task));
  }
  return progress;
}

// Drawn anew each time: a second later every line is another.
Operation draw_live_block() {
  auto block = std::make_shared<cli::LiveBlock>(cli::Paint::colored);
  auto now = std::make_shared<Instant>(kNow);
  return [block, now, progress = eight_tasks()] {
    constexpr cli::Size kSize{80, 24};
    *now = *now + Duration(1000);
    require(block->redraw(cli::live_lines(progress, *now, kSize), kSize).size() > 500, "nothing is drawn");
  };
}

}  // namespace

std::vector<HotPath> screen_paths() {
  return {{"show_status", "status of 1 000 rows as a page", show_status},
          {"status_as_json", "status of 1 000 rows as JSON", status_as_json},
          {"draw_live_block", "the live block of eight tasks is drawn again", draw_live_block}};
}

}  // namespace reeve::bench
