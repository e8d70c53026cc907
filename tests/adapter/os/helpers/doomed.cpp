// A program that is killed in the middle: starts `sh -c ARGUMENT` under the keeper, prints the worker's mark
// on one line and then what the worker prints, until somebody kills it. With REEVE_TEST_END=normally it ends
// when the worker has printed something.
#include <cstdio>
#include <cstdlib>

#include "reeve/os/loop.h"
#include "reeve/os/system.h"

int main(int, char** argv) {
  auto keeper = reeve::os::keeper_path();
  if (!keeper) return 3;
  auto loop = reeve::os::make_loop({*keeper});
  if (!loop) return 3;
  bool ends_normally = std::getenv("REEVE_TEST_END") != nullptr;
  reeve::port::ProcessSpec spec;
  spec.argv = {"sh", "-c", argv[1]};
  spec.environment = reeve::os::environment_without_git();
  auto started = (*loop)->start(
      spec, [](const reeve::port::ProcessEnd&) {},
      [&](std::string_view bytes) {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        std::fflush(stdout);
        if (ends_normally) (*loop)->post(reeve::run::event::Noted{"enough"});
      });
  if (!started) return 3;
  std::printf("%lld %llu %s\n", static_cast<long long>(started->pid),
              static_cast<unsigned long long>(started->start_ticks), started->boot_id.c_str());
  std::fflush(stdout);
  (*loop)->wait();
  return 0;
}
