#include "failure.h"

#include <cerrno>
#include <system_error>

namespace reeve::os {
namespace {

std::string hint_for(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return kNoRoomHint;
    case EACCES:
    case EPERM:
      return "check who may read and write there (ls -ld)";
    case EROFS:
      return "that file system is read-only: work in a checkout that can be written, a clone for instance";
    case EMFILE:
    case ENFILE:
      return "raise the limit of open files (ulimit -n), or use fewer lanes";
    case ENOMEM:
    case EAGAIN:
      return "the machine is out of memory or processes; use fewer lanes";
    case ELOOP:
      return "it is a symbolic link; name the file that it points to";
    default:
      return "";
  }
}

}  // namespace

std::string reason_of(int error_number) {
  return std::generic_category().message(error_number);
}

Error failure(std::string_view attempt, std::string_view subject, int error_number) {
  return {ErrorKind::io,
          "cannot " + std::string(attempt) + " '" + std::string(subject) + "': " + reason_of(error_number),
          hint_for(error_number)};
}

}  // namespace reeve::os
