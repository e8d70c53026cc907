// Result<T>: a value or an Error; how every fallible function of reeve answers.
//
// Errors are values (no exception crosses a module's border). A broken invariant is a bug, not an
// error: REEVE_ASSERT ends the program. Values own their data; nothing here is shared between threads.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace reeve {

// Closed list; each kind has one exit code (src/app/exit_code.cpp) and one name for --json.
enum class ErrorKind {
  usage,        // wrong command line
  config,       // wrong reeve.json, template or baseline gate
  unreadable,   // the tracking file cannot be read as tasks
  missing,      // the tracking file is not there
  stale,        // an expectation of an edit does not hold any more
  conflict,     // commits that do not go together: a person must look
  refused,      // the remote refuses by policy: a person must look
  unreachable,  // the remote does not answer
  locked,       // another engine works here
  repository,   // git cannot or may not do this here
  io,           // files, disk, processes
  interrupted,  // a signal ended it
};

std::string_view name_of(ErrorKind kind);
std::optional<ErrorKind> error_kind_named(std::string_view name);

// One text for people. `message` says what was attempted, on what, and why it failed, in one line;
// `hint` what to do next (may be empty, never a destructive command).
struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string message;
  std::string hint;

  // The same error, with what the caller was doing in front: "claiming A-1: cannot write …".
  Error within(std::string_view attempt) &&;
};

// The hint of whatever failed for want of room on a disk; what has it is known by it.
inline constexpr const char* kNoRoomHint = "make room on that disk, then start again";

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Only when ok().
  T& operator*() & { return std::get<0>(content_); }
  const T& operator*() const& { return std::get<0>(content_); }
  T&& operator*() && { return std::get<0>(std::move(content_)); }
  T* operator->() { return &std::get<0>(content_); }
  const T* operator->() const { return &std::get<0>(content_); }

  // Only when not ok().
  const Error& error() const& { return std::get<1>(content_); }
  Error&& error() && { return std::get<1>(std::move(content_)); }

 private:
  std::variant<T, Error> content_;
};

// The answer of a function that has nothing to say but how it went.
struct Done {};
using Status = Result<Done>;

}  // namespace reeve

#define REEVE_CONCAT_INNER(a, b) a##b
#define REEVE_CONCAT(a, b) REEVE_CONCAT_INNER(a, b)

// REEVE_TRY(auto value, expression): binds the value, or returns the error from this function.
#define REEVE_TRY(declaration, ...) REEVE_TRY_AT(REEVE_CONCAT(reeve_try_, __LINE__), declaration, __VA_ARGS__)
#define REEVE_TRY_AT(result, declaration, ...)   \
  auto result = (__VA_ARGS__);                   \
  if (!result) return std::move(result).error(); \
  declaration = *std::move(result)

// REEVE_CHECK(expression): returns the error from this function, drops the value.
#define REEVE_CHECK(...)                                                   \
  do {                                                                     \
    auto reeve_check_result = (__VA_ARGS__);                               \
    if (!reeve_check_result) return std::move(reeve_check_result).error(); \
  } while (false)

#define REEVE_ASSERT(condition)                                                          \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::fprintf(stderr, "reeve: bug: %s at %s:%d\n", #condition, __FILE__, __LINE__); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)
