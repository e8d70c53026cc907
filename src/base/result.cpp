#include "reeve/base/result.h"

namespace reeve {

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::config:
      return "config";
    case ErrorKind::unreadable:
      return "unreadable";
    case ErrorKind::missing:
      return "missing";
    case ErrorKind::stale:
      return "stale";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::refused:
      return "refused";
    case ErrorKind::unreachable:
      return "unreachable";
    case ErrorKind::locked:
      return "locked";
    case ErrorKind::repository:
      return "repository";
    case ErrorKind::io:
      return "io";
    case ErrorKind::interrupted:
      return "interrupted";
  }
  return "io";
}

std::optional<ErrorKind> error_kind_named(std::string_view name) {
  constexpr int kLast = static_cast<int>(ErrorKind::interrupted);
  for (int i = 0; i <= kLast; ++i)
    if (name_of(static_cast<ErrorKind>(i)) == name) return static_cast<ErrorKind>(i);
  return std::nullopt;
}

Error Error::within(std::string_view attempt) && {
  message = std::string(attempt) + ": " + message;
  return std::move(*this);
}

}  // namespace reeve
