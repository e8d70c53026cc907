// Files that git does not carry, from the main checkout into a worktree.
#include "git/worktree_copy.h"
#include "repository_world.h"
#include "support/text.h"

using reeve::git::RepositoryWorld;

TEST_CASE("workspace.copy: by globs, with modes, also what git does not ignore") {
  RepositoryWorld world;
  world.in_top(
      "echo '*.local' >.gitignore && git add .gitignore && git commit -qm ignore && git push -q && "
      "mkdir -p deep/er && echo a >deep/er/a.local && chmod 755 deep/er/a.local && echo b >not-ignored.cfg "
      "&& echo c >other.local");
  world.options.copy = {"deep/**", "*.cfg"};
  auto workspace = world.prepare("A-1");
  CHECK(world.sh(workspace.path, "ls *.cfg deep/er; ls | grep other || :; stat -c %a deep/er/a.local") ==
        "not-ignored.cfg\n\ndeep/er:\na.local\n755");
  // A copy is not the worker's dirt, its own files are.
  CHECK(world.inspect(workspace).violation.empty());
  world.sh(workspace.path, "echo mine >mine.cfg");
  CHECK(mentions(world.inspect(workspace).violation, "mine.cfg"));
}

TEST_CASE(".worktreeinclude: only what git ignores") {
  RepositoryWorld world;
  world.in_top(
      "printf '*.local\\n/cache/\\n' >.gitignore && printf '*.local\\nnotes.txt\\n!never.local\\n' "
      ">.worktreeinclude && "
      "git add . && git commit -qm ignore && git push -q && "
      "echo a >a.local && echo n >never.local && echo x >notes.txt && mkdir cache && echo c >cache/big");
  auto workspace = world.prepare("A-1");
  CHECK(world.sh(workspace.path, "ls -A | tr '\\n' ' '; git status --porcelain") ==
        ".git .gitignore .worktreeinclude a.local code.txt docs reeve.json");
}

TEST_CASE("copies never overwrite, and are made once") {
  RepositoryWorld world;
  world.in_top(
      "echo '*.local' >.gitignore && git add . && git commit -qm ignore && git push -q && echo one >a.local");
  world.options.copy = {"*.local"};
  auto workspace = world.prepare("A-1");
  world.sh(workspace.path, "echo changed >a.local");
  world.prepare("A-1");
  CHECK(world.sh(workspace.path, "cat a.local") == "changed");
  REQUIRE(world.repository().mark_set_up(workspace).ok());
  world.sh(workspace.path, "rm a.local");
  world.prepare("A-1");
  CHECK_FALSE(world.files().exists(workspace.path + "/a.local"));
}

TEST_CASE("links are copied as links if they stay inside; no copy leaves the worktree") {
  RepositoryWorld world;
  world.sh("", "mkdir outside && echo secret >outside/key");
  world.in_top(
      "printf '*.local\\nsub/\\n' >.gitignore && ln -s ../outside sub && git add -f .gitignore sub && git "
      "commit -qm link && git push -q && "
      "rm sub && mkdir sub && echo s >sub/s.local && echo a >a.local && ln -s a.local b.local && ln -s "
      "../outside/key c.local && ln -s /etc/passwd d.local");
  world.options.copy = {"*.local"};
  auto workspace = world.prepare("A-1");
  CHECK(world.sh(workspace.path, "readlink b.local; ls *.local | tr '\\n' ' '") ==
        "a.local\na.local b.local");
  CHECK(world.sh("", "ls outside") == "key");
  REQUIRE(world.notes().size() == 1);
  for (const std::string path : {"c.local", "d.local", "sub/s.local"})
    CHECK(mentions(world.notes()[0], path));
}

TEST_CASE("more than the bound is refused before anything is copied") {
  RepositoryWorld world;
  world.sh("", "mkdir from to && truncate -s 600M from/large");
  auto copied = reeve::git::copy_files(world.directory() + "/from", world.directory() + "/to", {"large"});
  REQUIRE_FALSE(copied.ok());
  CHECK(copied.error().kind == reeve::ErrorKind::config);
  CHECK(mentions(copied.error().message, "600 MiB"));
  CHECK(world.sh("", "ls to").empty());
}
