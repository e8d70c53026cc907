/* What reeve-keeper writes to its status descriptor: a sequence of these, read by src/os/spawn.cpp and
 * src/os/child.cpp. The first is `started` or `not_started`; the last, before the keeper exits, how the
 * worker ended. Each is one write smaller than PIPE_BUF, so never torn. */
#pragma once

enum keeper_report_kind {
  KEEPER_STARTED = 1,     /* value: the worker's process id */
  KEEPER_NOT_STARTED = 2, /* value: errno of execve */
  KEEPER_LEFT_OVER =
      3,              /* value: how many descendants could not be ended (other users', stuck in the kernel) */
  KEEPER_EXITED = 4,  /* value: the worker's exit status */
  KEEPER_SIGNALED = 5 /* value: the signal that ended the worker */
};

struct keeper_report {
  int kind;
  int value;
};
