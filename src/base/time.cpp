#include "reeve/base/time.h"

#include <charconv>
#include <cstdio>

namespace reeve {
namespace {

constexpr std::int64_t kSecond = 1'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kDurationMax = 36'500 * kDay;

// Takes `count` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count || text.substr(0, count).find_first_not_of("0123456789") != text.npos)
    return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == any_of.npos) return false;
  text.remove_prefix(1);
  return true;
}

// Two numbers of two digits with ':' between.
std::optional<std::int64_t> take_hours_minutes(std::string_view& text) {
  auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return *hours * kHour + *minutes * kMinute;
}

std::optional<std::int64_t> take_date(std::string_view& text) {
  auto year = take_digits(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  auto month = take_digits(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  std::chrono::year_month_day date{std::chrono::year(*year),
                                   std::chrono::month(static_cast<unsigned>(*month)),
                                   std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * kDay;
}

// ".123456": whole milliseconds, the rest dropped. Without a point zero.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return 0;
  std::int64_t ms = 0, unit = 100;
  auto first = take_digits(text, 1);
  if (!first) return std::nullopt;
  for (auto digit = first; digit; digit = take_digits(text, 1), unit /= 10) ms += *digit * unit;
  return ms;
}

std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return 0;
  bool negative = text.starts_with('-');
  if (!take(text, "+-")) return std::nullopt;
  auto offset = take_hours_minutes(text);
  if (offset && negative) offset = -*offset;
  return offset;
}

std::optional<std::int64_t> unit_named(std::string_view name) {
  if (name == "ms") return 1;
  if (name == "s") return kSecond;
  if (name == "m") return kMinute;
  if (name == "h") return kHour;
  if (name == "d") return kDay;
  return std::nullopt;
}

template <class... Values>
std::string printed(const char* format, Values... values) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, values...);
  return buffer;
}

}  // namespace

std::string to_rfc3339(Instant at) {
  namespace chrono = std::chrono;
  chrono::sys_time<Duration> time{Duration(at.ms)};
  auto day = chrono::floor<chrono::days>(time);
  chrono::year_month_day date(day);
  chrono::hh_mm_ss clock(chrono::floor<chrono::seconds>(time - day));
  return printed("%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()), unsigned(date.month()),
                 unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()),
                 int(clock.seconds().count()));
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  auto date = take_date(text);
  if (!date || !take(text, "Tt")) return std::nullopt;
  auto clock = take_hours_minutes(text);
  if (!clock || !take(text, ":")) return std::nullopt;
  auto seconds = take_digits(text, 2);
  // 60 is a leap second: RFC 3339, section 5.6. It counts as the first of the next minute.
  if (!seconds || *seconds > 60) return std::nullopt;
  auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Instant{*date + *clock + *seconds * kSecond + *fraction - *offset};
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  std::int64_t count = 0;
  const char* text_end = text.data() + text.size();
  auto [end, failure] = std::from_chars(text.data(), text_end, count);
  if (failure != std::errc()) return std::nullopt;
  auto unit = unit_named(std::string_view(end, static_cast<std::size_t>(text_end - end)));
  if (!unit || count > kDurationMax / *unit) return std::nullopt;
  return Duration(count * *unit);
}

std::string format_duration(Duration duration) {
  long long ms = duration.count();
  if (ms < 0) return "-" + format_duration(ms == Duration::min().count() ? Duration::max() : -duration);
  if (ms < kSecond) return printed("%lldms", ms);
  if (ms < 10 * kSecond && ms % kSecond >= 100)
    return printed("%lld.%llds", ms / kSecond, ms % kSecond / 100);
  if (ms < kMinute) return printed("%llds", ms / kSecond);
  if (ms < kHour) return printed("%lldm%02llds", ms / kMinute, ms % kMinute / kSecond);
  return printed("%lldh%02lldm", ms / kHour, ms % kHour / kMinute);
}

}  // namespace reeve
