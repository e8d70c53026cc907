#include <set>
#include <unistd.h>

#include "world.h"

using namespace world;
namespace os = reeve::os;

TEST_CASE("git's own variables are not handed on, everything else is") {
  ::setenv("GIT_DIR", "/elsewhere/.git", 1);
  ::setenv("GIT_INDEX_FILE", "/elsewhere/index", 1);
  ::setenv("GIT_CONFIG_COUNT", "0", 1);
  ::setenv("GIT_DIRECTION", "kept", 1);
  auto environment = os::environment_without_git();
  CHECK_FALSE(os::variable_in(environment, "GIT_DIR"));
  CHECK_FALSE(os::variable_in(environment, "GIT_INDEX_FILE"));
  CHECK(os::variable_in(environment, "GIT_CONFIG_COUNT") == "0");
  CHECK(os::variable_in(environment, "GIT_DIRECTION") == "kept");
  CHECK(os::variable_in(environment, "PATH") == std::string(std::getenv("PATH")));
  for (const char* name : {"GIT_DIR", "GIT_INDEX_FILE", "GIT_CONFIG_COUNT", "GIT_DIRECTION"})
    ::unsetenv(name);
}

TEST_CASE("random bits differ") {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 100; ++i) seen.insert(os::random_bits());
  CHECK(seen.size() == 100);
}

TEST_CASE("the program knows where it is, and finds its keeper there") {
  auto path = os::program_path();
  REQUIRE(path);
  CHECK(std::filesystem::equivalent(*path, "/proc/self/exe"));
  CHECK(os::keeper_path().ok());
  CHECK_FALSE(os::host_name().empty());
}

TEST_CASE("a pipe is no terminal") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  CHECK_FALSE(os::is_terminal(ends[1]));
  CHECK_FALSE(os::terminal_size(ends[1]));
  ::close(ends[0]);
  ::close(ends[1]);
}
