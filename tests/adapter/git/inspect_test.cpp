// What is wrong with a worker's commit, before any gate runs.
#include "git/inspect.h"

#include "repository_world.h"
#include "support/text.h"

using reeve::git::dirty_paths;
using reeve::git::RepositoryWorld;

TEST_CASE("git status, entry by entry") {
  using namespace std::string_literals;
  auto answer = "1 .M N... 100644 100644 100644 a b with blank\0"s +
                "2 R. N... 100644 100644 100644 a b R100 new name\0old name\0"s +
                "u UU N... 100644 100644 100644 100644 a b c both\0? left\0? over looked\0! ignored\0"s;
  CHECK(dirty_paths(answer, {"over looked"}) ==
        std::vector<std::string>{"with blank", "new name", "both", "left"});
  CHECK(dirty_paths("", {}).empty());
}

TEST_CASE("a sound commit") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  for (const auto& claimed : {tip, tip.substr(0, 9), std::string()}) {
    auto found = world.inspect(workspace, claimed);
    CHECK(found.violation.empty());
    CHECK(found.tip == tip);
    CHECK(found.tree == world.sh(workspace.path, "git rev-parse HEAD^{tree}"));
    CHECK(found.changed);
    CHECK(found.diff_stat == "1 file changed, 1 insertion(+)");
    CHECK(world.repository().tree_of(tip).ok());
  }
}

TEST_CASE("nothing changed is told apart, also when commits cancel each other") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  CHECK_FALSE(world.inspect(workspace).changed);
  world.work(workspace, "new.txt");
  world.sh(workspace.path, "git rm -q new.txt && git commit -q -m back");
  auto found = world.inspect(workspace);
  CHECK_FALSE(found.changed);
  CHECK(found.violation.empty());
}

TEST_CASE("a claim that is not the tip says what to do") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto older = world.work(workspace, "one");
  auto tip = world.work(workspace, "two");
  CHECK(mentions(world.inspect(workspace, older).violation, "is not the last one of branch 'reeve/A-1'"));
  CHECK(mentions(world.inspect(workspace, std::string(40, 'd')).violation, "does not exist"));
  CHECK(mentions(world.inspect(workspace, "--help").violation, "is no commit id"));
  CHECK(mentions(world.inspect(workspace, "HEAD").violation, "is no commit id"));
  auto elsewhere = world.in_top("git commit-tree -p main -m elsewhere main^{tree}");
  CHECK(mentions(world.inspect(workspace, elsewhere).violation, "is not on branch 'reeve/A-1'"));
}

TEST_CASE("work that is not on the branch") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  SECTION("on another branch") {
    world.sh(workspace.path, "git switch -q -c mine");
    CHECK(mentions(world.inspect(workspace).violation, "the worktree is on branch 'mine'"));
  }
  SECTION("detached") {
    world.sh(workspace.path, "git switch -q --detach");
    CHECK(mentions(world.inspect(workspace).violation, "HEAD of the worktree is detached"));
  }
  SECTION("in the middle of a merge") {
    world.in_top(
        "git switch -q -c other && echo other >code.txt && git commit -qam other && git switch -q main");
    world.work(workspace, "code.txt", "mine");
    world.try_sh(workspace.path, "git merge -q other");
    CHECK(mentions(world.inspect(workspace).violation, "a merge is under way"));
  }
  SECTION("in the middle of a rebase") {
    world.work(workspace, "one");
    world.sh(workspace.path, "git -c sequence.editor='sed -i s/pick/edit/' rebase -q -i HEAD~1");
    CHECK(mentions(world.inspect(workspace).violation, "a rebase is under way"));
  }
  SECTION("history rewritten below the base") {
    world.sh(workspace.path,
             "git switch -q --orphan new && git branch -qD reeve/A-1 && git switch -q -c reeve/A-1 && "
             "echo x >x && git add x && git commit -qm x");
    CHECK(mentions(world.inspect(workspace).violation, "no longer descends from its base"));
  }
}

