/* reeve-keeper LIFELINE STATUS PROGRAM ARGV0 [ARGUMENT…]
 *
 * The parent of one worker, so that nothing a worker starts outlives it or reeve. It starts PROGRAM in a
 * session of its own and waits until the worker ends, or SIGTERM comes (reeve wants it ended), or LIFELINE, a
 * pipe whose other end only reeve holds, is closed (reeve is gone, however it went). Then it ends all
 * descendants: SIGTERM, a grace, and SIGKILL until none is left. As their child subreaper it inherits every
 * process whose parent died, so neither setsid nor a double fork escapes. Reports go to STATUS (see
 * keeper_report.h); the exit status is the worker's, 128+n for a signal.
 *
 * Only SIGKILL (a person, the kernel when memory runs out) ends a keeper early. So there are two, in sessions
 * of their own: the guard, which reeve started, and its child, which keeps the worker. Is the child killed,
 * its orphans become the guard's, which ends them; is the guard killed, the child is sent SIGTERM by the
 * kernel, ends everything, and only then lets go of STATUS. Only both killed at once leave what the worker
 * had started (the worker itself dies with them); reeve then looks for the mark in its environment.
 *
 * Nor can it end processes that run as another user (sudo), were started by a daemon on the worker's request
 * (systemd-run, docker, at), or are stuck in the kernel; it gives up on these after KILL_LIMIT_MS and says
 * how many.
 *
 * Static and without allocation: it costs a worker's start well under a millisecond, and stays small for
 * hours. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "keeper_report.h"

enum {
  GRACE_LEFT_BEHIND_MS = 2000, /* for what a worker that ended left running */
  GRACE_ASKED_MS = 5000,       /* SIGTERM from reeve */
  GRACE_ABANDONED_MS = 500,    /* reeve or the guard is gone */
  KILL_LIMIT_MS = 10000,       /* then what is left cannot be killed */
  KILL_ROUND_MS = 20,          /* between two rounds of killing, unless a child ends sooner */
  STOP_ROUNDS_MAX = 20,        /* that freeze a tree before it is killed */
  REAPED_MAX = 256,            /* before looking for news again */
  REAPED_BETWEEN_ROUNDS_MAX = 1 << 12,
  REAPED_AFTER_KILL_MAX = 1 << 16,
  VERDICTS_MAX = 1 << 16,
  DEPTH_MAX = 256 /* of a chain of parents */
};

/* What is known of processes, by the low bits of their numbers. That a number was ours a moment ago proves
 * nothing: while a bomb churns, numbers come round within seconds, and the children of whoever gets one next
 * would be taken for ours. So a verdict is bound to the start time as well (two processes cannot share both),
 * and is only reached by walking up the chain of parents as it is now. Such a verdict stays true: who
 * descends from us always will, who does not never will. */
struct verdict {
  int pid;
  int ours;
  unsigned long long started;
};
static struct verdict verdicts[VERDICTS_MAX];

static int lifeline;
static int status;
static int signals;
static pid_t guard;
static pid_t keeper; /* this process */
static pid_t worker;
static int worker_ended;
static struct keeper_report worker_end = {KEEPER_SIGNALED, SIGKILL};

static long long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void report(int kind, int value) {
  struct keeper_report line = {kind, value};
  ssize_t written = write(status, &line, sizeof line);
  (void)written; /* reeve may be gone */
}

struct process {
  int parent;
  char state;
  unsigned long long started; /* clock ticks since boot */
};

static void write_path(char* path, int pid) {
  int length = 0;
  for (int rest = pid; rest; rest /= 10) ++length;
  strcpy(path + length, "/stat");
  for (int rest = pid; rest; rest /= 10) path[--length] = (char)('0' + rest % 10);
}

/* Reads /proc/<pid>/stat; 0 if there is no such process. Its name may hold anything, so the last ')' ends it.
 */
