/* Loaded into reeve and what it starts by LD_PRELOAD, so that a test can turn the clock and let time pass:
 * what the file named by REEVE_TEST_CLOCK says, two numbers of milliseconds. By the first the time of day is
 * wrong; the second has passed more than really has, on every clock. A wait of reeve's ends when its time has
 * passed so. It is written anew by renaming: a reader never meets half of it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static const int64_t second = 1000000000;
static const int64_t millisecond = 1000000;
static const int64_t longest_wait = 20 * 1000000; /* then the file is looked at again */

struct turned {
  int64_t wrong;
  int64_t passed;
};

static struct turned read_file(void) {
  struct turned now = {0, 0};
  const char* path = getenv("REEVE_TEST_CLOCK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return now;
  char text[64] = "";
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  char* rest = text;
  if (length > 0) now.wrong = strtoll(text, &rest, 10) * millisecond;
  if (length > 0) now.passed = strtoll(rest, NULL, 10) * millisecond;
  return now;
}

static int64_t in_ns(struct timespec time) {
  return time.tv_sec * second + time.tv_nsec;
}
static struct timespec as_timespec(int64_t ns) {
  struct timespec time = {ns / second, ns % second};
  return time;
}

int clock_gettime(clockid_t clock, struct timespec* time) {
  int saved = errno;
  if (syscall(SYS_clock_gettime, clock, time) != 0) return -1;
  struct turned now = read_file();
  int of_day = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  int elapses = of_day || clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME;
  *time = as_timespec(in_ns(*time) + (of_day ? now.wrong : 0) + (elapses ? now.passed : 0));
  errno = saved;
  return 0;
}

int gettimeofday(struct timeval* restrict time, void* restrict zone) {
  (void)zone;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}

/* reeve has one alarm, at an absolute time. */
static int alarm_fd = -1;
static int64_t alarm_at, alarm_passed;

static int set_alarm(const struct itimerspec* wanted, struct itimerspec* before) {
  struct itimerspec real = *wanted;
  alarm_passed = read_file().passed;
  int64_t at = alarm_at - alarm_passed;
  if (alarm_at > 0) real.it_value = as_timespec(at > 1 ? at : 1);
  return (int)syscall(SYS_timerfd_settime, alarm_fd, TFD_TIMER_ABSTIME, &real, before);
}

int timerfd_create(int clock, int flags) {
  alarm_fd = (int)syscall(SYS_timerfd_create, clock, flags);
  return alarm_fd;
}

int timerfd_settime(int fd, int flags, const struct itimerspec* wanted, struct itimerspec* before) {
  if (fd != alarm_fd || !(flags & TFD_TIMER_ABSTIME))
    return (int)syscall(SYS_timerfd_settime, fd, flags, wanted, before);
  alarm_at = in_ns(wanted->it_value);
  return set_alarm(wanted, before);
}

static void follow_alarm(void) {
  struct itimerspec wanted = {{0, 0}, {0, 0}};
  if (alarm_at > 0 && read_file().passed != alarm_passed) set_alarm(&wanted, NULL);
}

static int64_t monotonic(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return in_ns(now);
}

/* Time passes for the loop, which waits for its alarm too; not for what else is waited for. */
int poll(struct pollfd* wanted, nfds_t count, int timeout) {
  const struct pollfd* volatile read_too = wanted; /* glibc declares it as only written to */
  int of_loop = 0;
  for (nfds_t i = 0; i < count; ++i) of_loop |= alarm_fd >= 0 && read_too[i].fd == alarm_fd;
  struct timespec whole = as_timespec(timeout * millisecond);
  if (!of_loop) return (int)syscall(SYS_ppoll, wanted, count, timeout < 0 ? NULL : &whole, NULL, 0);
  int64_t end = timeout < 0 ? INT64_MAX : monotonic() + timeout * millisecond;
  for (;;) {
    follow_alarm();
    int64_t left = timeout < 0 ? longest_wait : end - monotonic();
    struct timespec wait = as_timespec(left < 0 ? 0 : left < longest_wait ? left : longest_wait);
    int ready = (int)syscall(SYS_ppoll, wanted, count, &wait, NULL, 0);
    if (ready != 0 || left <= 0) return ready;
  }
}
