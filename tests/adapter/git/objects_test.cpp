// What the object library answers, compared with git's own answers.
#include <algorithm>

#include "source_world.h"

using namespace source_world;

namespace {

std::unique_ptr<reeve::git::Objects> open(const SourceWorld& world,
                                          const std::string& git_dir = "mine/.git") {
  auto opened = reeve::git::open_objects(world.path + "/" + git_dir);
  INFO((opened ? "" : opened.error().message));
  REQUIRE(opened);
  return *std::move(opened);
}

}  // namespace

TEST_CASE("the paths that differ are those that git names") {
  SourceWorld world;
  world.sh(
      "cd mine && mkdir -p a/b c && echo 1 > a/b/one && echo 2 > a/b/two && echo 3 > c/three && echo 4 > "
      "swap && "
      "git add . && git commit -qm one");
  world.sh(
      "cd mine && echo x > a/b/one && rm a/b/two && git mv c d && chmod +x code.txt && rm swap && mkdir swap "
      "&& "
      "echo 5 > swap/five && git add -A && git commit -qm two");
  auto objects = open(world);
  auto changes = objects->changes(world.git("rev-parse HEAD~1"), world.git("rev-parse HEAD"), 100);
  REQUIRE(changes);
  std::vector<std::string> paths;
  for (const auto& change : *changes) paths.push_back(change.path);
  std::ranges::sort(paths);
  CHECK(reeve::join(paths, "\n") == world.git("diff --no-renames --name-only HEAD~1 HEAD | LC_ALL=C sort"));
  CHECK(objects->changes("", world.git("rev-parse HEAD"), 3)->size() == 3);
}

TEST_CASE("a ref moves only from where it is expected") {
  SourceWorld world;
  auto objects = open(world);
  const auto first = world.git("rev-parse HEAD");
  const auto second = world.git("commit-tree -p HEAD -m two HEAD^{tree}");
  CHECK(*objects->swap_ref("refs/heads/new", "", first, "made"));
  CHECK_FALSE(*objects->swap_ref("refs/heads/new", "", second, "again"));
  CHECK_FALSE(*objects->swap_ref("refs/heads/new", second, first, "wrong"));
  CHECK(*objects->swap_ref("refs/heads/new", first, second, "moved"));
  CHECK(world.git("rev-parse new") == second);
}

TEST_CASE("repositories that libgit2 cannot read are told with the reason") {
  SourceWorld world;
  world.sh("git init -q --object-format=sha256 other");
  auto opened = reeve::git::open_objects(world.path + "/other/.git");
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == reeve::ErrorKind::repository);
  CHECK(mentions(opened.error().message, "format"));  // "objectformat", or "unknown object format"
  CHECK(mentions(opened.error().hint, "SHA-1"));
}

TEST_CASE("extensions that change neither objects nor refs are no obstacle") {
  SourceWorld world;
  world.sh(
      "cd mine && git config core.repositoryformatversion 1 && git config extensions.worktreeConfig true && "
      "git config extensions.partialClone origin");
  CHECK(*open(world)->resolve("refs/heads/main") == world.git("rev-parse main"));
}