static int look_up(int proc, int pid, struct process* found) {
  static char text[1024];
  char path[32];
  write_path(path, pid);
  int file = openat(proc, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return 0;
  text[length] = 0;
  char* field = strrchr(text, ')');
  if (!field || strlen(field) < 5) return 0;
  found->state = field[2];
  found->parent = atoi(field + 4);
  for (int number = 2; field && number < 22; ++number) field = strchr(field + 1, ' ');
  found->started = field ? strtoull(field + 1, 0, 10) : 0;
  return field != 0;
}

/* 1 if the process descends from us, 0 if not, -1 if one on the way up is gone: the next look tells. */
static int judge(int proc, int pid, struct process* found, int depth) {
  struct process parent, again;
  if (!look_up(proc, pid, found)) return -1;
  struct verdict* known = &verdicts[pid % VERDICTS_MAX];
  if (known->pid == pid && known->started == found->started) return known->ours;
  int ours = found->parent == keeper;
  if (!ours && found->parent > 1) {
    ours = depth < DEPTH_MAX ? judge(proc, found->parent, &parent, depth + 1) : -1;
    /* The parent may have died before it was judged, and its number gone to one of ours. */
    if (ours == 1 && (!look_up(proc, pid, &again) || again.parent != found->parent)) ours = -1;
  }
  if (ours >= 0) *known = (struct verdict){pid, ours, found->started};
  return ours;
}

/* Signals the process if it is a living descendant; 1 if it was one that runs. The handle comes first: should
 * the number go to another process meanwhile, the handle still names the dead one. */
static int signal_if_ours(int proc, int pid, int signal_number) {
  struct process one;
  int handle = (int)syscall(SYS_pidfd_open, pid, 0);
  if (handle < 0) return 0;
  int ours = judge(proc, pid, &one, 0) == 1 && pid != keeper && one.state != 'Z' && one.state != 'X';
  int runs = ours && one.state != 'T' && one.state != 't';
  if (runs || (ours && signal_number != SIGSTOP)) syscall(SYS_pidfd_send_signal, handle, signal_number, 0, 0);
  if (ours && !runs && signal_number == SIGTERM) syscall(SYS_pidfd_send_signal, handle, SIGCONT, 0, 0);
  close(handle);
  return runs;
}

/* Signals all descendants, each the moment it is found (in a fork bomb it is gone a moment later), and says
 * how many were running. A process whose parent dies meanwhile can be missed: it is our own child then, and
 * found by the next look. */
static int signal_all(int proc, int signal_number) {
  struct entry {
    unsigned long long inode;
    long long offset;
    unsigned short length;
    unsigned char type;
    char name[];
  };
  static char buffer[32768] __attribute__((aligned(8)));
  int running = 0;
  lseek(proc, 0, SEEK_SET);
  for (;;) {
    long length = syscall(SYS_getdents64, proc, buffer, sizeof buffer);
    if (length <= 0) return running;
    for (long at = 0; at < length;) {
      struct entry* entry = (struct entry*)(buffer + at);
      at += entry->length;
      int pid = atoi(entry->name); /* 0 for what is no process */
      if (pid > 1) running += signal_if_ours(proc, pid, signal_number);
    }
  }
}

enum children { CHILDREN_NONE, CHILDREN_ALIVE, CHILDREN_DEAD_LEFT };

/* Collects the dead, so many at most: orphans of a fork bomb come as fast as they can be collected. A
 * subreaper without children has no descendants. */
static enum children reap(int count_max) {
  for (int count = 0; count < count_max; ++count) {
    siginfo_t info;
    info.si_pid = 0;
    if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG) != 0)
      return errno == EINTR ? CHILDREN_DEAD_LEFT : CHILDREN_NONE;
    if (info.si_pid == 0) return CHILDREN_ALIVE;
    if (info.si_pid != worker) continue;
    worker_ended = 1;
    worker_end.kind = info.si_code == CLD_EXITED ? KEEPER_EXITED : KEEPER_SIGNALED;
    worker_end.value = info.si_status;
  }
  return CHILDREN_DEAD_LEFT;
}

/* Frozen first, killed then: a process that is killed frees its place for another of a fork bomb's, one that
 * is stopped does not. The dead are collected all the while: their numbers are all the machine's. 1 if all
 * stood still. */
static int kill_all_once(int proc) {
  int running = 1;
  for (int round = 0; running > 0 && round < STOP_ROUNDS_MAX; ++round) {
    running = signal_all(proc, SIGSTOP);
    reap(REAPED_BETWEEN_ROUNDS_MAX);
  }
  signal_all(proc, SIGKILL);
  return running == 0;
}

enum news { NEWS_NONE, NEWS_CHILD, NEWS_ASKED, NEWS_ABANDONED };

/* Sleeps until something happens, at most until `deadline` (in now_ms(); negative: no limit). */
static enum news wait_for_news(long long deadline) {
  struct pollfd watched[2] = {{signals, POLLIN, 0}, {lifeline, 0, 0}};
  int timeout = -1;
  if (deadline >= 0) {
    long long left = deadline - now_ms();
    timeout = left > 0 ? (int)left : 0;
  }
  if (poll(watched, 2, timeout) <= 0) return NEWS_NONE;
  if (watched[1].revents) {
    close(lifeline);
    lifeline = -1;
    return NEWS_ABANDONED;
  }
  struct signalfd_siginfo info;
  if (read(signals, &info, sizeof info) != sizeof info) return NEWS_NONE;
  return info.ssi_signo == SIGTERM ? NEWS_ASKED : NEWS_CHILD;
}

