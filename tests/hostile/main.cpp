// Reads boards of every shape (shapes.h), each in a process of its own, and holds what that took against its
// bounds: 200 MB, 2 s of CPU. A board is read, or refused with its line.
//
//   hostile [--only PART] [--times N] [MIB…]
//
// --times N: the bound of the time is N times that of a bare scan of 32 MiB, in the same build and run, for
// builds in which seconds say nothing. Told is the worst of all sizes, the worst shape first.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "shapes.h"

#include "reeve/board/board.h"

namespace reeve::hostile {
namespace {

constexpr double kMegabytesMax = 200;
constexpr double kSecondsMax = 2;
constexpr std::size_t kBytesMax = 32u << 20;
constexpr unsigned kGivenUpAfter = 60;  // seconds of CPU
#ifdef __SANITIZE_ADDRESS__
constexpr bool kMemoryIsOurs = false;  // most of it is the sanitizer's
#else
constexpr bool kMemoryIsOurs = true;
#endif

struct Measure {
  const char* name = "";
  std::size_t bytes = 0;
  double megabytes = 0;
  double seconds = 0;
  char outcome[160] = "";
  bool ended = false;
};

struct Options {
  std::vector<std::size_t> sizes;
  std::string only;
  double seconds = kSecondsMax;
};

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto seconds = [](timeval time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double seconds_of_a_scan() {
  std::string text(kBytesMax, 'x');
  double before = cpu_seconds();
  unsigned sum = 0;
  for (char c : text) sum = sum * 31 + static_cast<unsigned char>(c);
  volatile unsigned kept = sum;
  static_cast<void>(kept);
  return cpu_seconds() - before;
}

// What `status` asks of a board beyond its tasks.
std::size_t asked(const board::Board& board) {
  std::size_t waits = 0;
  for (const board::Task& task : board.tasks())
    if (task.task_class == board::TaskClass::not_started) waits += board.waiting_on(task).size();
  return waits;
}

void tell(Measure& measure, const std::string& outcome) {
  std::snprintf(measure.outcome, sizeof measure.outcome, "%s", outcome.c_str());
}

Measure measured_here(const Shape& shape, std::size_t bytes) {
  Measure measure;
  std::string text = shape.make(bytes);
  measure.bytes = text.size();
  board::ReadOptions options;
  options.phases_by_heading = true;
  double before = cpu_seconds();
  auto board = board::Board::read(std::move(text), options);
  if (board) {
    std::size_t waits = asked(*board);
    tell(measure, std::to_string(board->tasks().size()) + " tasks, " + std::to_string(waits) + " waits, " +
                      std::to_string(board->problems().size()) + " problems");
  } else {
    tell(measure, board.error().message);
  }
  measure.seconds = cpu_seconds() - before;
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  measure.megabytes = static_cast<double>(used.ru_maxrss) / 1024;
  measure.ended = true;
  return measure;
}

Measure measured(const Shape& shape, std::size_t bytes) {
  int ends[2];
  if (pipe(ends) != 0) std::perror("pipe"), std::exit(70);
  pid_t child = fork();
  if (child < 0) std::perror("fork"), std::exit(70);
  if (child == 0) {
    rlimit seconds{kGivenUpAfter, kGivenUpAfter};
    setrlimit(RLIMIT_CPU, &seconds);
    Measure measure = measured_here(shape, bytes);
    bool written = write(ends[1], &measure, sizeof measure) == sizeof measure;
    _exit(written ? 0 : 70);
  }
  close(ends[1]);
  Measure measure;
  if (read(ends[0], &measure, sizeof measure) != sizeof measure) measure = Measure();
  close(ends[0]);
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  measure.name = shape.name;
  if (measure.ended) return measure;
  measure.megabytes = static_cast<double>(used.ru_maxrss) / 1024;
  measure.seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
  tell(measure, WIFSIGNALED(status) ? "ended by signal " + std::to_string(WTERMSIG(status)) : "ended early");
  return measure;
}

double share(const Measure& measure, const Options& options) {
  double memory = kMemoryIsOurs ? measure.megabytes / kMegabytesMax : 0;
  return measure.ended ? std::max(memory, measure.seconds / options.seconds) : 1e9;
}

Measure worst_of(const Shape& shape, const Options& options) {
  Measure worst;
  for (std::size_t bytes : options.sizes) {
    Measure measure = measured(shape, bytes);
    if (worst.bytes == 0 || share(measure, options) > share(worst, options)) worst = measure;
  }
  return worst;
}

Options read_options(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    std::string word = arguments[i];
    bool named = word.starts_with("--") && i + 1 < count;
    if (!named) options.sizes.push_back(static_cast<std::size_t>(std::atof(arguments[i]) * (1 << 20)));
    if (word == "--only") options.only = arguments[i + 1];
    if (word == "--times") options.seconds = std::atof(arguments[i + 1]) * seconds_of_a_scan();
    i += named;
  }
  if (options.sizes.empty()) options.sizes.push_back(kBytesMax);
  return options;
}

int run(const Options& options) {
  std::vector<Measure> measures;
  for (const Shape& shape : shapes())
    if (std::string(shape.name).find(options.only) != std::string::npos)
      measures.push_back(worst_of(shape, options));
  std::stable_sort(measures.begin(), measures.end(), [&](const Measure& left, const Measure& right) {
    return share(left, options) > share(right, options);
  });
  int failed = 0;
  for (const Measure& measure : measures) {
    bool good = share(measure, options) <= 1;
    failed += !good;
    std::printf("%s %6.1f MB %7.3f s  %s (%.2f MiB): %s\n", good ? "ok    " : "FAILED", measure.megabytes,
                measure.seconds, measure.name, static_cast<double>(measure.bytes) / (1 << 20),
                measure.outcome);
  }
  std::printf("%zu shapes, %d beyond %.0f MB or %.1f s of CPU\n", measures.size(), failed, kMegabytesMax,
              options.seconds);
  return measures.empty() || failed > 0 ? 1 : 0;
}

}  // namespace
}  // namespace reeve::hostile

int main(int count, char** arguments) {
  return reeve::hostile::run(reeve::hostile::read_options(count, arguments));
}
