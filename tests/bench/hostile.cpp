// Boards that nobody wrote by hand: what reading them costs at most.
#include "parts.h"

namespace reeve::bench {
namespace {

constexpr double kMemoryMax = 200;  // MiB
constexpr double kTimeMax = 2000;   // ms

struct Shape {
  const char* name;
  const char* maker;  // a shell command that prints it
};

constexpr const char* kTable = "printf '# T\\n\\n| id | status | description |\\n|---|---|---|\\n'; ";

std::vector<Shape> shapes() {
  return {
      {"32 MiB of rows", "yes '| T-1 | not-started | x |' | head -c 33000000"},
      {"one row of 5 MB", "printf '| T-1 | todo | '; head -c 5000000 /dev/zero | tr '\\0' x; echo ' |'"},
      {"32 MiB of prose", "printf '| T-1 | todo | x |\\n\\n'; yes 'a *b* `c` [d](e) <f>' | head -c 33000000"},
      {"32 MiB of pipes", "head -c 33000000 /dev/zero | tr '\\0' '|'"},
      {"50 000 nested quotes",
       "printf '| T-1 | todo | x |\\n\\n'; head -c 50000 /dev/zero | tr '\\0' '>'; echo"},
      {"100 000 tasks in one chain",
       "seq 100000 | awk '{printf \"| T-%d | todo | after T-%d |\\n\", $1, $1 - 1}'"}};
}

}  // namespace

void measure_hostile(const Options& options, Report& report) {
  for (const Shape& shape : shapes()) {
    const std::string file = options.place + "/board.md";
    shell(std::string("{ ") + kTable + shape.maker + "; } >board.md", options.place);
    // Refused or read: the time and the room are bounded.
    Usage ours = run({"sh", "-c", "\"$0\" status --file \"$1\" || test $? -eq 65", options.reeve(), file});
    const std::string size = number_text(file_size(file) / (1 << 20)) + " MiB";
    report.add({std::string(shape.name) + ", status", ours.milliseconds, "ms", kTimeMax, {}, size});
    report.add(
        {"the same, peak memory", static_cast<double>(ours.peak_kib) / 1024, "MiB", kMemoryMax, {}, ""});
  }
}

}  // namespace reeve::bench
