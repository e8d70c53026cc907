/* Loaded into reeve under valgrind, which until 3.20 does not know pidfd_open: another program, outside of
 * it, opens the process and hands its descriptor over. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int received(int socket) {
  char byte;
  struct iovec bytes = {&byte, 1};
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(int))];
  } control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {
      .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) < 0 || !CMSG_FIRSTHDR(&message)) {
    errno = ESRCH;
    return -1;
  }
  int fd = -1;
  memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
  return fd;
}

static int open_outside(int pid) {
  char* program = getenv("REEVE_TEST_PIDFD");
  char number[16];
  snprintf(number, sizeof number, "%d", pid);
  char* arguments[] = {program, number, NULL};
  int ends[2];
  if (!program || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -1;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, ends[1], STDIN_FILENO);
  pid_t helper = 0;
  int problem = posix_spawn(&helper, program, &files, NULL, arguments, NULL);
  posix_spawn_file_actions_destroy(&files);
  close(ends[1]);
  int fd = -1;
  if (problem != 0) {
    errno = problem;
  } else {
    fd = received(ends[0]);
    waitpid(helper, NULL, 0);
  }
  close(ends[0]);
  return fd;
}

long syscall(long number, ...) {
  long arguments[6];
  va_list list;
  va_start(list, number);
  for (int i = 0; i < 6; ++i) arguments[i] = va_arg(list, long);
  va_end(list);
  if (number == SYS_pidfd_open) return open_outside((int)arguments[0]);
  static long (*next)(long, ...);
  if (!next) *(void**)&next = dlsym(RTLD_NEXT, "syscall");
  return next(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}
