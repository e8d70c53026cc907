// Measuring whole programs from outside.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <sys/types.h>
#include <vector>

#include "report.h"

namespace reeve::bench {

// What was to be measured did not work: a figure of that would be worth nothing. Ends the part.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// What is needed is not here: the figures are said to be missing.
struct Missing : Failure {
  using Failure::Failure;
};

struct Usage {
  double milliseconds = 0;  // from spawn to exit
  double processor_ms = 0;  // of the program and the children that it waited for
  long peak_kib = 0;        // resident, of the program or the largest of its waited-for children
  int exit_code = 0;
};

// Runs a program to its end, its output thrown away. Throws Failure if it cannot be started or if its exit
// code is not the one expected.
Usage run(const std::vector<std::string>& argv, const std::string& directory = ".", int expected_exit = 0);
Usage shell(const std::string& script, const std::string& directory = ".");
// What it prints, stdout and stderr.
std::string output_of(const std::vector<std::string>& argv, const std::string& directory = ".",
                      int expected_exit = 0);

// A program that goes on while it is looked at; killed if it is not ended.
class Background {
 public:
  Background(const std::vector<std::string>& argv, const std::string& directory);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  pid_t pid() const { return pid_; }
  // Throws Failure if it does not end so.
  void end(int signal, int expected_exit);

 private:
  pid_t pid_;
};
// Throws Failure if it does not come true within a minute.
void wait_for(const std::function<bool()>& condition);
void rest(double milliseconds);

double now_milliseconds();
// Of this program and of the children that it has waited for.
double own_processor_milliseconds();
double median(std::vector<double> values);

// What a busy machine does to a time can only add to it: so the least of `times` is the truest.
double best_of(int times, const std::function<double()>& measure);
// Subject and yardstick by turns, the least of each: what the machine does meanwhile, it does to both.
struct Pair {
  double subject = 0;
  double yardstick = 0;
};
struct Pairs {
  Pair wall;
  Pair processor;
};
Pairs best_usage_by_turns(int times, const std::function<Usage()>& subject,
                          const std::function<Usage()>& yardstick);
Pair best_by_turns(int times, const std::function<double()>& subject,
                   const std::function<double()>& yardstick);

struct Options {
  std::string bin;        // folder of the built programs
  std::string source;     // folder of the project; "" = only what needs none of its files
  std::string self;       // this program
  std::string place;      // a temporary folder that goes at the end
  bool thorough = false;  // also what takes many minutes

  std::string reeve() const { return bin + "/reeve"; }
};

// A tracking file of `rows` tasks in the schema, about 130 bytes each; the first `done` of them are done.
//
// The kernel counts the memory of whoever starts a program as its own, up to its start: so the bench itself
// stays small, and no large file is made in memory.
void write_board(const std::string& path, int rows, int done = 0);
void write_file(const std::string& path, const std::string& bytes, int times = 1);
std::string read_file(const std::string& path);
double file_size(const std::string& path);

// Parses a file with cmark-gfm and its table extension, nothing else: what queries are compared with.
int parse_with_cmark(const std::string& path);

}  // namespace reeve::bench
