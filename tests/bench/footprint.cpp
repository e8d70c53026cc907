// What a long loop leaves on the disk: no more after twice as many tasks.
#include <filesystem>
#include <fstream>

#include "parts.h"
#include "project.h"

namespace reeve::bench {
namespace {

struct Footprint {
  double kib = 0;  // in the run folders and the worktrees
  int files = 0;
  int refs = 0;  // local branches of tasks, and kept commits
};

void add_folder(Footprint& footprint, const std::string& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file(error)) continue;
    footprint.kib += static_cast<double>(entry.file_size(error)) / 1024;
    ++footprint.files;
  }
}

Footprint footprint_of(const std::string& folder) {
  Footprint footprint;
  add_folder(footprint, folder + "/.git/reeve");
  add_folder(footprint, folder + ".worktrees");
  shell("git for-each-ref refs/heads/reeve refs/reeve >../refs", folder);
  std::ifstream refs(folder + "/../refs");
  for (std::string line; std::getline(refs, line);) ++footprint.refs;
  return footprint;
}

std::string text_of(const Footprint& footprint) {
  return std::to_string(footprint.files) + " files, " + std::to_string(footprint.refs) + " refs";
}

}  // namespace

// Each task waits for a quarter of a second, every tenth is blocked. The first half is made older than
// keep.runs before the second one.
void measure_footprint(const Options& options, Report& report) {
  const int half = options.thorough ? 500 : 50;
  std::string folder = make_project(
      options,
      {"footprint", 2 * half,
       "sleep 0.25; echo line >>lines; git add lines; git commit -q -m line\n"
       "case $REEVE_TASK in *0) echo '{\"task_id\": \"'$REEVE_TASK'\", \"status\": \"blocked\"}';; esac\n"});
  const std::vector<std::string> command = {options.reeve(), "run", "--max-tasks", std::to_string(half)};
  run(command, folder, 1);
  Footprint first = footprint_of(folder);
  shell("sed -i 's/\"ended_at_ms\": [1-9][0-9]*/\"ended_at_ms\": 1000/' .git/reeve/runs/*/run.json", folder);
  run(command, folder, 1);
  Footprint second = footprint_of(folder);
  report.add(ratio("disk after " + std::to_string(2 * half) + " tasks / after half of them", second.kib,
                   {"after half, " + text_of(first), first.kib, "KiB"}, 1.25, text_of(second)));
}

}  // namespace reeve::bench
