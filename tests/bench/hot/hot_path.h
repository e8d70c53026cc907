// What is done again and again while reeve works, each by itself, so that its instructions can be counted.
//
// A count says more than a time: it is the same on every machine with this compiler and these libraries.
// So nothing here may depend on the clock, on addresses, on the order of a hash table, or on the environment.
#pragma once

#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"

namespace reeve::bench {

struct HotPath {
  const char* name;
  const char* what;  // one operation, for people
  // Makes ready what the operation needs; what it gives is the operation, which may be done many times.
  std::function<std::function<void()>()> prepare;
  // The function whose instructions count, as valgrind takes it; nullptr: the whole operation.
  const char* counted = nullptr;
};

// The tables of paths, by module.
std::vector<HotPath> board_paths();
std::vector<HotPath> loop_paths();
std::vector<HotPath> worker_paths();
std::vector<HotPath> screen_paths();
std::vector<HotPath> session_paths();

// A count of something that did not work is worth nothing.
void require(bool holds, const char* what);

template <class T>
T must(Result<T> result, const char* what) {
  require(static_cast<bool>(result), what);
  return std::move(*result);
}

constexpr int kRows = 1000;
constexpr int kDone = 400;     // the first ones
constexpr int kRunning = 408;  // up to this one

// A board in the schema with so many rows: done ones, running ones, and not-started ones whose dependencies
// are lists, ranges and chains.
std::string board_text(int rows = kRows);
// "T-0042"
std::string task_id(int number);

}  // namespace reeve::bench
