// Processes as descriptors. glibc 2.36 has these functions, but not for C++ (no extern "C" in its header).
#pragma once

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace reeve::os {

inline int open_pidfd(pid_t pid) {
  return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}
inline bool send_to_pidfd(int process, int signal_number) {
  return ::syscall(SYS_pidfd_send_signal, process, signal_number, nullptr, 0) == 0;
}

}  // namespace reeve::os
