#include "measure.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <utility>

extern char** environ;

namespace reeve::bench {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "bench: %s\n", what.c_str());
  std::exit(1);
}

pid_t spawn(const std::vector<std::string>& argv, const std::string& directory) {
  std::vector<char*> pointers;
  for (const std::string& argument : argv) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  // With REEVE_BENCH_VERBOSE what the programs complain about is seen.
  if (!std::getenv("REEVE_BENCH_VERBOSE")) posix_spawn_file_actions_adddup2(&actions, 1, 2);
  posix_spawn_file_actions_addchdir_np(&actions, directory.c_str());
  pid_t pid = 0;
  int failed = posix_spawnp(&pid, pointers[0], &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed) give_up("cannot start " + argv[0]);
  return pid;
}

std::string line_of(const Figure& figure) {
  char text[256];
  std::string bound = "            ";
  if (figure.at_most) {
    std::snprintf(text, sizeof text, " at most %-7.4g %s", *figure.at_most, figure.holds() ? "ok" : "OVER");
    bound = text;
  }
  std::snprintf(text, sizeof text, "%-52s %9.4g %-4s%-20s %s", figure.name.c_str(), figure.value,
                figure.unit.c_str(), bound.c_str(), figure.detail.c_str());
  return text;
}

}  // namespace

double now_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

Usage run(const std::vector<std::string>& argv, const std::string& directory, int expected_exit) {
  double start = now_milliseconds();
  pid_t pid = spawn(argv, directory);
  int status = 0;
  rusage usage{};
  wait4(pid, &status, 0, &usage);
  double took = now_milliseconds() - start;
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (code != expected_exit) {
    std::string words;
    for (const std::string& argument : argv) words += " " + argument;
    give_up("exit " + std::to_string(code) + " instead of " + std::to_string(expected_exit) + " in " +
            directory + ":" + words);
  }
  return {took, usage.ru_maxrss, code};
}

Background::Background(const std::vector<std::string>& argv, const std::string& directory)
    : pid_(spawn(argv, directory)) {}

Background::~Background() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Background::end(int signal, int expected_exit) {
  kill(pid_, signal);
  int status = 0;
  waitpid(std::exchange(pid_, 0), &status, 0);
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (code != expected_exit)
    give_up("exit " + std::to_string(code) + " instead of " + std::to_string(expected_exit));
}

void wait_for(const std::function<bool()>& condition) {
  constexpr double kLongest = 60'000;
  double start = now_milliseconds();
  while (!condition()) {
    if (now_milliseconds() - start > kLongest) give_up("waited for a minute in vain");
    rest(50);
  }
}

void rest(double milliseconds) {
  timespec time{static_cast<time_t>(milliseconds / 1e3),
                static_cast<long>(std::fmod(milliseconds, 1e3) * 1e6)};
  nanosleep(&time, nullptr);
}

void shell(const std::string& script, const std::string& directory) {
  run({"sh", "-euc", script}, directory);
}

double median(std::vector<double> values) {
  auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double median_of(int times, const std::function<double()>& measure) {
  std::vector<double> values;
  for (int i = 0; i < times; ++i) values.push_back(measure());
  return median(std::move(values));
}

void Report::add(Figure figure) {
  std::printf("%s\n", line_of(figure).c_str());
  std::fflush(stdout);
  figures_.push_back(std::move(figure));
}

bool Report::holds() const {
  return std::all_of(figures_.begin(), figures_.end(), [](const Figure& figure) { return figure.holds(); });
}

std::string Report::json() const {
  auto list = nlohmann::json::array();
  for (const Figure& figure : figures_) {
    nlohmann::json entry{
        {"name", figure.name}, {"value", figure.value}, {"unit", figure.unit}, {"holds", figure.holds()}};
    if (figure.at_most) entry["at_most"] = *figure.at_most;
    if (!figure.detail.empty()) entry["detail"] = figure.detail;
    list.push_back(std::move(entry));
  }
  return nlohmann::json{{"schema_version", 1}, {"figures", list}}.dump(1) + "\n";
}

std::string board_of(int rows, const std::string& status) {
  std::string text =
      "# Tasks\n\n| id | status | description | issue | repo | branch | depends_on | blocks | agent | "
      "started_at | "
      "completed_at | estimate | used |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | "
      "--- | --- |\n";
  char row[256];
  for (int i = 1; i <= rows; ++i) {
    std::snprintf(row, sizeof row,
                  "| T-%06d | %s | Make part number %06d do what its issue says, with a test for it | #%d | "
                  "| | | | | | | "
                  "5K | |\n",
                  i, status.c_str(), i, i);
    text += row;
  }
  return text;
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) give_up("cannot write " + path);
}

}  // namespace reeve::bench
