// What a run that ended long ago left in the repository: its kept refs go, its branch only if it is pushed.
#include "repository_world.h"

namespace event = reeve::run::event;
using reeve::RunId;
using reeve::git::RepositoryWorld;

namespace {

RunId run_named(const char* id) {
  return *RunId::parse(id);
}

std::string branches(RepositoryWorld& world) {
  return world.in_top("git for-each-ref --format='%(refname:short)' refs/heads/reeve/");
}

// A-1's worker has worked, and its worktree is gone.
std::string left_behind(RepositoryWorld& world, bool pushed) {
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  if (pushed) {
    world.push(workspace, tip);
    world.expect<event::BranchPushed>();
  }
  REQUIRE(world.repository().keep(world.run, workspace).ok());
  auto reason = world.repository().discard(workspace);
  REQUIRE(reason.ok());
  REQUIRE(reason->empty());
  return tip;
}

}  // namespace

TEST_CASE("the kept refs of these runs go, those of others stay") {
  RepositoryWorld world;
  for (const char* run : {"aaaaaaaa", "bbbbbbbb", "cccccccc"}) {
    world.run = run_named(run);
    auto workspace = world.prepare(std::string("T-") + run);
    world.work(workspace, "new.txt", run);
    REQUIRE(world.repository().keep(world.run, workspace).ok());
  }
  auto forgotten = world.repository().forget({{run_named("aaaaaaaa"), ""}, {run_named("cccccccc"), ""}});
  REQUIRE(forgotten.ok());
  CHECK(world.in_top("git for-each-ref --format='%(refname)' refs/reeve/kept | cut -d/ -f4") == "bbbbbbbb");
  CHECK(world.repository().forget({{run_named("aaaaaaaa"), ""}}).ok());
  CHECK(world.repository().forget({}).ok());
}

TEST_CASE("a branch goes that is on the remote as it is here, also from packed refs, with its reflog") {
  RepositoryWorld world;
  world.in_top("git config core.logAllRefUpdates always");
  auto tip = left_behind(world, true);
  SECTION("loose") {}
  SECTION("packed") {
    world.in_top("git pack-refs --all");
  }
  REQUIRE(world.repository().forget({{world.run, "reeve/A-1"}}).ok());
  CHECK(branches(world).empty());
  CHECK(world.in_top("ls .git/logs/refs/heads").find("reeve") == std::string::npos);
  CHECK(world.in_top("git rev-parse refs/remotes/origin/reeve/A-1") == tip);
  CHECK(world.sh("remote.git", "git rev-parse refs/heads/reeve/A-1") == tip);
}

TEST_CASE("a branch that was merged goes; one that is only here stays") {
  RepositoryWorld world;
  SECTION("merged") {
    left_behind(world, false);
    world.in_top("git merge -q reeve/A-1 && git push -q origin main");
    REQUIRE(world.repository().forget({{world.run, "reeve/A-1"}}).ok());
    CHECK(branches(world).empty());
  }
  SECTION("not pushed") {
    left_behind(world, false);
    REQUIRE(world.repository().forget({{world.run, "reeve/A-1"}}).ok());
    CHECK(branches(world) == "reeve/A-1");
    CHECK(world.in_top("git for-each-ref refs/reeve").empty());
  }
  SECTION("gone on since") {
    left_behind(world, true);
    world.in_top("git branch -f reeve/A-1 $(git commit-tree -p reeve/A-1 -m mine reeve/A-1^{tree})");
    REQUIRE(world.repository().forget({{world.run, "reeve/A-1"}}).ok());
    CHECK(branches(world) == "reeve/A-1");
  }
  SECTION("checked out by somebody") {
    left_behind(world, true);
    world.in_top("git worktree add -q ../look reeve/A-1");
    REQUIRE(world.repository().forget({{world.run, "reeve/A-1"}}).ok());
    CHECK(branches(world) == "reeve/A-1");
  }
  SECTION("the tracked branch itself") {
    world.in_top("git switch -q --detach");
    REQUIRE(world.repository().forget({{world.run, "main"}}).ok());
    CHECK(world.in_top("git rev-parse main") == world.in_top("git rev-parse origin/main"));
  }
}

TEST_CASE("without a remote a branch stays unless it was merged") {
  RepositoryWorld world(RepositoryWorld::Remote::none);
  left_behind(world, false);
  REQUIRE(world.repository().forget({{world.run, "reeve/A-1"}}).ok());
  CHECK(branches(world) == "reeve/A-1");
  world.in_top("git merge -q reeve/A-1");
  REQUIRE(world.repository().forget({{world.run, "reeve/A-1"}}).ok());
  CHECK(branches(world).empty());
}

TEST_CASE("why a worktree stays can be asked without removing it") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  CHECK(*world.repository().reason_to_stay(workspace) == "");
  world.sh(workspace.path, "echo left >left.txt");
  CHECK(*world.repository().reason_to_stay(workspace) == "it has uncommitted changes: left.txt");
  CHECK(world.files().exists(workspace.path + "/left.txt"));
}
