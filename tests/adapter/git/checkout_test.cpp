// Where a checkout stands.
#include "reeve/git/checkout.h"

#include <algorithm>

#include "repository_world.h"
#include "support/text.h"

#include "reeve/base/text.h"

using reeve::ErrorKind;
using reeve::git::RepositoryWorld;
using reeve::port::Difference;

namespace {

reeve::Result<reeve::port::CheckoutInfo> locate(RepositoryWorld& world, const std::string& where,
                                                const std::vector<std::string>& more = {}) {
  auto environment = world.environment();
  environment.insert(environment.end(), more.begin(), more.end());
  return reeve::git::make_git_checkout(world.loop(), environment)->locate(world.directory() + "/" + where);
}

reeve::Error refused(RepositoryWorld& world, const std::string& where) {
  auto found = locate(world, where);
  REQUIRE_FALSE(found.ok());
  CHECK(found.error().kind == ErrorKind::repository);
  CHECK_FALSE(found.error().hint.empty());
  return found.error();
}

}  // namespace

TEST_CASE("a checkout, seen from a directory below its top") {
  RepositoryWorld world;
  auto found = locate(world, "my repo/docs");
  REQUIRE(found.ok());
  CHECK(found->top == world.directory() + "/my repo");
  CHECK(found->git_dir == world.directory() + "/my repo/.git");
  CHECK(found->common_dir == found->git_dir);
  CHECK(found->branch == "main");
  CHECK(found->upstream_remote == "origin");
  CHECK(found->upstream_branch == "main");
  CHECK(found->operation.empty());
  CHECK(found->object_limit.empty());
  CHECK_FALSE(found->shallow);
}

TEST_CASE("a linked worktree, and a branch and a remote with slashes") {
  RepositoryWorld world;
  world.in_top(
      "git remote rename origin team/origin && git push -q team/origin main:release/one && "
      "git worktree add -q ../linked -b topic/a && git branch -q --set-upstream-to team/origin/release/one "
      "topic/a");
  auto found = locate(world, "linked");
  REQUIRE(found.ok());
  CHECK(found->git_dir == world.directory() + "/my repo/.git/worktrees/linked");
  CHECK(found->common_dir == world.directory() + "/my repo/.git");
  CHECK(found->branch == "topic/a");
  CHECK(found->upstream_remote == "team/origin");
  CHECK(found->upstream_branch == "release/one");
}

TEST_CASE("what is under way is named") {
  RepositoryWorld world;
  world.in_top(
      "git switch -q -c other && echo o >code.txt && git commit -qam o && git switch -q main && echo m "
      ">code.txt && git commit -qam m");
  SECTION("merge") {
    world.try_sh("my repo", "git merge -q other");
    CHECK(locate(world, "my repo")->operation == "merge");
  }
  SECTION("rebase") {
    world.try_sh("my repo", "git rebase -q other");
    auto found = locate(world, "my repo");
    CHECK(found->operation == "rebase");
    CHECK(found->branch.empty());
  }
}

TEST_CASE("a repository without a commit, and a shallow one, are fine") {
  RepositoryWorld world;
  world.sh("", "git init -q -b trunk fresh && git clone -q --depth 1 \"file://$PWD/remote.git\" shallow");
  auto fresh = locate(world, "fresh");
  REQUIRE(fresh.ok());
  CHECK(fresh->branch == "trunk");
  CHECK(fresh->upstream_branch.empty());
  auto shallow = locate(world, "shallow");
  REQUIRE(shallow.ok());
  CHECK(shallow->shallow);
  CHECK(shallow->upstream_branch == "main");
}

TEST_CASE("variables of a git hook do not lead to another repository") {
  RepositoryWorld world;
  auto found =
      locate(world, "my repo",
             {"GIT_DIR=" + world.directory() + "/remote.git", "GIT_WORK_TREE=/", "GIT_INDEX_FILE=/none"});
  REQUIRE(found.ok());
  CHECK(found->top == world.directory() + "/my repo");
}

