// Instants and durations as values. Nobody below the rim reads a clock: an Instant always comes in
// from outside (with an event, or from main).
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reeve {

using Duration = std::chrono::milliseconds;

// A point in UTC time, in milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};

inline Instant operator+(Instant at, Duration by) {
  return {at.ms + by.count()};
}
inline Duration operator-(Instant later, Instant earlier) {
  return Duration(later.ms - earlier.ms);
}

// RFC 3339, UTC, whole seconds: 2026-02-03T10:00:00Z.
std::string to_rfc3339(Instant at);
// Accepts fractions and offsets; nothing else.
std::optional<Instant> parse_rfc3339(std::string_view text);

// "500ms", "30s", "45m", "6h", "30d"; no blanks, no sign, no fraction.
std::optional<Duration> parse_duration(std::string_view text);
// For people: 850ms, 3.2s, 41s, 12m05s, 6h03m.
std::string format_duration(Duration duration);

}  // namespace reeve
