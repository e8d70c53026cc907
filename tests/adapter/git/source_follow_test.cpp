// The local branch follows what is published, and never at the cost of anything of the user's.
#include "source_world.h"

using namespace source_world;

TEST_CASE("edits under way in the tracking file: publishing goes on, nothing here moves, one word") {
  SourceWorld world;
  Reeve reeve(world);
  auto before = reeve.observe().snapshot.revision;
  const auto edited = with(kTable, "| three |", "| three, and more |");
  world.write("mine/" + kFile, edited);
  reeve.publish({claim("T1")});
  reeve.publish({finish("T1")});
  CHECK(mentions(world.published(), "| T1 | done"));
  CHECK(world.git("rev-parse main") == before);
  CHECK(world.contents("mine/" + kFile) == edited);
  REQUIRE(reeve.notes.size() == 1);
  CHECK(mentions(reeve.notes[0], "docs/tasks.md has uncommitted edits"));
  CHECK(mentions(reeve.notes[0], "git pull --rebase origin main"));

  world.git("stash -q");
  reeve.publish({claim("T2")});
  CHECK(world.git("rev-parse main") == world.git("rev-parse origin/main"));
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("a staged edit of the tracking file stays staged") {
  SourceWorld world;
  Reeve reeve(world);
  auto before = reeve.observe().snapshot.revision;
  const auto edited = with(kTable, "| three |", "| three, and more |");
  world.write("mine/" + kFile, edited);
  world.git("add docs/tasks.md");
  world.write("mine/" + kFile, kTable);
  reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse main") == before);
  CHECK(world.git("show :docs/tasks.md") + "\n" == edited);
  CHECK(mentions(reeve.all_notes(), "staged edits"));
}

TEST_CASE("an edit that is staged between two publishes is seen") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  auto first = reeve.publish({claim("T1")}).snapshot.revision;
  const auto now = world.contents("mine/" + kFile);
  world.write("mine/" + kFile, with(now, "| three |", "| three, and more |"));
  world.git("add docs/tasks.md");
  world.write("mine/" + kFile, now);
  reeve.publish({claim("T2")});
  CHECK(world.git("rev-parse main") == first);
  CHECK(mentions(world.git("show :docs/tasks.md"), "three, and more"));
}

TEST_CASE("edits of other files, staged or not, stay as they are") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  world.sh(
      "cd mine && echo staged > new.txt && git add new.txt && echo edited >> code.txt && echo x > untracked");
  const auto status = world.status();
  reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse main") == world.git("rev-parse origin/main"));
  CHECK(world.status() == status);
  CHECK(world.contents("mine/code.txt") == "code\nedited\n");
  world.check_sound();
}

TEST_CASE("a rival's change of a file that is edited here stops the branch, not the publishing") {
  SourceWorld world;
  Reeve reeve(world);
  auto before = reeve.observe().snapshot.revision;
  world.write("mine/code.txt", "my code\n");
  world.rival_changes("code", "rival code", "code.txt");
  reeve.observe();
  reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse main") == before);
  CHECK(world.contents("mine/code.txt") == "my code\n");
  CHECK(world.contents("mine/" + kFile) == kTable);
  CHECK(mentions(reeve.all_notes(), "local changes are in the way"));
  CHECK(mentions(world.published(), "| T1 | in-progress"));
}

