// What is remembered of sessions: read back as it was, bounded, harmless when it is broken.
#include "app/session_folder.h"

#include <filesystem>
#include <fstream>

#include "support/catch.h"

#include "reeve/os/files.h"

namespace reeve::app {
namespace {

struct Place {
  Place() { std::filesystem::remove_all(path); }
  ~Place() { std::filesystem::remove_all(path); }
  std::string path = (std::filesystem::temp_directory_path() / "reeve-session-folder").string();
  std::unique_ptr<port::Files> files = os::make_files();
};

std::size_t count_in(const std::string& folder) {
  auto entries = std::filesystem::directory_iterator(folder);
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

const Instant kLater{4'000'000'000'000};  // later than any file
constexpr Duration kForEver = std::chrono::hours(24 * 365 * 200);

}  // namespace

TEST_CASE("notes and gauge come back as they were") {
  Place place;
  SessionFolder folder(*place.files, place.path, "s-1");
  CHECK(folder.notes() == SessionNotes{});
  CHECK(!folder.gauge());
  SessionNotes notes{"opus[1m]",  true, {"1 2 3", 2, "all is done"}, 0.7, {{"a1", 1}, {"a2", 2}},
                     "rate_limit"};
  REQUIRE(folder.record(notes));
  CHECK(folder.notes() == notes);
  SessionGauge gauge{{84'000, 200'000}, {{"5h", 0.42, {1'795'190'000'000}}}};
  REQUIRE(folder.record(gauge));
  CHECK(folder.gauge()->context == gauge.context);
  CHECK(folder.gauge()->limits[0].resets_at == gauge.limits[0].resets_at);
  // Another session's are its own, whatever its id looks like.
  SessionFolder other(*place.files, place.path, "../s-1");
  CHECK(other.notes() == SessionNotes{});
  REQUIRE(other.record(notes));
  CHECK(count_in(place.path + "/sessions") == 3);
}

TEST_CASE("broken notes are as if there were none") {
  Place place;
  SessionFolder folder(*place.files, place.path, "s-1");
  REQUIRE(folder.record(SessionNotes{}));
  for (const char* text : {"", "[]", "{\"holds\":\"x\",\"reminded\":5,\"model\":[1]}", "{", "\xff"}) {
    std::ofstream(folder.file(".json")) << text;
    std::ofstream(folder.file(".gauge.json")) << text;
    CHECK(folder.notes() == SessionNotes{});
    CHECK((!folder.gauge() || folder.gauge()->limits.empty()));
  }
}

TEST_CASE("what is past its time goes, and the oldest beyond what there may be") {
  Place place;
  SessionFolder folder(*place.files, place.path, "s-1");
  REQUIRE(folder.record(SessionNotes{}));
  for (std::size_t i = 0; i < SessionFolder::kFilesMax + 5; ++i)
    std::ofstream(place.path + "/sessions/" + std::to_string(i) + ".json") << "{}";
  folder.clean(kLater, kForEver);
  CHECK(count_in(place.path + "/sessions") == SessionFolder::kFilesMax);
  folder.clean(kLater, std::chrono::hours(1));
  CHECK(count_in(place.path + "/sessions") == 0);
}

}  // namespace reeve::app
