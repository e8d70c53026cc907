#include "reeve/base/time.h"

#include "support/catch.h"

using namespace std::chrono_literals;

namespace reeve {

TEST_CASE("instants are written as RFC 3339 in UTC, whole seconds") {
  CHECK(to_rfc3339({0}) == "1970-01-01T00:00:00Z");
  CHECK(to_rfc3339({1'770'112'800'999}) == "2026-02-03T10:00:00Z");
  CHECK(to_rfc3339({-1}) == "1969-12-31T23:59:59Z");
  CHECK(to_rfc3339({1'709'164'800'000}) == "2024-02-29T00:00:00Z");
}

TEST_CASE("what was written is read back, with fractions and offsets too") {
  CHECK(parse_rfc3339("2026-02-03T10:00:00Z") == Instant{1'770'112'800'000});
  CHECK(parse_rfc3339("2026-02-03T10:00:00.25Z") == Instant{1'770'112'800'250});
  CHECK(parse_rfc3339("2026-02-03T10:00:00.123456789Z") == Instant{1'770'112'800'123});
  CHECK(parse_rfc3339("2026-02-03T12:00:00+02:00") == Instant{1'770'112'800'000});
  CHECK(parse_rfc3339("2026-02-03T04:30:00-05:30") == Instant{1'770'112'800'000});
  CHECK(parse_rfc3339("2016-12-31T23:59:60Z") == parse_rfc3339("2017-01-01T00:00:00Z"));
}

TEST_CASE("what is no instant is refused") {
  for (auto text :
       {"", "2026-02-03", "2026-02-03 10:00:00Z", "2026-02-03T10:00:00", "2026-02-30T10:00:00Z",
        "2026-13-01T10:00:00Z", "2026-02-03T24:00:00Z", "2026-02-03T10:60:00Z", "2026-02-03T10:00Z",
        "2026-02-03T10:00:00.Z", "2026-02-03T10:00:00Z ", "2026-02-03T10:00:00+0200", "x"})
    CHECK_FALSE(parse_rfc3339(text));
}

TEST_CASE("durations have one number and one unit") {
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("30s") == 30s);
  CHECK(parse_duration("45m") == 45min);
  CHECK(parse_duration("6h") == 6h);
  CHECK(parse_duration("30d") == 720h);
  CHECK(parse_duration("0s") == 0ms);
  for (auto text : {"", "s", "30", "30 s", "-30s", "+30s", "1.5h", "1h30m", "30S", "30sec",
                    "99999999999999999d", "9223372036854775807h"})
    CHECK_FALSE(parse_duration(text));
}

TEST_CASE("durations are shown as briefly as they can be compared") {
  CHECK(format_duration(850ms) == "850ms");
  CHECK(format_duration(3s) == "3s");
  CHECK(format_duration(3'290ms) == "3.2s");
  CHECK(format_duration(9'999ms) == "9.9s");
  CHECK(format_duration(41s) == "41s");
  CHECK(format_duration(12min + 5s) == "12m05s");
  CHECK(format_duration(6h + 3min + 59s) == "6h03m");
  CHECK(format_duration(0ms) == "0ms");
  CHECK(format_duration(-41s) == "-41s");
  CHECK(format_duration(Duration::min()).front() == '-');
}

}  // namespace reeve