TEST_CASE("unpushed commits are rebased onto the tip once, at the start") {
  SourceWorld world;
  world.sh(
      "cd mine && echo a > a.txt && git add a.txt && git commit -qm 'my a' && echo b > b.txt && git add "
      "b.txt && "
      "git commit -qm 'my b' --date='2020-01-01 12:00 +0100'");
  const auto before = world.git("rev-parse main");
  world.rival_changes("code", "rival code", "code.txt");
  Reeve reeve(world);
  auto tip = reeve.observe().snapshot.revision;
  CHECK(world.git("rev-parse main~2") == tip);
  CHECK(world.git("log --format=%s -2") == "my b\nmy a");
  CHECK(world.git("log --format=%ad -1") == "Wed Jan 1 12:00:00 2020 +0100");
  CHECK(world.git("rev-parse ORIG_HEAD") == before);
  CHECK(mentions(world.git("reflog -1 main"), "rebase onto origin/main"));
  CHECK(world.contents("mine/code.txt") == "rival code\n");
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE(
    "unpushed commits that touch the tracking file, are merges, signed or in conflict stay, with the "
    "command") {
  SourceWorld world;
  std::string expected;
  SECTION("tracking file") {
    world.sh("cd mine && sed -i 's/three/3/' docs/tasks.md && git commit -qam 'my words'");
    expected = "changes docs/tasks.md";
  }
  SECTION("merge") {
    world.sh(
        "cd mine && git checkout -qb side && git commit -q --allow-empty -m side && git checkout -q main && "
        "git commit -q --allow-empty -m main && git merge -q side -m 'my merge'");
    expected = "is a merge";
  }
  SECTION("conflict") {
    world.sh("cd mine && echo 'my code' > code.txt && git commit -qam 'my code'");
    expected = "conflicts in code.txt";
  }
  const auto before = world.git("rev-parse main");
  world.rival_changes("code", "rival code", "code.txt");
  Reeve reeve(world);
  reeve.observe();
  CHECK(world.git("rev-parse main") == before);
  CHECK(mentions(reeve.all_notes(), expected));
  CHECK(mentions(reeve.all_notes(), "git pull --rebase origin main"));
  reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse main") == before);
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("a tracked branch that is not checked out only moves its ref") {
  SourceWorld world;
  Reeve reeve(world);
  SECTION("another branch") {
    world.git("checkout -q -b feature");
  }
  SECTION("detached HEAD") {
    world.git("checkout -q --detach");
  }
  reeve.observe();
  reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse main") == world.git("rev-parse origin/main"));
  CHECK(world.contents("mine/" + kFile) == kTable);
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("a branch that another worktree has checked out is left alone, with the command") {
  SourceWorld world;
  world.sh("cd mine && git checkout -q -b feature && git worktree add -q ../other main");
  Reeve reeve(world);
  const auto before = reeve.observe().snapshot.revision;
  reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse main") == before);
  CHECK(mentions(reeve.all_notes(), "checked out in " + world.path + "/other"));
}

TEST_CASE("a merge under way is left alone") {
  SourceWorld world;
  world.sh(
      "cd mine && git checkout -qb side && echo x > x && git add x && git commit -qm x && git checkout -q "
      "main && "
      "git merge -q --no-commit --no-ff side");
  const auto status = world.status();
  Reeve reeve(world);
  const auto before = reeve.observe().snapshot.revision;
  reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse main") == before);
  CHECK(world.status() == status);
  CHECK(mentions(reeve.all_notes(), "a merge is under way"));
}

TEST_CASE("work trees with CRLF get CRLF") {
  SourceWorld world;
  world.sh("rm -rf mine && git clone -q -c core.autocrlf=true remote.git mine");
  REQUIRE(mentions(world.contents("mine/" + kFile), "| one | |\r\n"));
  Reeve reeve(world);
  reeve.observe();
  reeve.publish({claim("T1")});
  reeve.publish({finish("T1")});
  const auto file = world.contents("mine/" + kFile);
  CHECK(mentions(file, "| T1 | done | one | w/abcdefgh |\r\n"));
  CHECK(mentions(file, "| T2 | not-started | two | |\r\n"));
  CHECK_FALSE(mentions(world.published(), "\r"));
  CHECK(world.status() == "");
  CHECK(world.git("diff HEAD") == "");
}

TEST_CASE("a sparse checkout without the tracking file follows, and stays sparse") {
  SourceWorld world;
  world.sh(
      "cd mine && mkdir src && echo s > src/s && git add src && git commit -qm src && git push -q && "
      "git sparse-checkout set src");
  REQUIRE_FALSE(std::filesystem::exists(world.path + "/mine/" + kFile));
  Reeve reeve(world);
  reeve.observe();
  reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse main") == world.git("rev-parse origin/main"));
  CHECK_FALSE(std::filesystem::exists(world.path + "/mine/" + kFile));
  CHECK(world.status() == "");
  CHECK(mentions(world.git("ls-files -v docs/tasks.md"), "S docs/tasks.md"));
  world.check_sound();
}

TEST_CASE("an index lock of another git is waited for") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  world.sh("touch mine/.git/index.lock");
  reeve.loop->call_at(reeve.loop->now() + reeve::Duration(120), [&] { world.sh("rm mine/.git/index.lock"); });
  reeve.publish({claim("T1")});
  CHECK(reeve.notes.empty());
  CHECK(world.status() == "");
}

TEST_CASE("with a local branch that stays, nothing here is touched") {
  SourceWorld world;
  world.rival_changes("code", "rival code", "code.txt");
  const auto before = world.git("rev-parse main");
  Reeve reeve(world, [](SourceOptions& options) { options.local_branch = LocalBranch::stays; });
  reeve.observe();
  CHECK(world.git("rev-parse main") == before);
  CHECK(world.contents("mine/code.txt") == "code\n");
  CHECK(reeve.notes.empty());
}