TEST_CASE("an unclean tree names the paths") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.work(workspace, "new.txt");
  SECTION("changed") {
    world.sh(workspace.path, "echo more >>code.txt");
    CHECK(mentions(world.inspect(workspace).violation, "not clean: code.txt"));
  }
  SECTION("staged") {
    world.sh(workspace.path, "echo more >>code.txt && git add code.txt");
    CHECK(mentions(world.inspect(workspace).violation, "not clean: code.txt"));
  }
  SECTION("untracked, although the user's configuration hides such files") {
    world.sh(workspace.path,
             "git config status.showUntrackedFiles no; for i in 1 2 3 4 5 6 7; do echo x >left$i; done");
    CHECK(mentions(world.inspect(workspace).violation, "left1, left2, left3, left4, left5 and 2 more"));
  }
  SECTION("hidden from git") {
    world.sh(workspace.path, "git update-index --assume-unchanged code.txt && echo more >>code.txt");
    CHECK(mentions(world.inspect(workspace).violation, "overlook changes in code.txt"));
  }
  SECTION("hidden from git otherwise") {
    world.sh(workspace.path, "git update-index --skip-worktree code.txt && echo more >>code.txt");
    CHECK(mentions(world.inspect(workspace).violation, "overlook changes in code.txt"));
  }
  SECTION("ignored files are nobody's business") {
    world.sh(workspace.path,
             "echo build >>\"$(git rev-parse --git-common-dir)/info/exclude\"; mkdir build; echo x >build/x");
    CHECK(world.inspect(workspace).violation.empty());
  }
}

TEST_CASE("the table and protected paths are not the worker's") {
  RepositoryWorld world;
  world.options.protect = {"reeve.json", "ci/**"};
  auto workspace = world.prepare("A-1");
  SECTION("the table") {
    world.work(workspace, "docs/tasks.md", "| all | done |");
    CHECK(mentions(world.inspect(workspace).violation, "changes docs/tasks.md, the table of tasks"));
  }
  SECTION("a protected path below a glob, undone later") {
    world.work(workspace, "ci/deep/build.sh");
    world.sh(workspace.path, "git rm -q ci/deep/build.sh && git commit -q -m undo");
    CHECK(mentions(world.inspect(workspace).violation, "changes ci/deep/build.sh, a protected path"));
  }
  SECTION("removed") {
    world.sh(workspace.path, "git rm -q reeve.json && git commit -q -m gone");
    CHECK(mentions(world.inspect(workspace).violation, "reeve.json"));
  }
  SECTION("renamed away") {
    world.sh(workspace.path, "git mv reeve.json other.json && git commit -q -m moved");
    CHECK(mentions(world.inspect(workspace).violation, "reeve.json"));
  }
}

TEST_CASE("merges of what is published are welcome, evil ones are not") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.work(workspace, "mine");
  world.accept("Z-1", std::string(40, 'a'));  // the table goes on
  SECTION("an ordinary merge") {
    world.sh(workspace.path, "git merge -q --no-edit origin/main");
    CHECK(world.inspect(workspace).violation.empty());
  }
  SECTION("a merge that changes the table on the way") {
    world.sh(workspace.path,
             "git merge -q --no-commit origin/main; echo '| x | done |' >>docs/tasks.md; git add "
             "docs/tasks.md; git commit -q -m evil");
    CHECK(mentions(world.inspect(workspace).violation, "changes docs/tasks.md"));
  }
  SECTION("a merge that drops what happened to the table") {
    world.sh(workspace.path, "git merge -q -s ours --no-edit origin/main");
    CHECK(mentions(world.inspect(workspace).violation, "changes docs/tasks.md"));
  }
  SECTION("a merge of a side branch that touched the table") {
    world.sh(workspace.path,
             "git switch -q -c side HEAD~1 && echo x >>docs/tasks.md && git commit -qam side && git switch "
             "-q reeve/A-1 && git merge -q --no-edit side");
    CHECK(mentions(world.inspect(workspace).violation, "changes docs/tasks.md"));
  }
}

TEST_CASE("a worktree whose link leads elsewhere is not looked into") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.work(workspace, "new.txt");
  SECTION("to another repository") {
    world.sh(
        "", "git init -q decoy && printf 'gitdir: %s/decoy/.git\\n' \"$PWD\" >'" + workspace.path + "/.git'");
  }
  SECTION("to another worktree") {
    auto other = world.prepare("B-1");
    world.sh("", "cp '" + other.path + "/.git' '" + workspace.path + "/.git'");
  }
  SECTION("a symbolic link to another worktree") {
    auto other = world.prepare("B-1");
    world.sh("", "mv '" + workspace.path + "' away && ln -s '" + other.path + "' '" + workspace.path + "'");
  }
  SECTION("a repository of its own") {
    world.sh(workspace.path, "rm .git && git init -q");
  }
  CHECK(mentions(world.inspect(workspace).violation, "no longer one of this repository"));
}

