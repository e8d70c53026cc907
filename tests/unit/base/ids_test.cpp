#include "reeve/base/ids.h"

#include <set>

#include "support/catch.h"

using namespace std::string_literals;

namespace reeve {

TEST_CASE("a run id is eight base-32 letters, and nothing else is one") {
  RunId id = RunId::from_random(0x123456789abcdefull);
  CHECK(id.text().size() == 8);
  CHECK(RunId::parse(id.text()) == id);
  CHECK(RunId::from_random(0).text() == "aaaaaaaa");
  CHECK_FALSE(RunId::parse("aaaaaaa"));
  CHECK_FALSE(RunId::parse("aaaaaaaaa"));
  CHECK_FALSE(RunId::parse("AAAAAAAA"));
  CHECK_FALSE(RunId::parse("aaaaaaa1"));
  CHECK(RunId().empty());
}

TEST_CASE("an agent cell names its run") {
  RunId run = RunId::from_random(42);
  CHECK(run_of_agent(agent_text("claude", run)) == run);
  CHECK(run_of_agent(agent_text("team/claude", run)) == run);
  CHECK_FALSE(run_of_agent("claude"));
  CHECK_FALSE(run_of_agent("claude/someone"));
  CHECK_FALSE(run_of_agent(""));
}

TEST_CASE("a ref name is what git takes below refs/heads") {
  for (auto name : {"main", "task/A-1", "a.b", "a./b", "-x", "@", "x@y", "日本"}) {
    INFO(name);
    CHECK(is_ref_name(name));
  }
  for (auto name : {"",   "/",    "a//b", "/a",     "a/",       "..",   "../a", "a/../b", "a..b",
                    ".a", "a/.b", "a.",   "a.lock", "a.lock/b", "a b",  "a\tb", "a\x7f",  "a~1",
                    "a^", "a:b",  "a?",   "a*",     "a[b",      "a\\b", "a@{1}"}) {
    INFO(name);
    CHECK_FALSE(is_ref_name(name));
  }
}

TEST_CASE("an id that is a good name stays as it is") {
  for (auto id : {"A-1", "P0-S4", "42", "a_b.c"}) CHECK(safe_name(id) == id);
}

TEST_CASE("ids that look alike once made safe keep apart") {
  std::vector<std::string> ids = {
      "A/1",      "A-1",  "A 1",  "A\n1",  "A..1",   ".A-1", "-A-1", "A-1.",
      "A-1.lock", "日本", "한글", "../..", "A-1\0"s, "",     ".",    std::string(300, 'x'),
      "--",       "A@{1}"};
  ids.push_back(std::string(301, 'x'));
  std::set<std::string> names;
  for (const auto& id : ids) names.insert(safe_name(id));
  CHECK(names.size() == ids.size());
}

TEST_CASE("a safe name is one that git takes as part of a branch, whatever the id") {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  for (const auto& id : {bytes, "a..b"s, "x.lock"s, "a.lock.lock"s, "-rf"s, "@"s, "a/../b"s, "."s, ""s,
                         std::string(99, 'a') + ".lock", std::string(5'000, '.')}) {
    std::string name = safe_name(id);
    INFO(name);
    CHECK_FALSE(name.empty());
    CHECK(name.size() <= 100);
    CHECK(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
          name.npos);
    CHECK(name.find("..") == name.npos);
    CHECK(name.front() != '-');
    CHECK(name.front() != '.');
    CHECK_FALSE(name.ends_with('.'));
    CHECK_FALSE(name.ends_with(".lock"));
  }
}

TEST_CASE("a UUID says that it is a random one, and keeps the bits") {
  CHECK(uuid_from_random(0, 0) == "00000000-0000-4000-8000-000000000000");
  CHECK(uuid_from_random(~0ull, ~0ull) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
  CHECK(uuid_from_random(0x0123456789abcdef, 0x0123456789abcdef) == "01234567-89ab-4def-8123-456789abcdef");
}

}  // namespace reeve
