// From which commit a task's work starts.
#include "git/accepted_commits.h"
#include "repository_world.h"
#include "support/text.h"

using reeve::git::RepositoryWorld;
using reeve::git::trailers_of;

namespace {

// A task done: worked on, its branch pushed, its commit recorded on the tracked branch.
std::string finish(RepositoryWorld& world, const std::string& id, const std::string& file,
                   const std::string& text = "work", const std::vector<std::string>& dependencies = {}) {
  auto workspace = world.prepare(id, "", dependencies);
  auto tip = world.work(workspace, file, text);
  world.in_top("git push -q origin reeve/" + id);
  world.accept(id, tip);
  return tip;
}

}  // namespace

TEST_CASE("trailers are the last paragraph, if all of it is trailers") {
  auto trailers =
      trailers_of("subject\n\nbody: not one\n\nReeve-Task: A-1\nReeve-Status: done\n and more\n\n");
  REQUIRE(trailers.size() == 2);
  CHECK(trailers[0].value == "A-1");
  CHECK(trailers[1].value == "done and more");
  CHECK(trailers_of("Reeve-Task: A-1").empty());
  CHECK(trailers_of("subject\n\nReeve-Task: A-1\n\nthe end").empty());
  CHECK(trailers_of("subject\n\nReeve-Task: A-1\nprose that follows").empty());
  CHECK(trailers_of("subject\n\n(cherry picked from commit 1)\nReeve-Task: A-1").size() == 1);
  CHECK(trailers_of("").empty());
}

TEST_CASE("dependencies merged into the tracked branch: the base is its tip") {
  RepositoryWorld world;
  finish(world, "A-1", "a");
  world.in_top("git merge -q --no-edit reeve/A-1 && git push -q");
  auto workspace = world.prepare("B-1", "", {"A-1"});
  CHECK(workspace.base == world.in_top("git rev-parse main"));
  CHECK(workspace.base_ref == "main");
}

TEST_CASE("a dependency that is not merged is the base, and the one that contains the others") {
  RepositoryWorld world;
  auto first = finish(world, "A-1", "a");
  auto second = finish(world, "A-2", "b", "work", {"A-1"});
  CHECK(world.prepare("B-1", "", {"A-1"}).base == first);
  auto workspace = world.prepare("B-2", "", {"A-1", "A-2"});
  CHECK(workspace.base == second);
  CHECK(workspace.base_ref == "A-2's commit");
  CHECK(world.sh(workspace.path, "ls a b") == "a\nb");
}

TEST_CASE("dependencies side by side are merged in memory, and a restart finds the same base") {
  RepositoryWorld world;
  auto one = finish(world, "A-1", "a"), two = finish(world, "A-2", "b"), three = finish(world, "A-3", "c");
  auto workspace = world.prepare("B-1", "", {"A-1", "A-2", "A-3"});
  CHECK(mentions(workspace.base_ref, "A-1, A-2, A-3"));
  CHECK(world.sh(workspace.path, "ls a b c; git status --porcelain") == "a\nb\nc");
  for (const auto& oid : {one, two, three}) CHECK(*world.objects().is_ancestor(oid, workspace.base));
  CHECK(world.prepare("B-1", "", {"A-1", "A-2", "A-3"}).base == workspace.base);

  // Work goes on elsewhere meanwhile: the base of this branch stays.
  world.work(workspace, "mine");
  world.in_top("echo on >>code.txt && git commit -qam on && git push -q");
  CHECK(world.prepare("B-1", "", {"A-1", "A-2", "A-3"}).base == workspace.base);
  world.in_top("git worktree remove -f -f '" + workspace.path + "' && git branch -qD reeve/B-1");
  CHECK(world.prepare("B-1", "", {"A-1", "A-2", "A-3"}).base == workspace.base);
}

TEST_CASE("a worker cannot move its base by a commit that looks like reeve's merge") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.work(workspace, "reeve.json", "{\"gates\":[]}");
  world.sh(workspace.path,
           "tip=$(git rev-parse HEAD) && GIT_COMMITTER_DATE=\"$(git log -1 --format=%ct) +0000\" "
           "GIT_AUTHOR_DATE=\"$(git log -1 --format=%ct) +0000\" GIT_COMMITTER_NAME=reeve "
           "GIT_COMMITTER_EMAIL=reeve@localhost "
           "GIT_AUTHOR_NAME=reeve GIT_AUTHOR_EMAIL=reeve@localhost git commit-tree -p $tip -p main -m "
           "\"Base of several tasks' commits\n\nMade by reeve, in memory, for a task that depends on all of "
           "them.\" "
           "HEAD^{tree} >../forged && git reset -q --keep $(cat ../forged)");
  CHECK(world.prepare("A-1").base == workspace.base);
}

