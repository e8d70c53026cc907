// Looking: what is on the remote, and what to do when it is not what was expected.
#include "source_world.h"

using namespace source_world;

TEST_CASE("what a rival published is seen, and the local branch follows it") {
  SourceWorld world;
  Reeve reeve(world);
  auto first = reeve.observe();
  world.rival_changes("| T2 | not-started", "| T2 | done");
  world.rival_changes("code", "better code", "code.txt");
  auto second = reeve.observe();
  CHECK_FALSE(second.rewound);
  CHECK(second.snapshot.revision != first.snapshot.revision);
  CHECK(second.snapshot.board->tasks()[1].task_class == TaskClass::done);
  CHECK(world.git("rev-parse main") == second.snapshot.revision);
  CHECK(world.contents("mine/code.txt") == "better code\n");
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("an unchanged file is not parsed again, whatever else was published") {
  SourceWorld world;
  Reeve reeve(world);
  auto first = reeve.observe();
  world.rival_changes("code", "better code", "code.txt");
  CHECK(reeve.observe().snapshot.board == first.snapshot.board);
}

TEST_CASE("only the tracked branch is fetched, and nothing that the user's settings add") {
  SourceWorld world;
  world.sh("cd rival && git tag v1 && git branch side && git push -q origin v1 side");
  world.git("config fetch.prune true");
  world.git("config remote.origin.tagOpt --tags");
  Reeve reeve(world);
  reeve.observe();
  CHECK(world.git("tag") == "");
  CHECK(world.try_sh("git -C mine rev-parse -q --verify origin/side").code != 0);
  CHECK_FALSE(std::filesystem::exists(world.path + "/mine/.git/FETCH_HEAD"));
}

TEST_CASE("a force push by a rival is told as rewound, and the local branch stays") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  auto mine = reeve.publish({claim("T1")}).snapshot.revision;
  world.sh("cd rival && echo x >> code.txt && git commit -qam other && git push -q --force");
  auto observed = reeve.observe();
  CHECK(observed.rewound);
  CHECK(world.git("rev-parse main") == mine);
  CHECK(mentions(reeve.all_notes(), "git pull --rebase"));
  CHECK_FALSE(reeve.source->accepted(mine));
}

TEST_CASE("a tracking file deleted upstream is missing, with the steps that bring it back") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  world.sh("cd rival && git rm -q docs/tasks.md && git commit -qm gone && git push -q");
  reeve.source->observe();
  auto gone = reeve.expect<event::ObserveFailed>().error;
  CHECK(gone.kind == reeve::ErrorKind::missing);
  CHECK(mentions(gone.message, "docs/tasks.md is not on origin/main"));
  CHECK(mentions(gone.message, "any more"));
  CHECK(mentions(gone.hint,
                 "git checkout " + world.git("rev-parse origin/main~1").substr(0, 12) + " -- docs/tasks.md"));
  CHECK(mentions(gone.hint, "git push origin HEAD:main"));
  world.sh("cd rival && git revert --no-edit HEAD >/dev/null && git push -q");
  reeve.observe();
}

TEST_CASE("a table that cannot be read is unreadable, with file and branch") {
  SourceWorld world;
  world.sh("cd rival && echo 'no table' > docs/tasks.md && git commit -qam x && git push -q");
  Reeve reeve(world);
  reeve.source->observe();
  auto error = reeve.expect<event::ObserveFailed>().error;
  CHECK(error.kind == reeve::ErrorKind::unreadable);
  CHECK(mentions(error.message, "docs/tasks.md on origin/main"));
}

TEST_CASE("a branch that is not on the remote says how to publish it") {
  SourceWorld world;
  world.git("branch topic");
  Reeve reeve(world, [](SourceOptions& options) { options.branch = "topic"; });
  reeve.source->observe();
  auto error = reeve.expect<event::ObserveFailed>().error;
  CHECK(error.kind == reeve::ErrorKind::missing);
  CHECK(error.hint == "publish it: `git push -u origin topic`");
}

TEST_CASE("an unknown remote is a matter of configuration") {
  SourceWorld world;
  Reeve reeve(world, [](SourceOptions& options) { options.remote = "upstream"; });
  reeve.source->observe();
  auto error = reeve.expect<event::ObserveFailed>().error;
  CHECK(error.kind == reeve::ErrorKind::config);
  CHECK(mentions(error.hint, "git remote add upstream"));
}
