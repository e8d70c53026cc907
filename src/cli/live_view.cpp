#include "cli/live_view.h"

#include <algorithm>
#include <map>

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

using run::Phase;

constexpr std::size_t kEventRows = 4;  // left to what scrolls above
constexpr std::size_t kDoingMax = 16;
constexpr std::size_t kBarMin = 12;
constexpr std::size_t kBarMax = 30;
constexpr int kFinishedMin = 2;  // for an estimate
constexpr Duration kSilenceTold = std::chrono::seconds(60);

std::string doing(const app::RunningTask& task) {
  return task.phase == Phase::judging && !task.gate.empty() ? "gate " + task.gate : phase_text(task.phase);
}

Color color_of(Phase phase) {
  switch (phase) {
    case Phase::working:
      return Color::blue;
    case Phase::judging:
      return Color::magenta;
    case Phase::pushing:
    case Phase::closing:
      return Color::green;
    default:
      return Color::dim;
  }
}

std::string attempt_text(const app::RunningTask& task) {
  return task.attempt == 0 ? "" : std::to_string(task.attempt) + "/" + std::to_string(task.attempts_max);
}

// What the columns before the output take.
struct Widths {
  std::size_t id = 0;
  std::size_t attempt = 0;
  std::size_t doing = 0;
  std::size_t elapsed = 0;
  std::size_t tokens = 0;
};

Widths widths_of(const std::vector<app::RunningTask>& tasks, Instant now, std::size_t columns) {
  Widths widths;
  auto grow = [](std::size_t& width, const std::string& text) {
    width = std::max(width, display_width(one_line(text)));
  };
  for (const app::RunningTask& task : tasks) {
    grow(widths.id, task.id);
    grow(widths.attempt, attempt_text(task));
    grow(widths.doing, doing(task));
    grow(widths.elapsed, elapsed(now - task.since));
    if (task.tokens > 0) grow(widths.tokens, format_tokens(task.tokens));
  }
  widths.id = std::min({widths.id, kIdWidthMax, std::max<std::size_t>(columns / 4, 4)});
  widths.doing = std::min(std::max<std::size_t>(widths.doing, 10), kDoingMax);
  widths.elapsed = std::max<std::size_t>(widths.elapsed, 5);
  return widths;
}

Line task_line(const app::RunningTask& task, const Widths& widths, Instant now) {
  Line line;
  line.add("  ").cell(task.id, widths.id, Color::bold).add("  ");
  if (widths.attempt > 0) line.cell(attempt_text(task), widths.attempt, Color::dim).add("  ");
  line.cell(doing(task), widths.doing, color_of(task.phase)).add(" ");
  line.cell_right(elapsed(now - task.since), widths.elapsed);
  if (widths.tokens > 0)
    line.add("  ").cell_right(task.tokens > 0 ? format_tokens(task.tokens) : "", widths.tokens);
  Instant heard = task.last_output.ms == 0 ? task.since : task.last_output;
  bool silent = task.phase == Phase::working && now - heard >= kSilenceTold;
  line.add("  ");
  if (silent) line.add("silent for " + elapsed(now - heard), Color::yellow).add("  ");
  return line.add(task.last_line, Color::dim);
}

Line rest_line(const std::vector<app::RunningTask>& tasks, std::size_t shown) {
  std::map<std::string, int> phases;
  for (std::size_t i = shown; i < tasks.size(); ++i) ++phases[doing(tasks[i])];
  std::string text = "  … and " + std::to_string(tasks.size() - shown) + " more:";
  const char* separator = " ";
  for (const auto& [name, count] : phases) {
    text += separator + std::to_string(count) + " " + name;
    separator = ", ";
  }
  return Line().add(text, Color::dim);
}

Duration rounded(Duration left) {
  using std::chrono::minutes;
  using std::chrono::seconds;
  Duration unit = left < minutes(2)    ? Duration(seconds(10))
                  : left < minutes(60) ? Duration(minutes(1))
                                       : Duration(minutes(5));
  return (left + unit - Duration(1)) / unit * unit;
}

std::string left_text(Duration left) {
  left = rounded(left);
  using std::chrono::hours;
  using std::chrono::minutes;
  if (left < minutes(2)) return elapsed(left);
  if (left < hours(1)) return std::to_string(std::chrono::duration_cast<minutes>(left).count()) + "m";
  return elapsed(left);
}

