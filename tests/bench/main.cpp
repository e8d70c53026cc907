// bench --bin FOLDER [--thorough] [--only PART] [--json FILE]: speed and size of the release build, as ratios
// within one run where that is possible. Exit 1 if a bound is broken. Parts: queries, spawning, publishing,
// lanes, claude, footprint, loop.
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "measure.h"

namespace {

struct Part {
  const char* name;
  void (*measure)(const reeve::bench::Options&, reeve::bench::Report&);
};
constexpr Part kParts[] = {{"queries", reeve::bench::measure_queries},
                           {"spawning", reeve::bench::measure_spawning},
                           {"publishing", reeve::bench::measure_publishing},
                           {"lanes", reeve::bench::measure_lanes},
                           {"claude", reeve::bench::measure_claude},
                           {"footprint", reeve::bench::measure_footprint},
                           {"loop", reeve::bench::measure_loop}};

// The user's git set-up has no say in the figures.
void seal(const std::string& place) {
  setenv("HOME", place.c_str(), 1);
  setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
  setenv("GIT_TERMINAL_PROMPT", "0", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  reeve::bench::write_file(
      place + "/.gitconfig",
      "[user]\n name = Bench\n email = bench@example.org\n[init]\n defaultBranch = main\n");
}

std::string absolute(const char* path) {
  char resolved[PATH_MAX];
  return realpath(path, resolved) ? resolved : path;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--parse") == 0) return reeve::bench::parse_with_cmark(argv[2]);
  reeve::bench::Options options;
  std::string json;
  std::string only;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--thorough") == 0) options.thorough = true;
    if (std::strcmp(argv[i], "--bin") == 0 && i + 1 < argc) options.bin = absolute(argv[++i]);
    if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc) only = argv[++i];
    if (std::strcmp(argv[i], "--json") == 0 && i + 1 < argc) json = argv[++i];
  }
  const char* temporary = std::getenv("TMPDIR");
  std::string place = std::string(temporary ? temporary : "/tmp") + "/reeve-bench.XXXXXX";
  if (options.bin.empty() || !mkdtemp(place.data())) {
    std::fprintf(stderr, "usage: bench --bin FOLDER [--thorough] [--only PART] [--json FILE]\n");
    return 2;
  }
  options.self = absolute("/proc/self/exe");
  options.place = place;
  seal(place);

  reeve::bench::Report report;
  for (const Part& part : kParts) {
    if (only.empty() || only == part.name) part.measure(options, report);
  }
  reeve::bench::run({"rm", "-rf", place});
  if (!json.empty()) reeve::bench::write_file(json, report.json());
  return report.holds() ? 0 : 1;
}
