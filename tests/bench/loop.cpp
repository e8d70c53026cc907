// The loop as a user starts it, against a local bare remote.
#include "project.h"

namespace reeve::bench {
namespace {

double milliseconds_per_task(const Options& options, const std::string& folder, int tasks) {
  return run({options.bin + "/reeve", "run", "--max-tasks", std::to_string(tasks)}, folder).milliseconds /
         tasks;
}

}  // namespace

void measure_loop(const Options& options, Report& report) {
  constexpr int kStretch = 40;
  // The same board in both: only how many tasks were done before differs.
  const int rows = options.thorough ? 1100 : 300;
  const int late = options.thorough ? 1000 : 250;
  std::string folder =
      make_project(options, {"loop", rows, "echo line >>lines; git add lines; git commit -q -m line\n"});
  milliseconds_per_task(options, folder, 100 - kStretch / 2);
  double early_task = milliseconds_per_task(options, folder, kStretch);
  milliseconds_per_task(options, folder, late - 100 - kStretch);
  double late_task = milliseconds_per_task(options, folder, kStretch);
  report.add({"one task, at row 100", early_task, "ms", {}, "claim, worktree, worker, push, verdict"});
  report.add({"one task, at row " + std::to_string(late) + " / at row 100", late_task / early_task, "", 1.2,
              std::to_string(late_task) + " ms"});

  folder = make_project(options, {"noise", 1, "head -c 1000000000 /dev/zero | tr '\\0' x\n"});
  Usage usage = run({options.bin + "/reeve", "run"}, folder);
  report.add({"a worker that prints 1 GB, peak memory", static_cast<double>(usage.peak_kib) / 1024, "MiB", 48,
              std::to_string(usage.milliseconds) + " ms"});
}

}  // namespace reeve::bench
