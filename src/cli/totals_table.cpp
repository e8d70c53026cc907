#include "cli/totals_table.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

constexpr std::size_t kColumns = 9;
constexpr std::size_t kRepoMax = 30;
using Row = std::array<std::string, kColumns>;
const Row kHeader = {"phase", "repo", "tasks", "done", "failed", "attempts", "tokens", "cost", "time"};

// Estimate against used, as far as there is an estimate.
std::string tokens_text(const run::Tally& tally) {
  if (tally.usage.used() == 0) return "";
  std::string text = format_tokens(tally.usage.used());
  if (tally.estimate == 0) return text;
  bool all = tally.used_of_estimated == tally.usage.used();
  return text + " (" + (all ? "" : format_tokens(tally.used_of_estimated) + " ") + "of " +
         format_tokens(tally.estimate) + " estimated)";
}

Row row_of(const run::Tally& tally, std::string phase, std::string repo) {
  bool priced = tally.usage.usd > 0;
  return {std::move(phase),
          std::move(repo),
          std::to_string(tally.tasks),
          std::to_string(tally.done),
          std::to_string(tally.failed),
          std::to_string(tally.attempts),
          tokens_text(tally),
          priced ? format_usd(tally.usage.usd) : "",
          format_duration(tally.worked)};
}

run::Tally sum_of(const std::vector<run::Tally>& tallies) {
  run::Tally sum;
  for (const run::Tally& tally : tallies) {
    sum.tasks += tally.tasks;
    sum.done += tally.done;
    sum.failed += tally.failed;
    sum.attempts += tally.attempts;
    sum.usage += tally.usage;
    sum.worked += tally.worked;
    sum.estimate += tally.estimate;
    sum.used_of_estimated += tally.used_of_estimated;
  }
  return sum;
}

// Columns that say nothing are left away.
std::array<std::size_t, kColumns> widths_of(const std::vector<Row>& rows) {
  std::array<std::size_t, kColumns> widths{};
  for (std::size_t column = 0; column < kColumns; ++column) {
    bool says = std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return !row[column].empty(); });
    if (!says) continue;
    widths[column] = display_width(kHeader[column]);
    for (const Row& row : rows) widths[column] = std::max(widths[column], display_width(row[column]));
  }
  widths[1] = std::min(widths[1], kRepoMax);
  return widths;
}

Line line_of(const Row& row, const std::array<std::size_t, kColumns>& widths, Color color) {
  Line line;
  for (std::size_t column = 0; column < kColumns; ++column) {
    if (widths[column] == 0) continue;
    line.add("  ");
    column == 1 ? line.cell(row[column], widths[column], color)
                : line.cell_right(row[column], widths[column], color);
  }
  return line;
}

}  // namespace

std::string cost_text(const worker::Usage& usage) {
  if (usage.usd <= 0) return "";
  std::string text = format_usd(usage.usd);
  if (usage.unpriced > 0) text += " (" + std::to_string(usage.unpriced) + " attempts told no price)";
  return text;
}

std::vector<Line> totals_table(const run::Totals& totals) {
  if (totals.tallies.empty()) return {};
  auto tallies = totals.tallies;
  std::sort(tallies.begin(), tallies.end(), [](const run::Tally& a, const run::Tally& b) {
    return std::tie(a.phase, a.repo) < std::tie(b.phase, b.repo);
  });
  bool phases = tallies.back().phase > 0;
  std::vector<Row> rows;
  for (const run::Tally& tally : tallies)
    rows.push_back(row_of(tally, phases ? std::to_string(tally.phase + 1) : "", tally.repo));
  bool several = rows.size() > 1;
  if (several) rows.push_back(row_of(sum_of(tallies), phases ? "all" : "", phases ? "" : "all"));
  auto widths = widths_of(rows);
  std::vector<Line> lines = {line_of(kHeader, widths, Color::dim)};
  for (std::size_t i = 0; i < rows.size(); ++i)
    lines.push_back(line_of(rows[i], widths, several && i + 1 == rows.size() ? Color::bold : Color::none));
  return lines;
}

}  // namespace reeve::cli
