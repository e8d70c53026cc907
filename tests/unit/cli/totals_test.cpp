// The table at the end of a run.
#include "cli/totals_table.h"
#include "support/catch.h"

namespace reeve::cli {
namespace {

run::Tally tally(std::uint32_t phase, std::string repo, int done, int failed) {
  run::Tally one;
  one.phase = phase;
  one.repo = std::move(repo);
  one.tasks = done + failed;
  one.done = done;
  one.failed = failed;
  one.attempts = one.tasks + 1;
  one.worked = std::chrono::minutes(2 * one.tasks);
  return one;
}

std::string text_of(const run::Totals& totals) {
  std::string text;
  for (const Line& line : totals_table(totals)) text += line.text(200, Paint::plain) + "\n";
  return text;
}

TEST_CASE("each phase and repository has a line, and all of them a sum") {
  run::Totals totals;
  totals.tallies = {tally(1, "web", 1, 0), tally(0, "", 3, 1)};
  totals.tallies[0].usage.input = 12'000;
  totals.tallies[0].usage.usd = 1.25;
  totals.tallies[0].estimate = 10'000;
  totals.tallies[0].used_of_estimated = 12'000;
  totals.tallies[1].usage.output = 4'200;
  totals.tallies[1].usage.usd = 0.05;
  CHECK(text_of(totals) ==
        "  phase  repo  tasks  done  failed  attempts                        tokens   cost    time\n"
        "      1            4     3       1         5                          4.2K  $0.05   8m00s\n"
        "      2  web       1     1       0         2        12K (of 10K estimated)  $1.25   2m00s\n"
        "    all            5     4       1         7  16.2K (12K of 10K estimated)  $1.30  10m00s\n");
}

TEST_CASE("columns that say nothing are left away, and a single line needs no sum") {
  run::Totals totals;
  totals.tallies = {tally(0, "", 2, 0)};
  CHECK(text_of(totals) ==
        "  tasks  done  failed  attempts   time\n"
        "      2     2       0         3  4m00s\n");
  CHECK(totals_table({}).empty());
}

TEST_CASE("a price that was not told is not passed over in silence") {
  worker::Usage usage;
  CHECK(cost_text(usage).empty());
  usage.usd = 0.004;
  CHECK(cost_text(usage) == "$0.0040");
  usage.unpriced = 2;
  CHECK(cost_text(usage) == "$0.0040 (2 attempts told no price)");
}

}  // namespace
}  // namespace reeve::cli
