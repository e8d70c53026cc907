// How long a person, a prompt or a script waits for an answer: whole processes, from spawn to exit.
#include "parts.h"
#include "project.h"

namespace reeve::bench {
namespace {

constexpr int kQueryTimes = 41;

}  // namespace

void measure_queries(const Options& options, Report& report) {
  const std::string folder = make_project(options, {"queries", 100, ""});
  auto wall = [&](const std::vector<std::string>& argv) {
    return best_of(kQueryTimes, [&] { return run(argv, folder).milliseconds; });
  };
  const Yardstick spawn{"bare spawn of /bin/true", wall({"/bin/true"}), "ms"};
  auto add = [&](const std::string& name, std::vector<std::string> words, std::optional<double> at_most) {
    words.insert(words.begin(), options.reeve());
    report.add({name, wall(words), "ms", at_most, spawn, ""});
  };
  add("reeve --version", {"--version"}, 5);
  add("status, 100 rows", {"status"}, 8);
  add("next, 100 rows", {"next"}, 8);
  add("check, 100 rows", {"check"}, {});
  add("status --json, 100 rows", {"status", "--json"}, {});
  add("brief, 100 rows", {"brief"}, {});

  const std::string large = folder + "/large.md";
  write_board(large, 100'000);
  auto mebibytes = [&](const std::vector<std::string>& argv) {
    return static_cast<double>(run(argv, folder).peak_kib) / 1024;
  };
  report.add({"status, 100 000 rows (13 MB), peak memory",
              mebibytes({options.reeve(), "status", "--file", large}), "MiB", 120,
              Yardstick{"bare cmark-gfm", mebibytes({options.self, "--parse", large}), "MiB"}, ""});
}

}  // namespace reeve::bench