TEST_CASE("a work tree set elsewhere by the worktree's own configuration is refused") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.work(workspace, "new.txt");
  world.sh(workspace.path,
           "git config extensions.worktreeConfig true && git config --worktree core.worktree '" +
               world.directory() + "/clean' && cd .. && git -C '" + world.directory() +
               "/my repo' worktree add -q --detach ../clean reeve/A-1 && echo dirt >A-1/dirt");
  CHECK(mentions(world.inspect(workspace).violation, "configuration sets core.worktree"));
}

TEST_CASE("the ref of the tracked branch is not believed where the published tip was observed") {
  RepositoryWorld world;
  world.options.protect = {"reeve.json", "ci/**"};
  auto observed = world.in_top("git rev-parse origin/main");
  auto workspace = world.prepare("A-1");
  world.work(workspace, "ci/build.sh");
  world.sh(workspace.path, "git update-ref refs/remotes/origin/main HEAD");
  CHECK(mentions(world.inspect(workspace, "", observed).violation, "changes ci/build.sh, a protected path"));
  world.repository().prepare({world.run, "B-1", "", {}, observed});
  CHECK(world.expect<reeve::run::event::WorkspaceReady>().workspace.base == observed);
}

TEST_CASE("a file that is committed but said not to belong into the worktree") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto commit_unseen =
      "git update-index --add --cacheinfo \"100644,$(echo x | git hash-object -w --stdin),broken\" && "
      "git update-index --skip-worktree broken && git commit -q -m unseen";
  SECTION("without a sparse checkout") {
    world.sh(workspace.path, commit_unseen);
    CHECK(mentions(world.inspect(workspace).violation, "skip-worktree: git was told that broken"));
  }
  SECTION("changed in a sparse checkout") {
    world.sh(workspace.path, "git sparse-checkout set --no-cone '/*' '!/broken'");
    world.sh(workspace.path, commit_unseen);
    CHECK(mentions(world.inspect(workspace).violation, "skip-worktree: git was told that broken"));
  }
  SECTION("unchanged in a sparse checkout") {
    world.sh(workspace.path, "git sparse-checkout set --no-cone '/*' '!/code.txt' && test ! -e code.txt");
    CHECK(world.inspect(workspace).violation.empty());
  }
  SECTION("a file of the base, removed without a sparse checkout") {
    world.sh(workspace.path, "git update-index --skip-worktree code.txt && rm code.txt");
    CHECK(mentions(world.inspect(workspace).violation, "skip-worktree: git was told that code.txt"));
  }
}

TEST_CASE("what git replace shows is not what is judged") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.work(workspace, "value", "bad");
  SECTION("another tree") {
    world.sh(workspace.path,
             "bad=$(git rev-parse 'HEAD^{tree}') && echo good >value && git add value && "
             "git replace \"$bad\" \"$(git write-tree)\" && test -z \"$(git status --porcelain)\"");
    CHECK(mentions(world.inspect(workspace).violation, "value"));
  }
  SECTION("another file") {
    world.sh(workspace.path,
             "git replace \"$(git rev-parse HEAD:value)\" \"$(echo good | git hash-object -w --stdin)\" && "
             "rm value && git checkout -q -- value && test \"$(cat value)\" = good");
    CHECK_FALSE(world.inspect(workspace).violation.empty());
  }
  SECTION("of something else is nobody's business") {
    world.sh(workspace.path,
             "git replace \"$(echo one thing | git hash-object -w --stdin)\" "
             "\"$(echo another | git hash-object -w --stdin)\"");
    CHECK(world.inspect(workspace).violation.empty());
  }
}

TEST_CASE("a worktree whose git directory names another repository is not looked into") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.work(workspace, "new.txt");
  world.sh(workspace.path,
           "git init -q ../evil && echo \"$PWD/../evil/.git\" >\"$(git rev-parse --git-dir)/commondir\"");
  CHECK(mentions(world.inspect(workspace).violation, "commondir names another repository"));
  CHECK_FALSE(world.repository().untracked_paths(workspace).ok());
}

TEST_CASE("untracked files are listed by a git that the worktree cannot lead elsewhere") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.sh(workspace.path, "echo x >left");
  CHECK(*world.repository().untracked_paths(workspace) == std::vector<std::string>{"left"});
  world.sh(workspace.path, "git init -q ../evil && echo \"gitdir: $PWD/../evil/.git\" >.git");
  CHECK_FALSE(world.repository().untracked_paths(workspace).ok());
}

TEST_CASE("a worktree that is gone is the machine's trouble") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.in_top("git worktree remove -f -f '" + workspace.path + "'");
  world.repository().inspect(world.run, workspace, "", "");
  auto failed = world.expect<reeve::run::event::InspectFailed>();
  CHECK(mentions(failed.error.message, "is gone"));
}
