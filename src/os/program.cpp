#include "program.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

#include "failure.h"

#include "reeve/base/text.h"
#include "reeve/os/system.h"

namespace reeve::os {
namespace {

constexpr const char* kPathDefault = "/usr/local/bin:/usr/bin:/bin";

std::string from_directory(const port::ProcessSpec& spec, const std::string& path) {
  return path.starts_with('/') || spec.directory.empty() ? path : spec.directory + "/" + path;
}

// 0 if it is a file that we may execute, else errno.
int executable_error(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return errno;
  if (!S_ISREG(found.st_mode)) return EACCES;
  return ::access(path.c_str(), X_OK) == 0 ? 0 : errno;
}

Error not_found(const std::string& name, int error_number, const std::string& where, std::string hint) {
  return {ErrorKind::config, "cannot start '" + name + "': " + reason_of(error_number) + where,
          std::move(hint)};
}

}  // namespace

Result<std::string> find_program(const port::ProcessSpec& spec) {
  if (spec.argv.empty() || spec.argv[0].empty()) {
    return Error{ErrorKind::config, "cannot start a command: it is empty", "name the program to run"};
  }
  const std::string& name = spec.argv[0];
  if (name.find('/') != name.npos) {
    int error_number = executable_error(from_directory(spec, name));
    if (error_number == 0) return name;
    std::string where =
        name.starts_with('/') || spec.directory.empty() ? "" : " (looked in " + spec.directory + ")";
    return not_found(name, error_number, where, "check the command's first word and its mode (ls -l)");
  }
  std::string path = variable_in(spec.environment, "PATH").value_or(kPathDefault);
  int error_number = ENOENT;
  for (std::string_view directory : split(path, ':')) {
    std::string candidate = (directory.empty() ? "." : std::string(directory)) + "/" + name;
    int reason = executable_error(from_directory(spec, candidate));
    if (reason == 0) return candidate;
    if (reason == EACCES) error_number = EACCES;
  }
  return not_found(name, error_number, " (looked in PATH " + path + ")",
                   "install it, or give the command's first word as a full path");
}

Error start_failure(std::string_view attempt, std::string_view subject, int error_number) {
  constexpr int kShortages[] = {EMFILE, ENFILE, ENOMEM, EAGAIN, ENOSPC, EDQUOT, EIO, EINTR};
  Error error = failure(attempt, subject, error_number);
  bool shortage = std::ranges::find(kShortages, error_number) != std::end(kShortages);
  if (!shortage) error.kind = ErrorKind::config;
  return error;
}

Error cannot_start(const port::ProcessSpec& spec, const std::string& path, int error_number) {
  Error error = start_failure("start", spec.argv[0], error_number);
  error.message += " (" + path + ")";
  if (error_number == ENOEXEC)
    error.hint = "it is no program for this machine; a script needs '#!' in its first line";
  if (error_number == ENOENT)
    error.hint = "the interpreter named in its first line, or its loader, is missing";
  if (error_number == E2BIG)
    error.hint = "arguments and environment are too long; give the text on its standard input";
  return error;
}

}  // namespace reeve::os
