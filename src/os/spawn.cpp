#include "spawn.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include "failure.h"
#include "keeper_report.h"
#include "pidfd.h"
#include "program.h"

namespace reeve::os {
namespace {

constexpr int kOwnDescriptorMin = 10;  // above every number that a child's end is copied to
constexpr int kLifelineInChild = 3;
constexpr int kStatusInChild = 4;
constexpr int kKeeperStartMs = 20'000;  // it answers within a millisecond; a swapping machine may need longer

struct Pipe {
  Descriptor ours;
  Descriptor theirs;
};
enum class WeDo { read, write };

// So it says that not even one of those numbers is allowed.
int reason_of_dup() {
  return errno == EINVAL ? EMFILE : errno;
}

Result<Pipe> make_pipe(WeDo direction) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failure("make", "a pipe", errno);
  Descriptor reading(ends[0]), writing(ends[1]);
  Pipe pipe;
  pipe.ours = std::move(direction == WeDo::read ? reading : writing);
  Descriptor& low = direction == WeDo::read ? writing : reading;
  pipe.theirs = Descriptor(::fcntl(low.get(), F_DUPFD_CLOEXEC, kOwnDescriptorMin));
  if (!pipe.theirs.open()) return failure("make", "a pipe", reason_of_dup());
  ::fcntl(pipe.ours.get(), F_SETFL, O_NONBLOCK);
  return pipe;
}

// posix_spawn's two C objects, freed on every path.
class Recipe {
 public:
  Recipe() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  Recipe(const Recipe&) = delete;
  Recipe& operator=(const Recipe&) = delete;
  ~Recipe() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  void change_directory(const Descriptor& directory) {
    posix_spawn_file_actions_addfchdir_np(&actions_, directory.get());
  }
  void give(const Descriptor& ours, int number) {
    posix_spawn_file_actions_adddup2(&actions_, ours.get(), number);
  }
  void give_empty_input() { posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0); }
  // Descriptors that we inherited without close-on-exec are nobody's business further down.
  void close_from(int number) { posix_spawn_file_actions_addclosefrom_np(&actions_, number); }

  int start(pid_t* pid, const std::string& path, const std::vector<std::string>& argv,
            const std::vector<std::string>& environment) {
    return posix_spawn(pid, path.c_str(), &actions_, &attributes_, pointers(argv).data(),
                       pointers(environment).data());
  }

 private:
  static std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (const std::string& text : texts) list.push_back(const_cast<char*>(text.c_str()));
    list.push_back(nullptr);
    return list;
  }

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

Result<Descriptor> open_directory(const std::string& path) {
  if (path.empty()) return Descriptor();
  Descriptor directory(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!directory.open()) return start_failure("start a process in", path, errno);
  Descriptor high(::fcntl(directory.get(), F_DUPFD_CLOEXEC, kOwnDescriptorMin));
  if (!high.open()) return failure("start a process in", path, reason_of_dup());
  return high;
}

void end_at_once(Spawned& spawned) {
  ::kill(spawned.pid, SIGKILL);
  ::waitpid(spawned.pid, nullptr, 0);
}

// Waits for the keeper's word that the worker runs.
Status await_worker(Spawned& spawned, const port::ProcessSpec& spec, const std::string& program) {
  pollfd wanted{spawned.status.get(), POLLIN, 0};
  int ready = 0;
  do ready = ::poll(&wanted, 1, kKeeperStartMs);
  while (ready < 0 && errno == EINTR);
  keeper_report report{};
  bool heard = ready > 0 && ::read(spawned.status.get(), &report, sizeof report) == sizeof report;
  if (heard && report.kind == KEEPER_STARTED) return Done{};
  end_at_once(spawned);
  if (heard && report.kind == KEEPER_NOT_STARTED) return cannot_start(spec, program, report.value);
  return Error{ErrorKind::io, "cannot start '" + spec.argv[0] + "': its keeper does not answer",
               "reeve and reeve-keeper must come from the same installation"};
}

Status give_handle(Spawned& spawned, const port::ProcessSpec& spec) {
  spawned.handle = Descriptor(open_pidfd(spawned.pid));
  if (spawned.handle.open()) return Done{};
  Error error = failure("watch", spec.argv[0], errno);
  if (errno == ENOSYS) error.hint = "reeve needs Linux 5.4 or newer";
  end_at_once(spawned);
  return error;
}

Status give_standard_streams(const port::ProcessSpec& spec, Spawned& spawned, Recipe& recipe,
                             std::vector<Descriptor>& theirs) {
  if (spec.input.empty()) {
    recipe.give_empty_input();
  } else {
    REEVE_TRY(Pipe input, make_pipe(WeDo::write));
    recipe.give(input.theirs, 0);
    spawned.input = std::move(input.ours);
    theirs.push_back(std::move(input.theirs));
  }
  REEVE_TRY(Pipe out, make_pipe(WeDo::read));
  REEVE_TRY(Pipe err, make_pipe(WeDo::read));
  recipe.give(out.theirs, 1);
  recipe.give(err.theirs, 2);
  spawned.out = std::move(out.ours);
  spawned.err = std::move(err.ours);
  theirs.push_back(std::move(out.theirs));
  theirs.push_back(std::move(err.theirs));
  return Done{};
}

Status spawn_bare(const port::ProcessSpec& spec, const std::string& program, Spawned& spawned,
                  Recipe& recipe) {
  recipe.close_from(kLifelineInChild);
  int error_number = recipe.start(&spawned.pid, program, spec.argv, spec.environment);
  if (error_number != 0) return cannot_start(spec, program, error_number);
  return give_handle(spawned, spec);
}

Status spawn_kept(const port::ProcessSpec& spec, const std::string& program, const std::string& keeper,
                  Spawned& spawned, Recipe& recipe) {
  REEVE_TRY(Pipe lifeline, make_pipe(WeDo::write));
  REEVE_TRY(Pipe status, make_pipe(WeDo::read));
  recipe.give(lifeline.theirs, kLifelineInChild);
  recipe.give(status.theirs, kStatusInChild);
  recipe.close_from(kStatusInChild + 1);
  std::vector<std::string> argv = {"reeve-keeper", std::to_string(kLifelineInChild),
                                   std::to_string(kStatusInChild), program};
  argv.insert(argv.end(), spec.argv.begin(), spec.argv.end());
  int error_number = recipe.start(&spawned.pid, keeper, argv, spec.environment);
  if (error_number == E2BIG) return cannot_start(spec, program, error_number);
  if (error_number != 0) {
    Error error = failure("start the keeper", keeper, error_number);
    if (error.hint.empty()) error.hint = "install reeve again; workers are only started under their keeper";
    return error;
  }
  spawned.lifeline = std::move(lifeline.ours);
  spawned.status = std::move(status.ours);
  status.theirs.close();
  REEVE_CHECK(give_handle(spawned, spec));
  return await_worker(spawned, spec, program);
}

}  // namespace

Result<Spawned> spawn(const port::ProcessSpec& spec, const std::string& keeper) {
  REEVE_TRY(Descriptor directory, open_directory(spec.directory));
  REEVE_TRY(std::string program, find_program(spec));
  Recipe recipe;
  Spawned spawned;
  std::vector<Descriptor> theirs;
  REEVE_CHECK(give_standard_streams(spec, spawned, recipe, theirs));
  if (directory.open()) recipe.change_directory(directory);
  REEVE_CHECK(spec.kept ? spawn_kept(spec, program, keeper, spawned, recipe)
                        : spawn_bare(spec, program, spawned, recipe));
  return spawned;
}

}  // namespace reeve::os
