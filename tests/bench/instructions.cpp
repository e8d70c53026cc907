// How many instructions the hot paths take, as valgrind's callgrind counts them.
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <sstream>
#include <thread>

#include "parts.h"

namespace reeve::bench {
namespace {

struct Path {
  std::string name;
  std::string counted;
  std::string what;
  double count = 0;
};

// The C library chooses its copying functions by the processor: always those that each x86-64 has. (One that
// copies with a single instruction would count as one for each byte.)
constexpr const char* kPlainProcessor =
    "GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX2,-AVX,-ERMS,-FSRM,-BMI2,-LZCNT,-SSE4_2,-SSE4_1,-SSSE3";

std::vector<Path> paths_of(const std::string& program) {
  std::vector<Path> paths;
  std::istringstream list(output_of({program, "--list"}));
  for (std::string line; std::getline(list, line);) {
    std::istringstream fields(line);
    Path path;
    std::getline(fields, path.name, '\t');
    std::getline(fields, path.counted, '\t');
    std::getline(fields, path.what);
    paths.push_back(std::move(path));
  }
  return paths;
}

double count_of(const std::string& program, const Path& path) {
  std::string words =
      output_of({"env", "-i", "PATH=/usr/bin:/bin", kPlainProcessor, "valgrind", "--tool=callgrind",
                 "--toggle-collect=" + path.counted, "--callgrind-out-file=/dev/null", program, path.name});
  constexpr std::string_view kKey = "Collected : ";
  std::size_t at = words.find(kKey);
  double count = at == words.npos ? 0 : std::atof(words.c_str() + at + kKey.size());
  if (count <= 0) throw Failure("valgrind counts nothing for " + path.name + ": " + words.substr(0, 500));
  return count;
}

// One at a time for each processor.
void count_all(const std::string& program, std::vector<Path>& paths) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::string failure;
  auto work = [&] {
    for (std::size_t i = next++; i < paths.size(); i = next++) {
      try {
        paths[i].count = count_of(program, paths[i]);
      } catch (const Failure& failed) {
        std::lock_guard lock(mutex);
        failure = failed.what();
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  if (!failure.empty()) throw Failure(failure);
}

}  // namespace

void measure_instructions(const Options& options, Report& report) {
  if (std::system("command -v valgrind >/dev/null") != 0) throw Missing("there is no valgrind");
  const std::string program = options.bin + "/hot_paths";
  std::vector<Path> paths = paths_of(program);
  count_all(program, paths);
  for (const Path& path : paths) {
    Figure figure{path.name + ": " + path.what, path.count, "instructions", {}, {}, ""};
    if (path.name == "read_board")
      figure.beside = Yardstick{paths.front().name, paths.front().count, "instructions"};
    report.add(std::move(figure));
  }
}

}  // namespace reeve::bench
