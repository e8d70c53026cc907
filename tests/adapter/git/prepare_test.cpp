#include <cstdlib>
#include <filesystem>

#include "repository_world.h"
#include "support/text.h"

#include "reeve/base/text.h"

namespace fs = std::filesystem;
using reeve::ErrorKind;
using reeve::git::RepositoryWorld;

TEST_CASE("a new task gets a branch on the published tip and a locked worktree of its own") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  CHECK(workspace.branch == "reeve/A-1");
  CHECK(workspace.path == world.directory() + "/my repo.worktrees/A-1");
  CHECK(workspace.base == world.in_top("git rev-parse origin/main"));
  CHECK(workspace.base_ref == "main");
  CHECK_FALSE(workspace.set_up);
  CHECK(world.sh(workspace.path, "git symbolic-ref HEAD; git status --porcelain; cat code.txt") ==
        "refs/heads/reeve/A-1\none");
  CHECK(mentions(world.in_top("git worktree list --porcelain"), "locked reeve works here"));
  CHECK(world.in_top("git status --porcelain; git branch --show-current") == "main");
}

TEST_CASE("an id that is no file name still gets a branch and a worktree inside the root") {
  RepositoryWorld world;
  auto workspace = world.prepare("../weird id: *");
  CHECK(fs::path(workspace.path).parent_path() == world.directory() + "/my repo.worktrees");
  CHECK(world.sh(workspace.path, "git branch --show-current") == workspace.branch);
}

TEST_CASE("a second prepare finds the worktree as it is, with the uncommitted work of an earlier attempt") {
  RepositoryWorld world;
  auto first = world.prepare("A-1");
  auto tip = world.work(first, "new.txt");
  world.sh(first.path, "echo half >half.txt; echo changed >>code.txt");
  auto again = world.prepare("A-1");
  CHECK(again.path == first.path);
  CHECK(again.base == first.base);
  CHECK(world.sh(again.path, "git rev-parse HEAD") == tip);
  CHECK(world.sh(again.path, "cat half.txt; tail -1 code.txt") == "half\nchanged");
}

TEST_CASE("set-up is remembered with the worktree") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  REQUIRE(world.repository().mark_set_up(workspace).ok());
  CHECK(world.prepare("A-1").set_up);
  CHECK(world.sh(workspace.path, "git status --porcelain").empty());
  world.in_top("git worktree remove -f -f '" + workspace.path + "'");
  CHECK_FALSE(world.prepare("A-1").set_up);
}

TEST_CASE("names that are no branch for work are the task's fault") {
  RepositoryWorld world;
  for (const std::string branch : {"--upload-pack=x", "HEAD", "main", "a..b", "@{-1}", "with blank", "-d"}) {
    auto failed = world.prepare_fails("A-1", branch);
    INFO(branch << ": " << failed.error.message);
    CHECK(failed.blocker);
    CHECK(mentions(failed.error.message, "'" + branch + "'"));
    CHECK_FALSE(failed.error.hint.empty());
  }
  CHECK(world.in_top("git for-each-ref --format='%(refname)' refs/heads") == "refs/heads/main");
}

TEST_CASE("a branch below an existing branch cannot be made, and it says which") {
  RepositoryWorld world;
  world.in_top("git branch reeve");
  auto failed = world.prepare_fails("A-1");
  CHECK(failed.blocker);
  CHECK(mentions(failed.error.message, "there is a branch 'reeve'"));
}

TEST_CASE("a branch that exists on the remote only is fetched and continued") {
  RepositoryWorld world;
  world.rival(
      "git checkout -q -b feature && echo theirs >theirs.txt && git add theirs.txt && git commit -q -m "
      "theirs && "
      "git push -q origin feature");
  auto start = world.in_top("git rev-parse main");
  auto workspace = world.prepare("A-1", "feature");
  CHECK(workspace.branch == "feature");
  CHECK(workspace.base == start);
  CHECK(world.sh(workspace.path, "cat theirs.txt") == "theirs");
}

