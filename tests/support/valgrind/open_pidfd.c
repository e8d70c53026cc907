/* reeve-test-open-pidfd PID: opens that process and sends its descriptor through stdin, a socket. See
 * pidfd.c. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int count, char** arguments) {
  int fd = count == 2 ? (int)syscall(SYS_pidfd_open, atoi(arguments[1]), 0) : -1;
  if (fd < 0) return 1;
  char byte = 0;
  struct iovec bytes = {&byte, 1};
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(int))];
  } control;
  memset(&control, 0, sizeof control);
  control.header.cmsg_level = SOL_SOCKET;
  control.header.cmsg_type = SCM_RIGHTS;
  control.header.cmsg_len = CMSG_LEN(sizeof fd);
  memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
  struct msghdr message = {
      .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  return sendmsg(STDIN_FILENO, &message, 0) == 1 ? 0 : 1;
}