TEST_CASE("places where nothing can be done say so, and what to do") {
  RepositoryWorld world;
  world.sh("", "mkdir nothing");
  CHECK(mentions(refused(world, "nothing").message, "no git repository"));
  CHECK(mentions(refused(world, "remote.git").message, "is bare"));
  CHECK(mentions(refused(world, "my repo/.git").message, "inside a git directory"));
  world.in_top("git config core.repositoryFormatVersion 1 && git config extensions.fromTheFuture true");
  auto unknown = refused(world, "my repo");
  CHECK(mentions(reeve::to_lower_ascii(unknown.message), "fromthefuture"));
  CHECK_FALSE(locate(world, "not there").ok());
}

TEST_CASE("a repository of another user: git's own advice") {
  RepositoryWorld world;
  if (!world.try_sh("my repo", "chown -R 12345 .").ok()) {
    WARN("skipped: files cannot be given to another user here");
    return;
  }
  auto error = refused(world, "my repo");
  CHECK(mentions(error.message, "another user"));
  CHECK(mentions(error.hint, "git config --global --add safe.directory"));
  CHECK(mentions(error.hint, "my repo"));
}

TEST_CASE("sha256: queries work, and what does not is named") {
  RepositoryWorld world;
  world.sh("", "git init -q --object-format=sha256 long && cd long && git commit -q --allow-empty -m first");
  auto found = locate(world, "long");
  REQUIRE(found.ok());
  CHECK(mentions(found->object_limit, "sha256"));
  CHECK(mentions(found->object_limit, "SHA-1 only"));
}

TEST_CASE("the work tree's file beside the published one") {
  RepositoryWorld world;
  auto checkout = reeve::git::make_git_checkout(world.loop(), world.environment());
  auto where = *checkout->locate(world.directory() + "/my repo");
  auto compare = [&](const std::string& file, const std::string& remote = "origin",
                     const std::string& branch = "main") {
    auto answer = checkout->compare(where, file, remote, branch);
    REQUIRE(answer.ok());
    return *answer;
  };
  CHECK(compare("docs/tasks.md") == Difference::same);
  CHECK(compare("docs/tasks.md", "") == Difference::same);
  CHECK(compare("docs/tasks.md", "origin", "gone") == Difference::unknown);
  world.in_top("echo more >>docs/tasks.md && echo new >'docs/other file.md'");
  CHECK(compare("docs/tasks.md") == Difference::differs);
  CHECK(compare("docs/other file.md") == Difference::not_published);
  world.in_top("git commit -qam local");
  CHECK(compare("docs/tasks.md") == Difference::differs);
  CHECK(compare("docs/tasks.md", "") == Difference::same);
  world.in_top("git rm -q --cached docs/tasks.md");
  CHECK(compare("docs/tasks.md", "") == Difference::same);
  world.in_top("rm docs/tasks.md");
  CHECK(compare("docs/tasks.md") == Difference::differs);
  world.in_top("mkdir docs/tasks.md");
  CHECK(compare("docs/tasks.md") == Difference::differs);
}

TEST_CASE("line endings of the work tree are no difference") {
  RepositoryWorld world;
  world.in_top("git config core.autocrlf true && rm docs/tasks.md && git checkout -q docs/tasks.md");
  auto checkout = reeve::git::make_git_checkout(world.loop(), world.environment());
  auto where = *checkout->locate(world.directory() + "/my repo");
  CHECK(world.in_top("grep -c \"$(printf '\\r')\" docs/tasks.md") == "3");
  CHECK(*checkout->compare(where, "docs/tasks.md", "origin", "main") == Difference::same);
}

TEST_CASE("the tracked branch by default, and the key to set where there is none") {
  RepositoryWorld world;
  auto info = *locate(world, "my repo");
  auto tracked = reeve::port::tracked_by_default(info, "origin");
  REQUIRE(tracked.ok());
  CHECK(tracked->branch == "main");
  CHECK(reeve::port::tracked_by_default(info, "")->branch == "main");
  CHECK(mentions(reeve::port::tracked_by_default(info, "backup").error().hint, "\"remote\""));
  info.upstream_branch.clear();
  CHECK(mentions(reeve::port::tracked_by_default(info, "origin").error().hint, "git push -u origin main"));
  info.branch.clear();
  auto detached = reeve::port::tracked_by_default(info, "origin");
  REQUIRE_FALSE(detached.ok());
  CHECK(mentions(detached.error().message, "detached"));
  CHECK(mentions(detached.error().hint, "\"branch\""));
}
