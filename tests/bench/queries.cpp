// How long a person, a prompt or a hook waits for an answer: whole processes, from spawn to exit.
#include "measure.h"

namespace reeve::bench {
namespace {

constexpr int kTimes = 21;
constexpr int kTimesLarge = 5;

double wall(const std::vector<std::string>& argv, int times, const std::string& directory) {
  return median_of(times, [&] { return run(argv, directory).milliseconds; });
}

}  // namespace

void measure_queries(const Options& options, Report& report) {
  const std::string reeve = options.bin + "/reeve";
  const std::string folder = options.place + "/queries";
  shell("git init -q " + folder + " && mkdir " + folder + "/docs && echo '{\"gates\": []}' >" + folder +
        "/reeve.json");
  auto file = folder + "/docs/tasks.md";

  report.add({"bare spawn of /bin/true", wall({"/bin/true"}, kTimes, folder), "ms", {}, ""});
  report.add({"reeve --version", wall({reeve, "--version"}, kTimes, folder), "ms", 5, ""});
  write_file(file, board_of(100));
  report.add({"status, 100 rows", wall({reeve, "status"}, kTimes, folder), "ms", 8, ""});
  report.add({"next, 100 rows", wall({reeve, "next"}, kTimes, folder), "ms", 8, ""});

  write_file(file, board_of(10000));
  double parse = wall({options.self, "--parse", file}, kTimesLarge, folder);
  double status = wall({reeve, "status"}, kTimesLarge, folder);
  double next = wall({reeve, "next"}, kTimesLarge, folder);
  auto detail = std::to_string(status) + " ms, bare cmark-gfm " + std::to_string(parse) + " ms";
  report.add({"status, 10 000 rows / bare parse", status / parse, "", 0.4, detail});
  report.add({"next, 10 000 rows / bare parse", next / parse, "", 0.4, std::to_string(next) + " ms"});

  write_file(file, board_of(100000));
  Usage large = run({reeve, "status"}, folder);
  double larger = wall({reeve, "status"}, kTimesLarge, folder);
  report.add({"status, 100 000 rows / ten times 10 000 rows", larger / (10 * status), "", 1.2,
              std::to_string(larger) + " ms"});
  report.add(
      {"status, 100 000 rows, peak memory", static_cast<double>(large.peak_kib) / 1024, "MiB", 120, ""});
}

}  // namespace reeve::bench
