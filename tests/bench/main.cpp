// bench --bin FOLDER [OPTION…]: all figures of speed and size that the project names, in one table, each
// beside what it is compared with, measured in the same run.
//
//   --source FOLDER    the project's own folder, for figures of its files, scripts and recorded streams
//   --only PART        may be repeated; the names are in kParts
//   --thorough         also what takes many minutes
//   --json FILE        the same as JSON
//   --baseline FILE    with --check: only what does not depend on the machine, held against the baseline;
//   with
//                      --renew: the same, and the baseline is written anew
//   --measured FILE    with these two: what --json wrote elsewhere, instead of measuring
//
// Exit 1 if a bound is broken, or a part did not work; 77 if something could not be compared.
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "baseline.h"
#include "parts.h"

namespace {

using reeve::bench::Options;
using reeve::bench::Part;
using reeve::bench::Report;

constexpr Part kParts[] = {{"instructions", reeve::bench::measure_instructions, true},
                           {"processes", reeve::bench::measure_processes, true},
                           {"ratios", reeve::bench::measure_ratios, true},
                           {"queries", reeve::bench::measure_queries, false},
                           {"hooks", reeve::bench::measure_hooks, false},
                           {"spawning", reeve::bench::measure_spawning, false},
                           {"publishing", reeve::bench::measure_publishing, false},
                           {"loop", reeve::bench::measure_loop, false},
                           {"output", reeve::bench::measure_output, false},
                           {"lanes", reeve::bench::measure_lanes, false},
                           {"claude", reeve::bench::measure_claude, false},
                           {"session", reeve::bench::measure_session, false},
                           {"footprint", reeve::bench::measure_footprint, false},
                           {"retention", reeve::bench::measure_retention, false},
                           {"hostile", reeve::bench::measure_hostile, false},
                           {"sizes", reeve::bench::measure_sizes, false}};

enum class Task { measure, check, renew };

struct Arguments {
  Options options;
  std::string json;
  std::string baseline;
  std::string measured;
  std::vector<std::string> only;
  Task task = Task::measure;
};

// The user's git set-up has no say in the figures.
void seal(const std::string& place) {
  setenv("HOME", place.c_str(), 1);
  setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
  setenv("GIT_TERMINAL_PROMPT", "0", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  setenv("GIT_CEILING_DIRECTORIES", place.c_str(), 1);
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "XDG_CONFIG_HOME", "REEVE_TASK"})
    unsetenv(name);
  reeve::bench::write_file(
      place + "/.gitconfig",
      "[user]\n name = Bench\n email = bench@example.org\n[init]\n defaultBranch = main\n");
}

std::string absolute(const char* path) {
  char resolved[PATH_MAX];
  return realpath(path, resolved) ? resolved : path;
}

bool read_arguments(int argc, char** argv, Arguments& arguments) {
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (option == "--thorough" || option == "--check" || option == "--renew") {
      if (option == "--thorough") arguments.options.thorough = true;
      if (option == "--check") arguments.task = Task::check;
      if (option == "--renew") arguments.task = Task::renew;
      continue;
    }
    if (++i == argc) return false;
    if (option == "--bin")
      arguments.options.bin = absolute(argv[i]);
    else if (option == "--source")
      arguments.options.source = absolute(argv[i]);
    else if (option == "--only")
      arguments.only.push_back(argv[i]);
    else if (option == "--json")
      arguments.json = argv[i];
    else if (option == "--measured")
      arguments.measured = argv[i];
    else if (option == "--baseline")
      arguments.baseline = argv[i];
    else
      return false;
  }
  return !arguments.options.bin.empty() && (arguments.task == Task::measure || !arguments.baseline.empty());
}

bool is_wanted(const Part& part, const Arguments& arguments) {
  bool named = arguments.only.empty();
  for (const std::string& name : arguments.only) named = named || name == part.name;
  return named && (part.checked || arguments.task == Task::measure);
}

// A part that fails does not end the others.
void measure(const Part& part, const Options& options, Report& report) {
  std::fprintf(stderr, "== %s\n", part.name);
  Options own = options;
  own.place = options.place + "/" + part.name;
  try {
    reeve::bench::run({"mkdir", own.place});
    part.measure(own, report);
  } catch (const reeve::bench::Missing& missing) {
    report.add_missing(part.name, missing.what(), false);
  } catch (const std::exception& failure) {
    report.add_missing(part.name, failure.what(), true);
  }
  // Git's own background maintenance may still write there.
  reeve::bench::run({"sh", "-c", "rm -rf \"$0\" 2>/dev/null || rm -rf \"$0\"", own.place});
}

Report measure_all(Arguments& arguments, const std::string& place) {
  arguments.options.self = absolute("/proc/self/exe");
  arguments.options.place = place;
  seal(place);
  Report report;
  for (const Part& part : kParts)
    if (is_wanted(part, arguments)) measure(part, arguments.options, report);
  reeve::bench::run({"rm", "-rf", place});
  return report;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--parse") == 0) return reeve::bench::parse_with_cmark(argv[2]);
  Arguments arguments;
  const char* temporary = std::getenv("TMPDIR");
  std::string place = std::string(temporary ? temporary : "/tmp") + "/reeve-bench.XXXXXX";
  if (!read_arguments(argc, argv, arguments) || (arguments.measured.empty() && !mkdtemp(place.data()))) {
    std::fprintf(stderr,
                 "usage: bench --bin FOLDER [--source FOLDER] [--only PART] [--thorough] [--json FILE]"
                 " [--baseline FILE [--check|--renew] [--measured FILE]]\n");
    return 2;
  }
  Report report = arguments.measured.empty()
                      ? measure_all(arguments, place)
                      : reeve::bench::report_from(reeve::bench::read_file(arguments.measured));
  if (arguments.task == Task::measure) std::printf("\n%s", report.table().c_str());
  if (!arguments.json.empty()) reeve::bench::write_file(arguments.json, report.json());
  if (arguments.task == Task::renew) return reeve::bench::renew_baseline(arguments.baseline, report);
  if (arguments.task == Task::check) return reeve::bench::check_baseline(arguments.baseline, report);
  return report.holds() ? 0 : 1;
}
