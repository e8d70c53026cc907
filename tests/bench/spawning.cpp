// From start() to the first byte of the child, over the same with a bare posix_spawn.
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "parts.h"

#include "reeve/os/loop.h"

extern char** environ;

namespace reeve::bench {
namespace {

constexpr int kSpawnTimes = 41;

double bare_spawn() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw Failure("cannot start echo");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  char echo[] = "echo";
  char word[] = "x";
  char* argv[] = {echo, word, nullptr};
  double start = now_milliseconds();
  pid_t pid = 0;
  if (posix_spawn(&pid, "/bin/echo", &actions, nullptr, argv, environ) != 0)
    throw Failure("cannot start echo");
  close(ends[1]);
  char byte = 0;
  if (read(ends[0], &byte, 1) != 1) throw Failure("cannot start echo");
  double took = now_milliseconds() - start;
  close(ends[0]);
  waitpid(pid, nullptr, 0);
  posix_spawn_file_actions_destroy(&actions);
  return took;
}

double kept_spawn(os::Loop& loop) {
  port::ProcessSpec spec;
  spec.argv = {"/bin/echo", "x"};
  spec.environment = {"PATH=/usr/bin:/bin"};
  double start = now_milliseconds();
  double first = 0;
  auto on_end = [&](const port::ProcessEnd&) { loop.post(run::event::Noted{"ended"}); };
  auto started = loop.start(spec, on_end, [&](std::string_view) {
    if (first == 0) first = now_milliseconds() - start;
  });
  if (!started) throw Failure("cannot start echo");
  loop.wait();
  return first;
}

}  // namespace

void measure_spawning(const Options& options, Report& report) {
  auto loop = os::make_loop({options.bin + "/reeve-keeper", os::Signals::left_alone});
  if (!loop) throw Failure(loop.error().message);
  Pair pair = best_by_turns(
      kSpawnTimes, [&] { return kept_spawn(**loop); }, bare_spawn);
  report.add(above("first byte of a worker, over a bare posix_spawn", pair.subject,
                   {"posix_spawn", pair.yardstick, "ms"}, 10));
}

}  // namespace reeve::bench
