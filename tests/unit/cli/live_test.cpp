// The live block: what it shows at which width, and how it is put onto a terminal.
#include "cli/live_block.h"
#include "cli/live_view.h"
#include "support/catch.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

using run::Phase;

constexpr Instant kNow{1'000'000'000};

app::RunningTask task(const std::string& id, Phase phase, int seconds, const std::string& output = "") {
  app::RunningTask running;
  running.id = id;
  running.phase = phase;
  running.attempt = 1;
  running.attempts_max = 3;
  running.since = kNow + Duration(-1000 * seconds);
  running.started = running.since;
  running.last_line = output;
  running.last_output = kNow;
  return running;
}

app::Progress progress_of(std::vector<app::RunningTask> running) {
  app::Progress progress;
  progress.started_at = kNow + std::chrono::minutes(-10);
  progress.running = std::move(running);
  progress.board_seen = true;
  progress.counts.of[static_cast<int>(board::TaskClass::done)] = 5;
  progress.counts.of[static_cast<int>(board::TaskClass::not_started)] = 4;
  progress.counts.of[static_cast<int>(board::TaskClass::in_progress)] =
      static_cast<std::uint32_t>(progress.running.size());
  return progress;
}

std::vector<std::string> texts(const app::Progress& progress, Size size) {
  std::vector<std::string> list;
  for (const Line& line : live_lines(progress, kNow, size))
    list.push_back(line.text(size.columns - 1, Paint::plain));
  return list;
}

}  // namespace

TEST_CASE("each running task has a line: id, attempt, phase, time, tokens, last output") {
  auto progress =
      progress_of({task("A-1", Phase::working, 72, "Reading a.cpp"), task("LONG-10", Phase::judging, 3)});
  progress.running[0].tokens = 12'400;
  progress.running[1].gate = "test";
  progress.running[1].attempt = 2;
  auto lines = texts(progress, {100, 24});
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "  A-1      1/3  working    1m12s  12.4K  Reading a.cpp");
  CHECK(lines[1] == "  LONG-10  2/3  gate test     3s");
  CHECK(lines[2].find("5/11  5 done  6 left  10m00s") != std::string::npos);
}

TEST_CASE("no line is wider than the terminal, whatever is in it") {
  auto progress =
      progress_of({task("任务-1", Phase::working, 5, "日本語の長い行が続いて、まだ続いて、切られる"),
                   task("A-2", Phase::working, 5, std::string(3000, 'x')),
                   task(std::string(300, 'i'), Phase::working, 5, "e\u0301\u0301 👍🏽 ❤\ufe0f")});
  progress.standing = std::string(500, 's');
  progress.held = 1;
  progress.stuck = 2;
  progress.finished_count = 3;
  progress.finished_took = std::chrono::minutes(30);
  for (std::size_t columns = 2; columns < 220; ++columns)
    for (const std::string& line : texts(progress, {columns, 24})) CHECK(display_width(line) < columns);
}

TEST_CASE("what cannot be seen of a worker's output does not reach the terminal") {
  auto lines =
      texts(progress_of({task("A\x1b[31m", Phase::working, 5, "\x1b[2J\a\u202egnp.exe\r")}), {100, 24});
  CHECK(lines[0].find_first_of("\x1b\a\r") == std::string::npos);
  CHECK(lines[0].find("\u202e") == std::string::npos);
  CHECK(lines[0].find("\\u202egnp.exe") != std::string::npos);
}

TEST_CASE("more tasks than rows are summed up in one line") {
  std::vector<app::RunningTask> running;
  for (int i = 0; i < 30; ++i)
    running.push_back(task("T-" + std::to_string(i), i < 20 ? Phase::working : Phase::pushing, 5));
  auto lines = texts(progress_of(running), {100, 12});
  REQUIRE(lines.size() == 8);
  CHECK(lines[5].starts_with("  T-5 "));
  CHECK(lines[6] == "  … and 24 more: 10 pushing, 14 working");
  CHECK(texts(progress_of(running), {100, 3}).size() == 2);
}

TEST_CASE("a silent worker is told") {
  auto silent = task("A-1", Phase::working, 200, "thinking");
  silent.last_output = kNow + std::chrono::seconds(-130);
  CHECK(texts(progress_of({silent}), {100, 24})[0].find("silent for 2m10s  thinking") != std::string::npos);
}

TEST_CASE("the time left comes from the tasks finished so far") {
  auto progress = progress_of({task("A-1", Phase::working, 60)});
  CHECK_FALSE(time_left(progress, kNow));
  progress.finished_count = 2;
  progress.finished_took = std::chrono::minutes(4);
  CHECK(time_left(progress, kNow) == std::chrono::minutes(9));  // four of 2m, and what is left of A-1
  progress.lanes = 3;
  CHECK(time_left(progress, kNow) == std::chrono::minutes(3));
  progress.stuck = 4;
  CHECK(time_left(progress, kNow) == std::chrono::minutes(1));
  progress.running[0].started = kNow + std::chrono::hours(-1);
  CHECK_FALSE(time_left(progress, kNow));  // it is late already: no guess
}

TEST_CASE("what keeps the loop from starting more stands above the sum") {
  auto progress = progress_of({task("A-1", Phase::working, 60)});
  progress.standing = "interrupted by signal 2";
  CHECK(texts(progress, {80, 24})[1] == "  interrupted by signal 2");
}

TEST_CASE("a line is cut as a whole, colours apart") {
  Line line;
  line.add("abc", Color::red).add("  ").add("日本語", Color::dim);
  CHECK(line.width() == 11);
  CHECK(line.text(11, Paint::plain) == "abc  日本語");
  CHECK(line.text(10, Paint::plain) == "abc  日本…");
  CHECK(line.text(4, Paint::plain) == "abc…");
  CHECK(line.text(3, Paint::plain) == "ab…");
  CHECK(line.text(0, Paint::plain).empty());
  CHECK(line.text(11, Paint::colored) == "\x1b[31mabc\x1b[0m  \x1b[2m日本語\x1b[0m");
  CHECK(Line().add("a").add("   ").text(80, Paint::plain) == "a");
}

TEST_CASE("the block is drawn in place, and only if something changed") {
  LiveBlock block(Paint::plain);
  Size size{40, 10};
  std::vector<Line> two = {Line().add("one"), Line().add("two")};
  CHECK(block.redraw(two, size) == "\r\x1b[?7lone\x1b[K\ntwo\x1b[K\n\x1b[J\x1b[?7h");
  CHECK(block.redraw(two, size).empty());
  two[1] = Line().add("2");
  CHECK(block.redraw(two, size) == "\r\x1b[2A\x1b[?7lone\x1b[K\n2\x1b[K\n\x1b[J\x1b[?7h");
  CHECK(block.above("event", size) == "\r\x1b[2A\x1b[Jevent\n\x1b[?7lone\x1b[K\n2\x1b[K\n\x1b[J\x1b[?7h");
  CHECK(block.remove(size) == "\r\x1b[2A\x1b[J");
  CHECK(block.remove(size).empty());
}

TEST_CASE("a terminal that became narrower has folded the block") {
  LiveBlock block(Paint::plain);
  block.redraw({Line().add(std::string(39, 'x')), Line().add("short")}, {40, 10});
  CHECK(block.remove({20, 10}).starts_with("\r\x1b[3A"));
}

}  // namespace reeve::cli