Line sum_line(const app::Progress& progress, Instant now, std::size_t columns) {
  Line tail;
  if (progress.board_seen) {
    std::uint32_t all = 0;
    for (auto task_class : board::kTaskClasses) all += progress.counts[task_class];
    auto done = progress.counts[board::TaskClass::done];
    tail.add(" " + std::to_string(done) + "/" + std::to_string(all), Color::bold).add("  ");
    add_counts(tail, progress.counts, progress.held, progress.stuck).add("  ");
  }
  tail.add(elapsed(now - progress.started_at));
  if (auto left = time_left(progress, now)) tail.add(", about " + left_text(*left) + " left");
  std::string tokens = "  " + format_tokens(progress.totals.usage.used()) + " tokens";
  if (progress.totals.usage.used() > 0 && tail.width() + tokens.size() + kBarMin + 2 < columns)
    tail.add(tokens, Color::dim);
  Line line;
  line.add("  ");
  // Margin on the left, and the last column, which is never written.
  std::size_t room = columns > tail.width() + 3 ? columns - tail.width() - 3 : 0;
  if (progress.board_seen && room >= kBarMin) add_bar(line, progress.counts, std::min(room, kBarMax));
  return line.add(tail);
}

}  // namespace

std::string phase_text(Phase phase) {
  return phase == Phase::closing ? "publishing" : std::string(run::name_of(phase));
}

std::string elapsed(Duration duration) {
  auto seconds = std::max<std::int64_t>(duration.count(), 0) / 1000;
  return seconds == 0 ? "0s" : format_duration(Duration(seconds * 1000));
}

Line& add_counts(Line& line, const board::Counts& counts, int held, int stuck) {
  using board::TaskClass;
  auto left = counts[TaskClass::not_started] + counts[TaskClass::in_progress];
  line.add(std::to_string(counts[TaskClass::done]) + " done", Color::green);
  auto more = [&](std::int64_t count, const char* name, Color color) {
    if (count > 0) line.add("  ").add(std::to_string(count) + name, color);
  };
  more(counts[TaskClass::failed], " failed", Color::red);
  more(held, " held", Color::yellow);
  more(stuck - held, " stuck", Color::yellow);
  return line.add("  ").add(std::to_string(left) + " left");
}

Line& add_bar(Line& line, const board::Counts& counts, std::size_t width) {
  using board::TaskClass;
  std::uint64_t all = 0;
  for (auto task_class : board::kTaskClasses) all += counts[task_class];
  if (all == 0) return line;
  std::size_t done = counts[TaskClass::done] * width / all;
  std::size_t judged = (std::uint64_t{counts[TaskClass::done]} + counts[TaskClass::failed]) * width / all;
  if (counts[TaskClass::failed] > 0 && judged == done && done < width) ++judged;
  auto repeated = [](std::string_view sign, std::size_t count) {
    std::string text;
    while (count-- > 0) text += sign;
    return text;
  };
  line.add(repeated("━", done), Color::green).add(repeated("━", judged - done), Color::red);
  return line.add(repeated("─", width - judged), Color::dim);
}

std::optional<Duration> time_left(const app::Progress& progress, Instant now) {
  if (progress.finished_count < kFinishedMin) return std::nullopt;
  Duration mean = progress.finished_took / progress.finished_count;
  auto waiting = static_cast<std::int64_t>(progress.counts[board::TaskClass::not_started]) - progress.stuck;
  Duration work{0};
  Duration longest{0};
  for (const app::RunningTask& task : progress.running) {
    if (task.phase == Phase::claiming) --waiting;  // its row still says not-started
    Duration rest = std::max(mean - (now - task.started), Duration(0));
    work += rest;
    longest = std::max(longest, rest);
  }
  waiting = std::max<std::int64_t>(waiting, 0);
  work += mean * waiting;
  auto side_by_side = std::clamp<std::int64_t>(waiting + static_cast<std::int64_t>(progress.running.size()),
                                               1, std::max(progress.lanes, 1));
  Duration left = std::max(work / side_by_side, longest);
  return left.count() > 0 ? std::optional(left) : std::nullopt;
}

std::vector<Line> live_lines(const app::Progress& progress, Instant now, Size size) {
  std::vector<Line> lines;
  Widths widths = widths_of(progress.running, now, size.columns);
  std::size_t below = progress.standing.empty() ? 1 : 2;
  std::size_t rows = size.rows > kEventRows + below ? size.rows - kEventRows - below : 1;
  std::size_t shown = progress.running.size() <= rows ? progress.running.size() : rows - 1;
  for (std::size_t i = 0; i < shown; ++i) lines.push_back(task_line(progress.running[i], widths, now));
  if (shown < progress.running.size()) lines.push_back(rest_line(progress.running, shown));
  if (!progress.standing.empty()) lines.push_back(Line().add("  ").add(progress.standing, Color::yellow));
  lines.push_back(sum_line(progress, now, size.columns));
  return lines;
}

}  // namespace reeve::cli
