// Replaces the file ARGUMENT, now by a million `a`, now by a million `b`, until somebody kills it. Says "up"
// after the first.
#include <cstdio>

#include "reeve/os/files.h"

int main(int, char** argv) {
  auto files = reeve::os::make_files();
  for (int turn = 0;; ++turn) {
    if (!files->write(argv[1], std::string(1'000'000, turn % 2 ? 'b' : 'a'))) return 1;
    if (turn == 0) std::puts("up"), std::fflush(stdout);
  }
}
