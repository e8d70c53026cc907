// Ratios that hold on any machine, also a busy one: what they compare runs by turns, it is the processor time
// that is compared, children's included, and the best of each counts.
#include "parts.h"
#include "project.h"
#include "publisher.h"

namespace reeve::bench {
namespace {

constexpr int kRatioTimes = 7;
constexpr int kTimesShort = 41;

double processor_time(const std::vector<std::string>& argv, const std::string& directory) {
  return run(argv, directory).processor_ms;
}

void against_bare_parse(const Options& options, const std::string& folder, Report& report) {
  const std::string file = folder + "/docs/tasks.md";
  write_board(file, 10'000);
  for (const char* query : {"status", "next", "check"}) {
    Pair pair = best_by_turns(
        kRatioTimes,
        [&] {
          return processor_time({options.reeve(), query}, folder);
        },
        [&] {
          return processor_time({options.self, "--parse", file}, folder);
        });
    std::optional<double> bound;
    if (std::string_view(query) != "check") bound = 0.4;
    report.add(ratio(std::string(query) + ", 10 000 rows / bare parse", pair.subject,
                     {"bare cmark-gfm", pair.yardstick, "ms"}, bound, "processor time"));
  }
}

void at_a_hundred_thousand(const Options& options, const std::string& folder, Report& report) {
  const std::string small = folder + "/small.md";
  const std::string large = folder + "/large.md";
  write_board(small, 10'000);
  write_board(large, 100'000);
  auto status = [&](const std::string& file) {
    return processor_time({options.reeve(), "status", "--file", file}, folder);
  };
  Pair pair = best_by_turns(
      3, [&] { return status(large); }, [&] { return 10 * status(small); });
  report.add(ratio("status, 100 000 rows / ten times 10 000 rows", pair.subject,
                   {"ten times 10 000 rows", pair.yardstick, "ms"}, 1.2, "processor time"));
  auto peak = [&](const std::vector<std::string>& argv) {
    return static_cast<double>(run(argv, folder).peak_kib) / 1024;
  };
  report.add(ratio("status, 100 000 rows, peak memory / bare parse",
                   peak({options.reeve(), "status", "--file", large}),
                   {"bare cmark-gfm", peak({options.self, "--parse", large}), "MiB"}));
}

void of_short_programs(const Options& options, Report& report) {
  const std::string folder = make_project(options, {"short", 100, ""});
  auto time = [&](const std::vector<std::string>& argv) { return processor_time(argv, folder); };
  Pair pair = best_by_turns(
      kTimesShort,
      [&] {
        return time({options.reeve(), "--version"});
      },
      [&] {
        return time({"git", "--version"});
      });
  report.add(ratio("reeve --version / git --version", pair.subject, {"git --version", pair.yardstick, "ms"},
                   {}, "processor time"));
  pair = best_by_turns(
      kTimesShort,
      [&] {
        return time({options.reeve(), "status"});
      },
      [&] {
        return time({"git", "status", "--short"});
      });
  report.add(ratio("status, 100 rows / git status", pair.subject, {"git status", pair.yardstick, "ms"}, {},
                   "processor time"));
}

void of_a_transition(const Options& options, Report& report) {
  TransitionBench transitions(options, 100);
  Pair pair = transitions.best(9).processor;
  report.add(ratio("a published transition, 100 files / git's commands, processor time", pair.subject,
                   {"pull, edit, commit, push", pair.yardstick, "ms"}));
}

void of_a_task(const Options& options, Report& report) {
  Pair pair = tasks_beside_script(options, 5, 3).processor;
  report.add(ratio("one task / a shell script that does the same with git, processor time", pair.subject,
                   {"the script", pair.yardstick, "ms"}));
}

}  // namespace

void measure_ratios(const Options& options, Report& report) {
  const std::string folder = make_project(options, {"queries", 1, ""});
  against_bare_parse(options, folder, report);
  at_a_hundred_thousand(options, folder, report);
  of_short_programs(options, report);
  of_a_transition(options, report);
  of_a_task(options, report);
}

}  // namespace reeve::bench