TEST_CASE("a local branch that is behind the remote follows it, with and without a worktree") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.in_top("git push -q origin reeve/A-1");
  world.rival(
      "git checkout -q -b reeve/A-1 origin/reeve/A-1 && echo more >more.txt && git add more.txt && "
      "git commit -q -m more && git push -q origin HEAD");
  world.prepare("A-1");
  CHECK(world.sh(workspace.path, "git status --porcelain; cat more.txt") == "more");

  world.in_top("git worktree remove -f -f '" + workspace.path + "'");
  world.rival("echo again >more.txt && git commit -q -a -m again && git push -q origin HEAD");
  world.prepare("A-1");
  CHECK(world.sh(workspace.path, "git status --porcelain; cat more.txt") == "again");
}

TEST_CASE("a dirty worktree behind the remote is left as it is") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.in_top("git push -q origin reeve/A-1");
  world.rival(
      "git checkout -q -b reeve/A-1 origin/reeve/A-1 && echo two >>code.txt && git commit -q -a -m more && "
      "git push -q origin HEAD");
  world.sh(workspace.path, "echo mine >>code.txt");
  world.prepare("A-1");
  CHECK(world.sh(workspace.path, "cat code.txt") == "one\nmine");
}

TEST_CASE("a branch that is checked out elsewhere is the task's blocker, and it says where") {
  RepositoryWorld world;
  SECTION("in the user's own checkout") {
    world.in_top("git switch -q -c feature");
    auto failed = world.prepare_fails("A-1", "feature");
    CHECK(failed.blocker);
    CHECK(mentions(failed.error.message, world.directory() + "/my repo"));
  }
  SECTION("in another worktree") {
    world.in_top("git worktree add -q -b feature ../other");
    auto failed = world.prepare_fails("A-1", "feature");
    CHECK(failed.blocker);
    CHECK(mentions(failed.error.message, world.directory() + "/other"));
  }
  SECTION("being rebased in another worktree") {
    world.in_top("git worktree add -q -b feature ../other");
    world.sh("other",
             "echo a >>code.txt && git commit -qam a; git -c sequence.editor='sed -i s/pick/edit/' rebase -q "
             "-i HEAD~1");
    auto failed = world.prepare_fails("A-1", "feature");
    CHECK(failed.blocker);
    CHECK(mentions(failed.error.message, "other"));
  }
}

TEST_CASE("a foreign directory in the way stays, and the error names it") {
  RepositoryWorld world;
  world.sh("", "mkdir -p 'my repo.worktrees/A-1' && echo precious >'my repo.worktrees/A-1/file'");
  auto failed = world.prepare_fails("A-1");
  CHECK(failed.blocker);
  CHECK(mentions(failed.error.message, "my repo.worktrees/A-1 is in the way"));
  CHECK(world.sh("my repo.worktrees/A-1", "cat file") == "precious");

  world.sh("", "mkdir elsewhere && ln -s ../elsewhere 'my repo.worktrees/B-1'");
  CHECK(mentions(world.prepare_fails("B-1").error.message, "a symbolic link"));
  CHECK(world.sh("", "ls elsewhere").empty());
}

TEST_CASE("a root that cannot be made names the key to change") {
  RepositoryWorld world;
  world.sh("", "echo file >blocked");
  world.options.root = "../blocked/worktrees";
  auto failed = world.prepare_fails("A-1");
  CHECK_FALSE(failed.blocker);
  CHECK(mentions(failed.error.message, "/blocked/worktrees"));
  CHECK(mentions(failed.error.hint, "workspace.root"));
}

TEST_CASE("an unreachable remote is nobody's fault but the network's") {
  RepositoryWorld world;
  world.in_top("git remote set-url origin '" + world.directory() + "/gone.git'");
  auto failed = world.prepare_fails("A-1");
  CHECK_FALSE(failed.blocker);
  CHECK(failed.error.kind == ErrorKind::unreachable);
}