TEST_CASE("dependencies that conflict block the task, and both are named") {
  RepositoryWorld world;
  finish(world, "A-1", "code.txt", "left");
  finish(world, "A-2", "code.txt", "right");
  auto failed = world.prepare_fails("B-1", "", {"A-1", "A-2"});
  CHECK(failed.blocker);
  CHECK(mentions(failed.error.message, "A-1"));
  CHECK(mentions(failed.error.message, "A-2"));
  CHECK(mentions(failed.error.message, "code.txt"));
  CHECK(world.in_top("git branch --list reeve/B-1").empty());

  // A hand merges them on a branch, as the hint says: that is continued.
  world.in_top(
      "git switch -q -c merged reeve/A-1 && git merge -q -s ours --no-edit reeve/A-2 && git switch -q main");
  CHECK(world.prepare("B-1", "merged", {"A-1", "A-2"}).branch == "merged");
}

TEST_CASE("the newest verdict of a task counts, and only commits that change the table record one") {
  RepositoryWorld world;
  auto old = finish(world, "A-1", "a");
  auto workspace = world.prepare("A-1");
  auto redone = world.work(workspace, "a", "better");
  world.accept("A-1", redone);
  CHECK(world.prepare("B-1", "", {"A-1"}).base == redone);

  // A commit of code with such trailers records nothing.
  world.in_top(
      "echo x >>code.txt && git commit -qam x -m 'Reeve-Task: A-1\nReeve-Status: done\nReeve-Commit: " + old +
      "' && git push -q");
  CHECK(world.prepare("B-2", "", {"A-1"}).base == redone);
}

TEST_CASE("verdicts that a rewound branch lost are forgotten") {
  RepositoryWorld world;
  auto& repository = world.repository();
  auto prepare = [&](const std::string& id) {
    repository.prepare({world.run, id, "", {"A-1"}});
    return world.expect<reeve::run::event::WorkspaceReady>().workspace;
  };
  auto start = world.in_top("git rev-parse main");
  auto tip = world.work(prepare("A-1"), "a");
  world.accept("A-1", tip);
  CHECK(prepare("B-1").base == tip);
  world.sh("remote.git", "git update-ref refs/heads/main " + start);
  world.in_top("git fetch -q");
  CHECK(prepare("B-2").base == start);
}

TEST_CASE("an accepted commit that is not here is fetched; one that is nowhere blocks the task") {
  RepositoryWorld world;
  world.rival(
      "git checkout -q -b reeve/A-1 && echo a >a && git add a && git commit -q -m a && git push -q origin "
      "reeve/A-1");
  auto tip = world.sh("rival", "git rev-parse HEAD");
  world.accept("A-1", tip);
  CHECK(world.prepare("B-1", "", {"A-1"}).base == tip);

  world.accept("A-2", std::string(40, 'e'));
  auto failed = world.prepare_fails("B-2", "", {"A-2"});
  CHECK(failed.blocker);
  CHECK(mentions(failed.error.message, "depends on A-2, whose accepted commit eeee"));
}

TEST_CASE("a dependency without a record counts as contained") {
  RepositoryWorld world;
  CHECK(world.prepare("B-1", "", {"A-9"}).base_ref == "main");
}

TEST_CASE("on a branch that tasks share, each one's part begins where the one before ended") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1", "feature");
  auto tip = world.work(workspace, "a");
  world.in_top("git push -q origin feature");
  world.accept("A-1", tip);
  REQUIRE(world.repository().discard(workspace).ok());
  auto next = world.prepare("A-2", "feature");
  CHECK(next.base == tip);
  CHECK_FALSE(world.inspect(next).changed);
}

TEST_CASE("workspace.base: a branch of the remote, a name with the remote, or nothing that exists") {
  RepositoryWorld world;
  world.rival(
      "git checkout -q -b develop && echo dev >dev.txt && git add dev.txt && git commit -q -m dev && git "
      "push -q origin develop");
  world.options.base = "develop";
  CHECK(world.sh(world.prepare("A-1").path, "cat dev.txt") == "dev");
  world.options.base = "origin/develop";
  CHECK(world.sh(world.prepare("A-2").path, "cat dev.txt") == "dev");
  world.options.base = "nowhere";
  auto failed = world.prepare_fails("A-3");
  CHECK_FALSE(failed.blocker);
  CHECK(mentions(failed.error.hint, "workspace.base"));
}
