// hot_paths --list: names, each with the function that counts and with what it is, a tab between.
// hot_paths NAME: does that operation once to warm up, then once in the function `counted_operation`.
#include <cstdio>
#include <cstring>

#include "hot_path.h"

// Valgrind finds it by this name.
extern "C" [[gnu::noinline]] void counted_operation(const std::function<void()>& operation) {
  operation();
  asm volatile("");  // no tail call: it would leave the function before the operation begins
}

namespace {

using reeve::bench::HotPath;

std::vector<HotPath> all_paths() {
  std::vector<HotPath> all;
  for (auto paths : {reeve::bench::board_paths, reeve::bench::loop_paths, reeve::bench::worker_paths,
                     reeve::bench::screen_paths, reeve::bench::session_paths})
    for (HotPath& path : paths()) all.push_back(std::move(path));
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: hot_paths --list | hot_paths NAME\n");
    return 2;
  }
  const bool list = std::strcmp(argv[1], "--list") == 0;
  for (const HotPath& path : all_paths()) {
    if (list)
      std::printf("%s\t%s\t%s\n", path.name, path.counted ? path.counted : "counted_operation", path.what);
    if (list || std::strcmp(path.name, argv[1]) != 0) continue;
    std::function<void()> operation = path.prepare();
    if (!path.counted) operation();  // what happens only once is no part of it
    counted_operation(operation);
    return 0;
  }
  if (!list) std::fprintf(stderr, "hot_paths: there is no path '%s': --list names them\n", argv[1]);
  return list ? 0 : 2;
}
