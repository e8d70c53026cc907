// Runs that ended long ago: what a start does about them, and how many stay.
#include <filesystem>

#include "parts.h"
#include "project.h"

namespace reeve::bench {
namespace {

constexpr int kRoom = 1000;   // finished runs
constexpr int kExcess = 400;  // that have none

// Copies of the one run that is there, each begun later than the one before, all before it.
constexpr const char* kCopies = R"sh(cd .git/reeve/runs
run=$(ls | head -n 1)
awk -v count="$1" 'BEGIN { for (i = 1; i <= count; ++i) { id = ""; n = i
  for (k = 0; k < 8; ++k) { id = sprintf("%c", 97 + n % 26) id; n = int(n / 26) } print id } }' >../ids
xargs mkdir <../ids
awk -v run="$run" 'FNR == NR { record = record $0 "\n"; next }
  { one = record
    gsub(run, $1, one)
    sub(/"started_at_ms": [0-9]+/, "\"started_at_ms\": " 1000 + FNR, one)
    path = $1 "/run.json"
    printf "%s", one >path
    close(path) }' "$run/run.json" ../ids
rm ../ids
)sh";

double count_of(const std::string& folder) {
  auto entries = std::filesystem::directory_iterator(folder);
  return static_cast<double>(std::distance(entries, std::filesystem::directory_iterator()));
}

}  // namespace

void measure_retention(const Options& options, Report& report) {
  std::string folder = make_project(options, {"kept", 1, ""});
  run({options.reeve(), "run"}, folder);
  double without = run({options.reeve(), "run"}, folder).milliseconds;
  write_file(options.place + "/copies", kCopies);
  run({"sh", "-eu", options.place + "/copies", std::to_string(kRoom + kExcess)}, folder);
  double sweeping = run({options.reeve(), "run"}, folder).milliseconds;
  report.add({"finished runs that stay of " + std::to_string(kRoom + kExcess + 1),
              count_of(folder + "/.git/reeve/runs"),
              "",
              kRoom,
              {},
              "those with room, the newest"});
  report.add(above("a start that removes what " + std::to_string(kExcess) + " runs left, over one without",
                   sweeping, {"without", without, "ms"}, 5000));
  double full = run({options.reeve(), "run"}, folder).milliseconds;
  report.add(
      above("a start beside 1 000 finished runs, over one beside one", full, {"beside one", without, "ms"}));
}

}  // namespace reeve::bench
