// Killed anywhere, right afterwards: a process is killed at each point of a publish, the next one heals it.
#include <csignal>
#include <unistd.h>

#include "source_world.h"

using namespace source_world;

namespace {

using Adjust = std::function<void(SourceOptions&)>;

// Publishes T1's claim in a process of its own that kills itself at `point`.
void publish_and_die_at(const SourceWorld& world, const std::string& point, const Adjust& adjust) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    Reeve reeve(world, adjust);
    reeve.observe();
    auto staged = reeve.source->stage({claim("T1")});
    ::setenv("REEVE_FAULT", point.c_str(), 1);
    reeve.source->publish();
    reeve.next();
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  INFO(point);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(WTERMSIG(status) == SIGKILL);
}

void check_healed(const SourceWorld& world, const Adjust& adjust) {
  Reeve reeve(world, adjust);
  auto observed = reeve.observe();
  if (!mentions(world.published(), "| T1 | in-progress"))
    observed.snapshot = reeve.publish({claim("T1")}).snapshot;
  CHECK(world.git("rev-parse main") == observed.snapshot.revision);
  CHECK(mentions(world.contents("mine/" + kFile), "| T1 | in-progress | one | w/abcdefgh |"));
  CHECK(world.status() == "");
  CHECK(reeve.notes.empty());
  world.check_sound();
}

const std::vector<std::string> kMovePoints = {"follow-after-record", "follow-before-ref", "follow-after-ref",
                                              "follow-after-file", "follow-after-index"};

}  // namespace

TEST_CASE("killed anywhere while publishing to a remote, the next start puts everything right") {
  auto points = kMovePoints;
  for (const auto* point : {"publish-before-push", "publish-after-push", "publish-after-tracking-ref"})
    points.push_back(point);
  for (const auto& point : points) {
    INFO(point);
    SourceWorld world;
    publish_and_die_at(world, point, {});
    check_healed(world, {});
    CHECK(world.sh("git -C remote.git rev-list --count main") == "2");
  }
}

TEST_CASE("killed anywhere while publishing without a remote, the next start puts everything right") {
  const Adjust without_remote = [](SourceOptions& options) { options.remote = ""; };
  for (const auto& point : kMovePoints) {
    INFO(point);
    SourceWorld world;
    world.sh("rm -rf remote.git && ln -s mine/.git remote.git");
    publish_and_die_at(world, point, without_remote);
    check_healed(world, without_remote);
    CHECK(world.git("rev-list --count main") == "2");
  }
}

TEST_CASE("killed while following a rival's other files too, the next start puts everything right") {
  for (const auto* point : {"follow-after-record", "follow-after-ref", "follow-after-tree"}) {
    INFO(point);
    SourceWorld world;
    // The clone knows the rival's commit only by name: its own branch is behind by two kinds of change.
    world.sh("cd rival && echo more >> code.txt && git commit -qam rival && git push -q");
    const Adjust stays = [](SourceOptions& options) { options.local_branch = LocalBranch::stays; };
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      { Reeve(world, stays).observe(); }
      ::setenv("REEVE_FAULT", point, 1);
      Reeve(world).observe();
      ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    check_healed(world, {});
    CHECK(world.contents("mine/code.txt") == "code\nmore\n");
  }
}

TEST_CASE("what cannot be healed while another reeve moves the branch is healed at the next look") {
  SourceWorld world;
  publish_and_die_at(world, "follow-after-ref", {});
  Reeve reeve(world);
  auto lock = reeve.files->lock(world.path + "/mine/.git/reeve/follow.lock", "a test");
  REQUIRE(lock);
  reeve.observe();
  CHECK_FALSE(mentions(world.contents("mine/" + kFile), "in-progress"));
  lock->reset();
  reeve.observe();
  CHECK(mentions(world.contents("mine/" + kFile), "| T1 | in-progress | one | w/abcdefgh |"));
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("what the user did after a crash is not healed away") {
  SourceWorld world;
  publish_and_die_at(world, "follow-after-ref", {});
  const auto edited = with(kTable, "| three |", "| three, and more |");
  world.write("mine/" + kFile, edited);
  Reeve reeve(world);
  reeve.observe();
  CHECK(world.contents("mine/" + kFile) == edited);
}
