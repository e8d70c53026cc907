// Measuring whole programs from outside, and the table of what was measured.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace reeve::bench {

struct Usage {
  double milliseconds = 0;  // from spawn to exit
  long peak_kib = 0;        // resident, of the program or the largest of its waited-for children
  int exit_code = 0;
};

// Runs a program to its end, its output thrown away. Ends the bench if it cannot be started or if its exit
// code is not the one expected: a figure of something that did not work is worth nothing.
Usage run(const std::vector<std::string>& argv, const std::string& directory = ".", int expected_exit = 0);
void shell(const std::string& script, const std::string& directory = ".");

// A program that goes on while it is looked at; killed if it is not ended.
class Background {
 public:
  Background(const std::vector<std::string>& argv, const std::string& directory);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  pid_t pid() const { return pid_; }
  // Ends the bench if it does not end so.
  void end(int signal, int expected_exit);

 private:
  pid_t pid_;
};
// Ends the bench if it does not come true within a minute.
void wait_for(const std::function<bool()>& condition);
void rest(double milliseconds);

double now_milliseconds();
double median(std::vector<double> values);
// The median wall time of `times` calls.
double median_of(int times, const std::function<double()>& measure);

// One figure with its bound, if it has one. A ratio tells more than the milliseconds of a machine.
struct Figure {
  std::string name;
  double value = 0;
  std::string unit;
  std::optional<double> at_most;
  std::string detail;
  bool holds() const { return !at_most || value <= *at_most; }
};

class Report {
 public:
  void add(Figure figure);
  bool holds() const;
  std::string json() const;

 private:
  std::vector<Figure> figures_;
};

struct Options {
  std::string bin;        // folder of the built programs
  std::string self;       // this program
  std::string place;      // a temporary folder that goes at the end
  bool thorough = false;  // also what takes minutes
};

// A tracking file of `rows` tasks in the schema, about 130 bytes each.
std::string board_of(int rows, const std::string& status = "not-started");
void write_file(const std::string& path, const std::string& bytes);

void measure_queries(const Options& options, Report& report);
void measure_publishing(const Options& options, Report& report);
void measure_lanes(const Options& options, Report& report);
void measure_footprint(const Options& options, Report& report);
void measure_loop(const Options& options, Report& report);
void measure_claude(const Options& options, Report& report);
void measure_spawning(const Options& options, Report& report);

// Parses a file with cmark-gfm and its table extension, nothing else: what queries are compared with.
int parse_with_cmark(const std::string& path);

}  // namespace reeve::bench
