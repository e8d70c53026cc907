#include "cli/run_screen.h"

#include <algorithm>

#include "cli/live_view.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

using run::Notice;

constexpr std::size_t kFailuresMax = 10;

bool can_be_live(const Output& output) {
  const Terminal& terminal = output.terminal();
  const Global& global = output.global();
  return terminal.err_is_terminal && !terminal.no_movement && !terminal.ci && !global.quiet && !global.json;
}

Paint paint_of(const Output& output) {
  return output.colors_err() ? Paint::colored : Paint::plain;
}

}  // namespace

Color color_of(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::done:
      return Color::green;
    case Notice::Kind::failed:
    case Notice::Kind::lost:
      return Color::red;
    case Notice::Kind::blocked:
    case Notice::Kind::not_accepted:
    case Notice::Kind::released:
      return Color::yellow;
    case Notice::Kind::claimed:
      return Color::blue;
    default:
      return Color::none;
  }
}

RunScreen::RunScreen(const Output& output)
    : output_(output), live_(can_be_live(output)), block_(paint_of(output)) {}

// The block shows the way of a task, so only its results stay; nobody reads along in CI.
bool RunScreen::is_told(Notice::Kind kind) const {
  bool brief = live_ || output_.terminal().ci;
  if (!brief || output_.global().verbose) return true;
  switch (kind) {
    case Notice::Kind::preparing:
    case Notice::Kind::attempt:
    case Notice::Kind::worker_ended:
    case Notice::Kind::gate:
    case Notice::Kind::pushed:
      return false;
    case Notice::Kind::claimed:
      return !live_;
    default:
      return true;
  }
}

Line RunScreen::line_of(const Notice& notice, Instant at) {
  const auto& clock = output_.terminal().clock;
  Line line;
  line.add(clock ? clock(at) : to_rfc3339(at).substr(11, 8), Color::dim).add("  ");
  if (notice.task.empty()) return line.add(notice.text);
  id_width_ = std::clamp(display_width(one_line(notice.task)), id_width_, kIdWidthMax);
  line.add(notice.task, Color::bold).to_column(10 + id_width_).add("  ");
  line.cell(run::name_of(notice.kind), 12, color_of(notice.kind)).add("  ");
  return line.add(notice.text);
}

void RunScreen::tell(const Notice& notice, Instant at) {
  bool bad = notice.kind == Notice::Kind::failed || notice.kind == Notice::Kind::blocked;
  if (bad && failures_.size() < kFailuresMax) failures_.push_back(notice);
  if (!is_told(notice.kind)) return;
  // A note may have several lines: the rows that are waited for.
  std::string text;
  for (std::string_view part : split_lines(notice.text)) {
    Line line = text.empty() ? line_of({notice.kind, notice.run, notice.task, std::string(part)}, at)
                             : Line().add("          ").add(part);
    text += (text.empty() ? "" : "\n") + line.text(kNotCut, paint_of(output_));
  }
  if (text.empty()) text = line_of(notice, at).text(kNotCut, paint_of(output_));
  if (!live_) return output_.say(text);
  output_.write_err(block_.above(text, output_.size()));
}

void RunScreen::draw(const app::Progress& progress, Instant now) {
  if (!live_) return;
  Size size = output_.size();
  output_.write_err(block_.redraw(live_lines(progress, now, size), size));
}

void RunScreen::close() {
  if (live_) output_.write_err(block_.remove(output_.size()));
}

}  // namespace reeve::cli
