// Lanes: what they gain where the remote is far, and what a loop costs while its workers are silent.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "parts.h"
#include "project.h"

namespace reeve::bench {
namespace {

constexpr int kLanes = 8;
constexpr int kRemoteAnswersMs = 200;
constexpr double kWatchedMs = 10'000;

// Each task adds a file of its own, after four seconds: a model's first answer takes longer.
constexpr const char* kWorker =
    "sleep 4\necho line >f.$REEVE_TASK; git add f.$REEVE_TASK; git commit -q -m line\n";

double milliseconds_per_task(const std::string& folder, const Options& options, int lanes, int tasks) {
  return run({options.reeve(), "run", "--lanes", std::to_string(lanes), "--max-tasks", std::to_string(tasks)},
             folder)
             .milliseconds /
         tasks;
}

void measure_throughput(const Options& options, Report& report) {
  std::string folder = make_project(options, {"far", 4 + 4 * kLanes, kWorker, "", kRemoteAnswersMs});
  double alone = milliseconds_per_task(folder, options, 1, 4);
  double together = milliseconds_per_task(folder, options, kLanes, 4 * kLanes);
  report.add(
      ratio("a task of 4 s, remote 200 ms away, 8 lanes / 1 lane", together, {"1 lane", alone, "ms"}, 0.2));
}

// What the kernel counts of one process.
struct Sample {
  double processor_ms = 0;
  double wake_ups = 0;
  double memory_kib = 0;  // its share of what it shares with others (PSS)
};

double number_behind(const std::string& path, const std::string& key) {
  std::ifstream in(path);
  std::string word;
  while (in >> word)
    if (word == key && in >> word) return std::stod(word);
  return 0;
}

Sample sample_of(pid_t pid) {
  const std::string folder = "/proc/" + std::to_string(pid);
  Sample sample;
  std::ifstream in(folder + "/schedstat");
  in >> sample.processor_ms;
  sample.processor_ms /= 1e6;
  sample.wake_ups = number_behind(folder + "/status", "voluntary_ctxt_switches:");
  sample.memory_kib = number_behind(folder + "/smaps_rollup", "Pss:");
  return sample;
}

// The program and the keepers of its workers; not the workers.
Sample sum_of(pid_t program) {
  Sample sum = sample_of(program);
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::string status = entry.path().string() + "/status";
    pid_t pid = std::atoi(entry.path().filename().c_str());
    if (pid == 0) continue;
    std::string name;
    std::getline(std::ifstream(entry.path() / "comm"), name);
    auto parent = static_cast<pid_t>(number_behind(status, "PPid:"));
    bool keeps = name.starts_with("reeve-keeper") &&
                 (parent == program || number_behind("/proc/" + std::to_string(parent) + "/status",
                                                     "PPid:") == static_cast<double>(program));
    if (!keeps) continue;
    Sample one = sample_of(pid);
    sum.processor_ms += one.processor_ms;
    sum.wake_ups += one.wake_ups;
    sum.memory_kib += one.memory_kib;
  }
  return sum;
}

struct Watched {
  Sample before;
  Sample after;
};

Watched watch(pid_t program) {
  rest(2000);  // the first bytes of the workers, and what the claims left to do
  Watched watched{sum_of(program), {}};
  rest(kWatchedMs);
  watched.after = sum_of(program);
  return watched;
}

// A shell that waits for as many silent children.
Watched watch_shell(const Options& options) {
  Background shell({"sh", "-c", "for i in $(seq " + std::to_string(kLanes) + "); do sleep 30 & done; wait"},
                   options.place);
  Watched watched = watch(shell.pid());
  shell.end(SIGTERM, 128 + SIGTERM);
  return watched;
}

void measure_idle(const Options& options, Report& report) {
  const std::string up = options.place + "/up";
  std::filesystem::create_directory(up);
  std::string folder =
      make_project(options, {"silent", kLanes, "echo >" + up + "/$REEVE_TASK; exec sleep 600\n"});
  Background loop({options.reeve(), "run", "--lanes", std::to_string(kLanes)}, folder);
  wait_for([&] {
    auto entries = std::filesystem::directory_iterator(up);
    return std::distance(entries, std::filesystem::directory_iterator()) == kLanes;
  });
  Watched ours = watch(loop.pid());
  loop.end(SIGTERM, 128 + SIGTERM);
  Watched theirs = watch_shell(options);
  const std::string over = " in " + std::to_string(static_cast<int>(kWatchedMs / 1000)) + " s";
  auto add = [&](const std::string& name, const std::string& unit, double at_most, const char* detail,
                 const std::function<double(const Watched&)>& value) {
    report.add({"8 silent workers, " + name, value(ours), unit, at_most,
                Yardstick{"a shell that waits for 8 sleeps", value(theirs), unit}, detail});
  };
  add("memory of loop and keepers", "MiB", 25, "PSS",
      [](const Watched& watched) { return watched.after.memory_kib / 1024; });
  add("wake-ups" + over, "", 2, "timers only",
      [](const Watched& watched) { return watched.after.wake_ups - watched.before.wake_ups; });
  add("processor time" + over, "ms", 10, "no clock ticks",
      [](const Watched& watched) { return watched.after.processor_ms - watched.before.processor_ms; });
}

}  // namespace

void measure_lanes(const Options& options, Report& report) {
  measure_idle(options, report);
  measure_throughput(options, report);
}

}  // namespace reeve::bench
