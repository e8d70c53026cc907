#include "measure.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utility>

extern char** environ;

namespace reeve::bench {
namespace {

constexpr std::size_t kWordsShown = 400;

[[noreturn]] void give_up(const std::string& what) {
  throw Failure(what);
}

// A file without a name that takes what a program prints.
class Catch {
 public:
  Catch() : file_(memfd_create("caught", MFD_CLOEXEC)) {}
  ~Catch() { close(file_); }
  Catch(const Catch&) = delete;
  Catch& operator=(const Catch&) = delete;

  int file() const { return file_; }
  std::string text() const {
    std::string text(static_cast<std::size_t>(lseek(file_, 0, SEEK_END)), '\0');
    if (pread(file_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) give_up("no memory");
    return text;
  }

 private:
  int file_;
};

// -1: thrown away.
struct Streams {
  int out = -1;
  int err = -1;
};

pid_t spawn(const std::vector<std::string>& argv, const std::string& directory, Streams streams) {
  std::vector<char*> pointers;
  for (const std::string& argument : argv) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  for (auto [stream, file] : {std::pair{1, streams.out}, std::pair{2, streams.err}}) {
    if (file < 0)
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
    else
      posix_spawn_file_actions_adddup2(&actions, file, stream);
  }
  posix_spawn_file_actions_addchdir_np(&actions, directory.c_str());
  pid_t pid = 0;
  int failed = posix_spawnp(&pid, pointers[0], &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed) give_up("cannot start " + argv[0]);
  return pid;
}

double milliseconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

int exit_code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Its words are part of the failure.
Usage run_into(const std::vector<std::string>& argv, const std::string& directory, int expected_exit, int out,
               const Catch& err) {
  double start = now_milliseconds();
  pid_t pid = spawn(argv, directory, {out, err.file()});
  int status = 0;
  rusage usage{};
  wait4(pid, &status, 0, &usage);
  double took = now_milliseconds() - start;
  int code = exit_code_of(status);
  if (code != expected_exit) {
    std::string what = "exit " + std::to_string(code) + " instead of " + std::to_string(expected_exit) + ":";
    for (const std::string& argument : argv) what += " " + argument.substr(0, kWordsShown);
    std::string words = err.text();
    give_up(what + ": " + words.substr(words.size() - std::min(words.size(), kWordsShown)));
  }
  return {took, milliseconds_of(usage.ru_utime) + milliseconds_of(usage.ru_stime), usage.ru_maxrss, code};
}

}  // namespace

double now_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double own_processor_milliseconds() {
  double sum = 0;
  for (int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    sum += milliseconds_of(usage.ru_utime) + milliseconds_of(usage.ru_stime);
  }
  return sum;
}

Usage run(const std::vector<std::string>& argv, const std::string& directory, int expected_exit) {
  return run_into(argv, directory, expected_exit, -1, Catch());
}

std::string output_of(const std::vector<std::string>& argv, const std::string& directory, int expected_exit) {
  Catch output;
  run_into(argv, directory, expected_exit, output.file(), output);
  return output.text();
}

Background::Background(const std::vector<std::string>& argv, const std::string& directory)
    : pid_(spawn(argv, directory, {})) {}

Background::~Background() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Background::end(int signal, int expected_exit) {
  kill(pid_, signal);
  int status = 0;
  waitpid(std::exchange(pid_, 0), &status, 0);
  int code = exit_code_of(status);
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

Usage shell(const std::string& script, const std::string& directory) {
  return run({"sh", "-euc", script}, directory);
}

double median(std::vector<double> values) {
  auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double best_of(int times, const std::function<double()>& measure) {
  double best = measure();
  for (int i = 1; i < times; ++i) best = std::min(best, measure());
  return best;
}

Pairs best_usage_by_turns(int times, const std::function<Usage()>& subject,
                          const std::function<Usage()>& yardstick) {
  constexpr double kNone = 1e18;
  Pairs best{{kNone, kNone}, {kNone, kNone}};
  for (int i = 0; i < times; ++i) {
    Usage ours = subject();
    Usage theirs = yardstick();
    best.wall.subject = std::min(best.wall.subject, ours.milliseconds);
    best.wall.yardstick = std::min(best.wall.yardstick, theirs.milliseconds);
    best.processor.subject = std::min(best.processor.subject, ours.processor_ms);
    best.processor.yardstick = std::min(best.processor.yardstick, theirs.processor_ms);
  }
  return best;
}

Pair best_by_turns(int times, const std::function<double()>& subject,
                   const std::function<double()>& yardstick) {
  auto as_usage = [](const std::function<double()>& measure) {
    return [&measure] { return Usage{measure(), 0, 0, 0}; };
  };
  return best_usage_by_turns(times, as_usage(subject), as_usage(yardstick)).wall;
}

void write_board(const std::string& path, int rows, int done) {
  std::ofstream out(path, std::ios::binary);
  out << "# Tasks\n\n| id | status | description | issue | repo | branch | depends_on | blocks | agent | "
         "started_at | completed_at | estimate | used |\n"
         "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
  char row[256];
  for (int i = 1; i <= rows; ++i) {
    std::snprintf(row, sizeof row,
                  "| T-%06d | %s | Make part number %06d do what its issue says, with a test for it | #%d | "
                  "| | | | | | | 5K | |\n",
                  i, i <= done ? "done" : "not-started", i, i);
    out << row;
  }
  if (!out.flush()) give_up("cannot write " + path);
}

void write_file(const std::string& path, const std::string& bytes, int times) {
  std::ofstream out(path, std::ios::binary);
  for (int i = 0; i < times; ++i) out << bytes;
  if (!out.flush()) give_up("cannot write " + path);
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) give_up("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

double file_size(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) give_up("cannot find " + path);
  return static_cast<double>(info.st_size);
}

}  // namespace reeve::bench