static int wait_for_the_end_to_begin(void) {
  enum children children = CHILDREN_ALIVE;
  for (;;) {
    enum news news = wait_for_news(children == CHILDREN_DEAD_LEFT ? 0 : -1);
    if (news == NEWS_ASKED) return getppid() == guard ? GRACE_ASKED_MS : GRACE_ABANDONED_MS;
    if (news == NEWS_ABANDONED) return GRACE_ABANDONED_MS;
    children = reap(REAPED_MAX);
    if (worker_ended) return GRACE_LEFT_BEHIND_MS;
  }
}

/* SIGTERM, and time to act on it. */
static void ask_all_to_end(int proc, int grace) {
  long long deadline = now_ms() + grace;
  signal_all(proc, SIGTERM);
  for (;;) {
    enum children children = reap(REAPED_MAX);
    if (children == CHILDREN_NONE || now_ms() >= deadline) return;
    enum news news = wait_for_news(children == CHILDREN_DEAD_LEFT ? 0 : deadline);
    long long sooner = now_ms() + GRACE_ABANDONED_MS;
    if (news == NEWS_ABANDONED && sooner < deadline) deadline = sooner;
  }
}

static void end_all(int grace) {
  if (reap(REAPED_MAX) == CHILDREN_NONE) return;
  int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  ask_all_to_end(proc, grace);
  long long limit = now_ms() + KILL_LIMIT_MS;
  while (now_ms() < limit) {
    int frozen = kill_all_once(proc);
    enum children children = reap(frozen ? REAPED_AFTER_KILL_MAX : REAPED_MAX);
    if (children == CHILDREN_NONE) return;
    if (children == CHILDREN_ALIVE) wait_for_news(now_ms() + KILL_ROUND_MS);
  }
  report(KEEPER_LEFT_OVER, signal_all(proc, SIGKILL));
}

/* 0, or errno of what failed. vfork: parent and child share `failure`, and the parent goes on after execve.
 */
static int start(char** argv) {
  static volatile int failure;
  pid_t child = vfork();
  if (child < 0) return errno;
  if (child == 0) {
    sigset_t none;
    sigemptyset(&none);
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != keeper) _exit(127);
    sigprocmask(SIG_SETMASK, &none, 0);
    execve(argv[0], argv + 1, environ);
    failure = errno;
    _exit(127);
  }
  worker = child;
  if (failure) waitpid(child, 0, 0);
  return failure;
}

/* 0, or errno. Signals arrive through a descriptor, orphans of all descendants here. */
static int take_post(void) {
  sigset_t all, heard;
  keeper = getpid();
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, 0);
  sigemptyset(&heard);
  sigaddset(&heard, SIGCHLD);
  sigaddset(&heard, SIGTERM);
  signals = signalfd(-1, &heard, SFD_CLOEXEC);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  return signals < 0 ? errno : 0;
}

/* The worker's pipes and directory are the worker's: held here, their end would never be seen. */
static int let_go_of_the_workers(void) {
  for (int descriptor = 0; descriptor < 3; ++descriptor) close(descriptor);
  return chdir("/") == 0 ? 0 : errno;
}

static void leave(void) {
  _exit(worker_end.kind == KEEPER_EXITED ? worker_end.value : 128 + worker_end.value);
}

static void give_up(int failure) {
  report(KEEPER_NOT_STARTED, failure);
  _exit(127);
}

/* To the guard, the keeper is the worker; it reports for itself as long as it lives. */
static void stand_guard(pid_t kept) {
  worker = kept;
  close(lifeline);
  lifeline = -1;
  let_go_of_the_workers();
  while (!worker_ended) {
    if (wait_for_news(-1) == NEWS_ASKED) kill(kept, SIGTERM);
    reap(REAPED_MAX);
  }
  if (worker_end.kind == KEEPER_SIGNALED) {
    end_all(GRACE_LEFT_BEHIND_MS);
    report(worker_end.kind, worker_end.value);
  }
  leave();
}

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  lifeline = atoi(argv[1]);
  status = atoi(argv[2]);
  fcntl(lifeline, F_SETFD, FD_CLOEXEC);
  fcntl(status, F_SETFD, FD_CLOEXEC);

  int failure = take_post();
  guard = keeper;
  pid_t kept = failure ? 0 : fork();
  if (failure || kept < 0) give_up(failure ? failure : errno);
  if (kept > 0) stand_guard(kept);

  setsid();
  prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
  if (getppid() != guard) _exit(127);
  close(signals);
  failure = take_post();
  if (!failure) failure = start(argv + 3);
  int stuck = let_go_of_the_workers();
  if (failure || stuck) give_up(failure ? failure : stuck);
  report(KEEPER_STARTED, worker);
  end_all(wait_for_the_end_to_begin());
  report(worker_end.kind, worker_end.value);
  leave();
}
