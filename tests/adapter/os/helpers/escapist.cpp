// What a worker's tools do to get away: `escapist setsid|daemon|deaf|many`. Every process it makes holds
// the pipe that is its standard output, and sleeps for ever: end of file there means that all are gone. It
// prints "up" when all run.
#include <csignal>
#include <cstring>
#include <unistd.h>

namespace {

// Should the keeper fail, nothing of this may stay on the machine.
constexpr unsigned kLifeMaxSeconds = 60;

[[noreturn]] void stay() {
  ::signal(SIGALRM, SIG_DFL);
  ::alarm(kLifeMaxSeconds);
  for (;;) ::pause();
}
void say_up() {
  if (::write(1, "up\n", 3) != 3) ::_exit(1);
}

// In a session of its own.
void escape_by_setsid() {
  if (::fork() == 0) {
    ::setsid();
    say_up();
    stay();
  }
  stay();
}

// Twice forked: its parent is gone, and the worker with it.
void escape_as_daemon() {
  if (::fork() != 0) stay();
  ::setsid();
  if (::fork() != 0) ::_exit(0);
  while (::getppid() == 0) ::pause();
  say_up();
  stay();
}

// A worker that ends and leaves a daemon behind that hears no signal but SIGKILL.
void leave_a_deaf_daemon() {
  for (int number = 1; number < 32; ++number) ::signal(number, SIG_IGN);
  int ready[2];
  if (::pipe(ready) != 0) ::_exit(1);
  if (::fork() == 0) {
    ::setsid();
    if (::fork() != 0) ::_exit(0);
    say_up();
    ::close(ready[0]);
    ::close(ready[1]);
    stay();
  }
  ::close(ready[1]);
  char nothing;
  if (::read(ready[0], &nothing, 1) != 0) ::_exit(1);
  ::_exit(0);
}

// A tree 3 wide and 5 deep, 364 processes.
void many() {
  int depth = 0;
  for (int child = 0; child < 3 && depth < 5; ++child) {
    if (::fork() == 0) {
      ++depth;
      child = -1;
    }
  }
  say_up();
  stay();
}

}  // namespace

int main(int, char** argv) {
  if (std::strcmp(argv[1], "setsid") == 0) escape_by_setsid();
  if (std::strcmp(argv[1], "daemon") == 0) escape_as_daemon();
  if (std::strcmp(argv[1], "deaf") == 0) leave_a_deaf_daemon();
  if (std::strcmp(argv[1], "many") == 0) many();
  return 2;
}
