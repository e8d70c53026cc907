#include <cstdio>

#include "hot_path.h"

namespace reeve::bench {
namespace {

std::string dependencies_of(int number) {
  if (number <= kRunning) return number > 1 ? task_id(number - 1) : "";
  switch (number % 4) {
    case 0:
      return task_id(number - 1);
    case 1:
      return task_id(number - 300) + ", " + task_id(number - 250) + ", " + task_id(number - 7);
    case 2:
      return task_id(1) + "–" + task_id(9);
    default:
      return "";
  }
}

const char* status_of(int number) {
  if (number <= kDone) return "done";
  return number <= kRunning ? "in-progress" : "not-started";
}

}  // namespace

std::string task_id(int number) {
  char text[16];
  std::snprintf(text, sizeof text, "T-%04d", number);
  return text;
}

std::string board_text(int rows) {
  std::string text =
      "# Tasks\n\nWhat is to be done, in order.\n\n"
      "| id | status | description | issue | repo | branch | depends_on | blocks | agent | started_at | "
      "completed_at | estimate | used |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (int number = 1; number <= rows; ++number) {
    const std::string id = task_id(number);
    text += "| " + id + " | " + status_of(number) + " | Make part " + id +
            " do what its issue says, with a test for it | #" + std::to_string(number) + " | | | " +
            dependencies_of(number) + " | | ";
    text += number <= kRunning ? "opus/abcdefgh | 2026-03-04T11:58:30Z | " : " | | ";
    text += number <= kDone ? "2026-03-04T12:58:30Z | 5K | 4.2K |\n" : " | 5K | |\n";
  }
  return text;
}

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "hot_paths: %s\n", what);
  std::exit(1);
}

}  // namespace reeve::bench
