// The loop as a user starts it, against a local bare remote.
#include "parts.h"
#include "project.h"

namespace reeve::bench {
namespace {

constexpr int kStretch = 20;
constexpr int kLoopRows = 1100;
constexpr const char* kLoopWorker = "echo line >>lines; git add lines; git commit -q -m line\n";

Usage per_task(const Options& options, const std::string& folder, int tasks) {
  Usage usage = run({options.reeve(), "run", "--max-tasks", std::to_string(tasks)}, folder);
  usage.milliseconds /= tasks;
  usage.processor_ms /= tasks;
  return usage;
}

// `pairs`: late, early.
void add_late(Report& report, const std::string& how, const Pairs& pairs) {
  report.add(ratio("one task, at row 1 000 / at row 100" + how, pairs.wall.subject,
                   {"at row 100", pairs.wall.yardstick, "ms"}, 1.2));
  report.add(ratio("the same, processor time" + how, pairs.processor.subject,
                   {"at row 100", pairs.processor.yardstick, "ms"}));
}

// The same board in both: only how many tasks were done before differs. Their branches are on the remote.
void with_made_past(const Options& options, Report& report) {
  std::string early =
      make_project(options, {"early", kLoopRows, kLoopWorker, "", 0, "command", 100 - kStretch});
  std::string late =
      make_project(options, {"late", kLoopRows, kLoopWorker, "", 0, "command", 1000 - 2 * kStretch});
  Pairs pairs = best_usage_by_turns(
      2, [&] { return per_task(options, late, kStretch); },
      [&] { return per_task(options, early, kStretch); });
  add_late(report, "", pairs);
}

// Every one of a thousand tasks worked off.
void with_real_past(const Options& options, Report& report) {
  std::string folder = make_project(options, {"loop", kLoopRows, kLoopWorker});
  per_task(options, folder, 100 - kStretch / 2);
  Usage early = per_task(options, folder, kStretch);
  per_task(options, folder, 1000 - 100 - kStretch);
  Usage late = per_task(options, folder, kStretch);
  add_late(report, ", all worked off",
           {{late.milliseconds, early.milliseconds}, {late.processor_ms, early.processor_ms}});
}

void the_demo(const Options& options, Report& report) {
  if (options.source.empty()) throw Missing("--source names no folder with the demo");
  Usage usage = run(
      {"env", "REEVE_BIN=" + options.bin, "TMPDIR=" + options.place, options.source + "/fixtures/demo/run"});
  report.add({"the demo, 28 tasks", usage.milliseconds / 1000, "s", 60, {}, "with real gates and edits"});
}

}  // namespace

void measure_loop(const Options& options, Report& report) {
  with_made_past(options, report);
  // With the branches of a thousand tasks on the remote git itself is slower there, for whoever pushes.
  for (int done : {0, 960}) {
    Pair pair = tasks_beside_script(options, 10, 2, done).wall;
    report.add(ratio("one task behind " + std::to_string(done) + " / a script that does the same with git",
                     pair.subject, {"the script", pair.yardstick, "ms"}));
  }
  if (options.thorough) with_real_past(options, report);
  the_demo(options, report);
}

// A worker that never stops talking.
void measure_output(const Options& options, Report& report) {
  constexpr double kMebibyte = 1 << 20;
  std::string folder = make_project(options, {"noise", 1, "head -c 1000000000 /dev/zero | tr '\\0' x\n"});
  Usage bare = run({"sh", "-c", "sh worker >../noise.out"}, folder);
  Usage usage = run({options.reeve(), "run"}, folder);
  report.add({"a worker that prints 1 GB, peak memory", static_cast<double>(usage.peak_kib) / 1024, "MiB", 48,
              Yardstick{"into a file", bare.milliseconds, "ms"}, number_text(usage.milliseconds) + " ms"});
  shell("cat .git/reeve/runs/*/* >../kept 2>/dev/null || true", folder);
  report.add({"the same, kept of it on the disk", file_size(options.place + "/kept") / kMebibyte, "MiB", 65,
              Yardstick{"printed", 1e9 / kMebibyte, "MiB"}, ""});
}

}  // namespace reeve::bench