TEST_CASE("a worktree that the worker left on another branch is brought back if it is clean") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  SECTION("detached, with a commit that nothing else names") {
    world.sh(workspace.path, "git switch -q --detach && echo x >x && git add x && git commit -q -m lost");
    auto lost = world.sh(workspace.path, "git rev-parse HEAD");
    world.prepare("A-1");
    CHECK(world.sh(workspace.path, "git branch --show-current") == "reeve/A-1");
    CHECK(mentions(world.in_top("git for-each-ref --contains " + lost), "refs/reeve/kept/abcdefgh/"));
  }
  SECTION("dirty: it stays, and the error says so") {
    world.sh(workspace.path, "git switch -q -c elsewhere && echo y >>code.txt");
    auto failed = world.prepare_fails("A-1");
    CHECK(mentions(failed.error.message, "has uncommitted changes and is not on branch 'reeve/A-1'"));
    CHECK(world.sh(workspace.path, "tail -1 code.txt") == "y");
  }
}

TEST_CASE("a worktree whose directory was deleted by hand is made again") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  fs::remove_all(workspace.path);
  world.prepare("A-1");
  CHECK(world.sh(workspace.path, "git rev-parse HEAD; git status --porcelain") == tip);
}

TEST_CASE("a checkout that was killed half-way is finished") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto git_dir = world.sh(workspace.path, "git rev-parse --absolute-git-dir");
  SECTION("before the index was written") {
    world.sh("", "rm '" + git_dir + "/index' '" + workspace.path + "/code.txt'; printf o >'" +
                     workspace.path + "/reeve.json'");
  }
  SECTION("before HEAD was set") {
    world.sh("", "rm '" + git_dir + "/index'; rm -r '" + workspace.path + "'/*; printf '%040d\\n' 0 >'" +
                     git_dir + "/HEAD'");
  }
  SECTION("before the link was written") {
    world.sh("", "rm -r '" + git_dir + "/index' '" + workspace.path + "'; mkdir '" + workspace.path + "'");
  }
  world.prepare("A-1");
  CHECK(world.sh(workspace.path,
                 "git branch --show-current; git status --porcelain; cat code.txt reeve.json") ==
        "reeve/A-1\none\n{}");
}

TEST_CASE("prepare, in a process that is to be killed", "[.killed]") {
  RepositoryWorld world{std::string(std::getenv("REEVE_TEST_WORLD"))};
  world.options.copy = {"*.local"};
  world.prepare("A-1");
}

TEST_CASE("killed at any point, the next prepare ends well and copies are whole") {
  for (const std::string point :
       {"prepare-branch", "prepare-branch-made", "prepare-worktree-made", "prepare-copy", "prepare-ready"}) {
    INFO(point);
    RepositoryWorld world;
    world.in_top(
        "echo '*.local' >.gitignore && git add .gitignore && git commit -qm ignore && git push -q && echo "
        "secret >a.local");
    auto self = fs::read_symlink("/proc/self/exe").string();
    auto end = world.try_sh("", "export REEVE_TEST_WORLD='" + world.directory() + "' REEVE_FAULT=" + point +
                                    "; exec '" + self + "' '[.killed]'");
    REQUIRE(end.how == reeve::port::ProcessEnd::How::signaled);
    world.options.copy = {"*.local"};
    auto workspace = world.prepare("A-1");
    CHECK(workspace.base == world.in_top("git rev-parse main"));
    CHECK(world.sh(workspace.path, "git status --porcelain; cat a.local code.txt") == "secret\none");
    CHECK(world.in_top("git worktree list | wc -l") == "2");
  }
}

TEST_CASE("a post-checkout hook that fails is told, and stops nothing") {
  RepositoryWorld world;
  world.in_top(
      "printf '#!/bin/sh\\necho no luck >&2\\nexit 3\\n' >.git/hooks/post-checkout && chmod +x "
      ".git/hooks/post-checkout");
  auto workspace = world.prepare("A-1");
  CHECK(world.sh(workspace.path, "cat code.txt") == "one");
  REQUIRE(world.notes().size() == 1);
  CHECK(mentions(world.notes()[0], "no luck"));
}

