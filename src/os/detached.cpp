#include "reeve/os/detached.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include "clock.h"
#include "descriptor.h"
#include "failure.h"
#include "pidfd.h"

namespace reeve::os {
namespace {

constexpr mode_t kOutputMode = 0600;

// What is set up between fork and exec.
struct Setup {
  Setup() {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
  }
  ~Setup() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  Setup(const Setup&) = delete;
  Setup& operator=(const Setup&) = delete;

  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
};

void prepare(Setup& setup, const DetachedOutput& output) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW;
  posix_spawn_file_actions_addopen(&setup.files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&setup.files, 1, output.out.c_str(), kFlags, kOutputMode);
  posix_spawn_file_actions_addopen(&setup.files, 2, output.err.c_str(), kFlags, kOutputMode);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&setup.attributes, &none);
  posix_spawnattr_setsigdefault(&setup.attributes, &all);
  posix_spawnattr_setflags(&setup.attributes,
                           POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (const std::string& text : texts) list.push_back(const_cast<char*>(text.c_str()));
  list.push_back(nullptr);
  return list;
}

bool ended_within(const Descriptor& process, Duration longest) {
  const Duration end = monotonic_now() + longest;
  for (;;) {
    Duration left = end - monotonic_now();
    if (left.count() < 0) left = Duration(0);
    pollfd watched{process.get(), POLLIN, 0};
    int ready = ::poll(&watched, 1, static_cast<int>(left.count()));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

}  // namespace

Result<std::optional<int>> run_detached(const std::vector<std::string>& argv, const DetachedOutput& output,
                                        const std::vector<std::string>& environment, Duration longest) {
  Setup setup;
  prepare(setup, output);
  pid_t pid = 0;
  int error_number = ::posix_spawn(&pid, argv.front().c_str(), &setup.files, &setup.attributes,
                                   pointers(argv).data(), pointers(environment).data());
  if (error_number != 0) return failure("start", argv.front(), error_number);
  Descriptor process(open_pidfd(pid));
  if (!process.open() || !ended_within(process, longest)) return std::optional<int>();
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return std::optional<int>(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

}  // namespace reeve::os
