/* reeve-keeper LIFELINE STATUS PROGRAM ARGV0 [ARGUMENT…]
 *
 * The parent of one worker, so that nothing a worker starts outlives it or reeve. It starts PROGRAM in a
 * session of its own and waits until the worker ends, or SIGTERM comes (reeve wants it ended), or LIFELINE, a
 * pipe whose other end only reeve holds, is closed (reeve is gone, however it went). Then it ends all
 * descendants: SIGTERM, a grace, and SIGKILL until none is left. As their child subreaper it inherits every
 * process whose parent died, so neither setsid nor a double fork escapes. Reports go to STATUS (see
 * keeper_report.h); the exit status is the worker's, 128+n for a signal.
 *
 * Only SIGKILL ends the keeper early: the kernel then kills the worker (PR_SET_PDEATHSIG), but not what the
 * worker had started. Nor can it end processes that run as another user (sudo), were started by a daemon on
 * the worker's request (systemd-run, docker, at), or are stuck in the kernel; it gives up on these after
 * KILL_LIMIT_MS and says how many.
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
  GRACE_ABANDONED_MS = 500,    /* reeve is gone */
  KILL_LIMIT_MS = 10000,       /* then what is left cannot be killed */
  KILL_ROUND_MS = 20,          /* between two rounds of killing, unless a child ends sooner */
  PASSES_MAX = 20,             /* over /proc, for one signal to all */
  STOP_ROUNDS_MAX = 20,        /* that freeze a tree before it is killed */
  PROCESS_ID_MAX = 1 << 22     /* the kernel's own limit */
};

static unsigned char is_ours[PROCESS_ID_MAX / 8]; /* ourselves and the descendants found in this look */
static int found_in_pass;

static int lifeline;
static int status;
static int signals;
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

static int ours(int pid) {
  return is_ours[pid / 8] >> (pid % 8) & 1;
}
static void mark(int pid) {
  is_ours[pid / 8] = (unsigned char)(is_ours[pid / 8] | 1 << (pid % 8));
}

struct process {
  int parent;
  char state;
};

/* Reads /proc/<pid>/stat; 0 if there is no such process. The name in it may hold anything, so the last ')'
 * ends it. */
static int look_up(int proc, const char* pid, struct process* found) {
  char path[32], text[1024];
  strcpy(path, pid);
  strcat(path, "/stat");
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
  return found->parent > 0 && found->parent < PROCESS_ID_MAX;
}

/* Signals the process if it is a living descendant not seen yet in this look; 1 if it was one that still
 * runs. The handle comes first: if the number goes to another process meanwhile, the handle names the dead
 * one. */
static int signal_if_ours(int proc, const char* name, int signal_number) {
  int pid = atoi(name);
  struct process one;
  if (pid <= 0 || pid >= PROCESS_ID_MAX || ours(pid)) return 0;
  int handle = (int)syscall(SYS_pidfd_open, pid, 0);
  if (handle < 0) return 0;
  int runs = 0;
  if (look_up(proc, name, &one) && ours(one.parent) && one.state != 'Z' && one.state != 'X') {
    mark(pid);
    ++found_in_pass;
    runs = one.state != 'T' && one.state != 't';
    if (runs || signal_number != SIGSTOP) syscall(SYS_pidfd_send_signal, handle, signal_number, 0, 0);
    if (!runs && signal_number == SIGTERM) syscall(SYS_pidfd_send_signal, handle, SIGCONT, 0, 0);
  }
  close(handle);
  return runs;
}

/* One pass over /proc. A descendant is signalled the moment it is found: in a fork bomb it is gone a moment
 * later. */
static int signal_in_one_pass(int proc, int signal_number) {
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
      if (entry->name[0] >= '1' && entry->name[0] <= '9' && strlen(entry->name) < 8) {
        running += signal_if_ours(proc, entry->name, signal_number);
      }
    }
  }
}

/* Signals all descendants, and says how many were running. A pass sees parents mostly before their children;
 * those with a lower number are found by the next. A process whose parent dies meanwhile can be missed: it is
 * our own child then. */
static int signal_all(int proc, int signal_number) {
  int running = 0;
  memset(is_ours, 0, sizeof is_ours);
  mark(getpid());
  int pass = 0;
  do {
    found_in_pass = 0;
    running += signal_in_one_pass(proc, signal_number);
  } while (found_in_pass > 0 && ++pass < PASSES_MAX);
  return running;
}

/* Frozen first, killed then: a process that is killed frees its place for another of a fork bomb's, one that
 * is stopped does not. */
static void kill_all_once(int proc) {
  for (int round = 0; round < STOP_ROUNDS_MAX && signal_all(proc, SIGSTOP) > 0; ++round) {
  }
  signal_all(proc, SIGKILL);
}

/* Collects the dead; 0 when no child is left, which for a subreaper means no descendant. */
static int reap(void) {
  for (;;) {
    siginfo_t info;
    info.si_pid = 0;
    if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG) != 0) return errno == EINTR;
    if (info.si_pid == 0) return 1;
    if (info.si_pid != worker) continue;
    worker_ended = 1;
    worker_end.kind = info.si_code == CLD_EXITED ? KEEPER_EXITED : KEEPER_SIGNALED;
    worker_end.value = info.si_status;
  }
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
  for (;;) {
    enum news news = wait_for_news(-1);
    if (news == NEWS_ASKED) return GRACE_ASKED_MS;
    if (news == NEWS_ABANDONED) return GRACE_ABANDONED_MS;
    reap();
    if (worker_ended) return GRACE_LEFT_BEHIND_MS;
  }
}

static void end_all(int grace) {
  if (!reap()) return;
  int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  long long deadline = now_ms() + grace;
  signal_all(proc, SIGTERM);
  while (reap() && now_ms() < deadline) {
    enum news news = wait_for_news(deadline);
    long long sooner = now_ms() + (news == NEWS_ABANDONED ? GRACE_ABANDONED_MS : GRACE_ASKED_MS);
    if (sooner < deadline) deadline = sooner;
  }
  deadline = now_ms() + KILL_LIMIT_MS;
  while (reap()) {
    if (now_ms() >= deadline) {
      report(KEEPER_LEFT_OVER, signal_all(proc, SIGKILL));
      return;
    }
    kill_all_once(proc);
    if (reap()) wait_for_news(now_ms() + KILL_ROUND_MS);
  }
}

/* 0, or errno of what failed. vfork: parent and child share `failure`, and the parent goes on after execve.
 */
static int start(char** argv) {
  static volatile int failure;
  pid_t keeper = getpid();
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

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  lifeline = atoi(argv[1]);
  status = atoi(argv[2]);
  fcntl(lifeline, F_SETFD, FD_CLOEXEC);
  fcntl(status, F_SETFD, FD_CLOEXEC);

  sigset_t all, heard;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, 0);
  sigemptyset(&heard);
  sigaddset(&heard, SIGCHLD);
  sigaddset(&heard, SIGTERM);
  signals = signalfd(-1, &heard, SFD_CLOEXEC);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);

  int failure = signals < 0 ? errno : start(argv + 3);
  /* The worker's pipes and directory are the worker's: held here, their end would never be seen. */
  for (int descriptor = 0; descriptor < 3; ++descriptor) close(descriptor);
  if (failure || chdir("/") != 0) {
    report(KEEPER_NOT_STARTED, failure ? failure : errno);
    _exit(127);
  }
  report(KEEPER_STARTED, worker);
  end_all(wait_for_the_end_to_begin());
  report(worker_end.kind, worker_end.value);
  _exit(worker_end.kind == KEEPER_EXITED ? worker_end.value : 128 + worker_end.value);
}