TEST_CASE("a sparse checkout stays sparse in the worktree") {
  RepositoryWorld world;
  world.in_top(
      "mkdir big && echo big >big/file && git add big && git commit -qm big && git push -q && git "
      "sparse-checkout set docs");
  auto workspace = world.prepare("A-1");
  CHECK(world.sh(workspace.path, "ls; git status --porcelain") == "code.txt\ndocs\nreeve.json");
  auto tip = world.work(workspace, "docs/more.txt");
  CHECK(world.inspect(workspace, tip).violation.empty());
}

TEST_CASE("large files arrive as files, and go to the remote with the branch") {
  RepositoryWorld world;
  if (!world.try_sh("", "git lfs version").ok()) {
    WARN("skipped: git-lfs is not installed");
    return;
  }
  world.in_top("git remote set-url origin 'file://" + world.directory() +
               "/remote.git' && git lfs install --skip-repo && "
               "git lfs track '*.bin' >/dev/null && echo large >a.bin && git add . && git commit -qm lfs && "
               "git push -q && "
               "git lfs push --all origin >/dev/null");
  auto workspace = world.prepare("A-1");
  CHECK(world.sh(workspace.path, "cat a.bin; git status --porcelain") == "large");
  auto tip = world.work(workspace, "b.bin", "another");
  CHECK(world.inspect(workspace, tip).violation.empty());
  world.push(workspace, tip);
  world.expect<reeve::run::event::BranchPushed>();
  CHECK(world.sh("", "git clone -q -b reeve/A-1 'file://" + world.directory() +
                         "/remote.git' copy && cat copy/b.bin") == "another");
}

TEST_CASE("without a remote the local branches are what counts") {
  RepositoryWorld world(RepositoryWorld::Remote::none);
  auto workspace = world.prepare("A-1");
  CHECK(workspace.base == world.in_top("git rev-parse main"));
  auto tip = world.work(workspace, "x");
  CHECK(world.inspect(workspace).tip == tip);
}

TEST_CASE("a shallow clone is worked in like any other") {
  RepositoryWorld world;
  world.in_top("for i in 1 2 3; do echo $i >>code.txt; git commit -qam $i; done; git push -q");
  world.sh("", "rm -rf 'my repo' && git clone -q --depth 1 \"file://$PWD/remote.git\" 'my repo'");
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  auto found = world.inspect(workspace, tip);
  CHECK(found.violation.empty());
  CHECK(found.changed);
  world.push(workspace, tip);
  world.expect<reeve::run::event::BranchPushed>();
  world.accept("A-1", tip);
  CHECK(world.prepare("B-1", "", {"A-1"}).base == tip);
  CHECK(world.prepare("A-1").base == workspace.base);
}

TEST_CASE("a worktree that another git is just registering is met once, and not again") {
  RepositoryWorld world;
  // The first git that reads `commondir` finds nothing in it, as between its making and its writing.
  world.in_top(
      "w=.git/worktrees/newborn; mkdir -p $w; echo /nowhere/.git >$w/gitdir; echo ref: refs/heads/x >$w/HEAD;"
      "echo ../.. >$w/whole; mkfifo $w/commondir;"
      "timeout 60 sh -c 'exec 3>\"$0/commondir\"; mv \"$0/whole\" \"$0/commondir\"' $w </dev/null "
      ">/dev/null 2>&1 &");
  auto workspace = world.prepare("A-1");
  CHECK(world.in_top("cat .git/worktrees/newborn/commondir") == "../..");
  CHECK(world.sh(workspace.path, "git branch --show-current") == "reeve/A-1");
}

TEST_CASE("a worktree that stays half registered is told in git's words") {
  RepositoryWorld world;
  world.in_top("w=.git/worktrees/half; mkdir -p $w; echo /nowhere/.git >$w/gitdir; : >$w/commondir");
  CHECK(mentions(world.prepare_fails("A-1").error.message, "commondir"));
}
