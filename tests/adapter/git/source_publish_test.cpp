// Publishing: one push is the commit point, whoever is faster wins, and nobody's bytes are lost.
#include "source_world.h"

using namespace source_world;

TEST_CASE("a claim is one published commit, and the local branch follows it") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  auto staged = reeve.stage({claim("T1")});
  CHECK(world.git("rev-parse HEAD") == world.sh("git -C remote.git rev-parse main"));
  CHECK(world.status() == "");
  CHECK_FALSE(reeve.source->accepted(staged[0].receipt));

  reeve.source->publish();
  auto published = reeve.expect<event::Published>();

  CHECK(published.snapshot.revision == staged[0].receipt);
  CHECK(reeve.source->accepted(staged[0].receipt));
  CHECK(world.sh("git -C remote.git rev-parse main") == staged[0].receipt);
  CHECK(world.git("rev-parse HEAD") == staged[0].receipt);
  CHECK(world.git("rev-parse refs/remotes/origin/main") == staged[0].receipt);
  CHECK(mentions(world.published(), "| T1 | in-progress | one | w/abcdefgh |"));
  CHECK(world.contents("mine/" + kFile) == world.published() + "\n");
  CHECK(world.git("diff --stat HEAD~1 HEAD -- . ':!docs/tasks.md'") == "");
  CHECK(world.git("log -1 --format='%an %ae %cn'") == "Ada ada@example.org Ada");
  CHECK(world.git("log -1 --format=%B") == "chore(tasks): T1\n\nReeve-Task: T1");
  CHECK(world.status() == "");
  CHECK(reeve.notes.empty());
  world.check_sound();
}

TEST_CASE("waiting edits go out as a chain of commits in one push, one each") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  auto staged = reeve.stage({claim("T1"), claim("T2"), finish("T1"), finish("T3")});
  REQUIRE(staged.size() == 4);
  CHECK(staged[3].stale);
  CHECK(staged[3].stale->kind == reeve::ErrorKind::stale);
  reeve.source->publish();
  reeve.expect<event::Published>();
  CHECK(world.sh("git -C remote.git rev-list --count main") == "4");
  CHECK(mentions(world.published(), "| T1 | done |"));
  CHECK(mentions(world.published(), "| T2 | in-progress |"));
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("edits that drop out leave nothing to push and make no empty commit") {
  SourceWorld world;
  Reeve reeve(world);
  auto before = reeve.observe().snapshot.revision;
  auto published = reeve.publish({finish("T1")});
  CHECK(published.snapshot.revision == before);
  CHECK(world.sh("git -C remote.git rev-parse main") == before);
}

TEST_CASE("a rival who edits the adjacent row first wins the race; the next try stands on it") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  world.rival_changes("| T2 | not-started", "| T2 | in-progress");
  auto lost = reeve.publish<event::PublishLost>({claim("T1")});
  CHECK_FALSE(lost.rewound);
  CHECK(lost.snapshot.revision == world.sh("git -C remote.git rev-parse main"));
  auto t2 = lost.snapshot.board->tasks()[*lost.snapshot.board->find("T2")];
  CHECK(t2.task_class == TaskClass::in_progress);

  reeve.publish({claim("T1")});
  CHECK(mentions(world.published(), "| T1 | in-progress"));
  CHECK(mentions(world.published(), "| T2 | in-progress"));
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("a lost reply is answered by looking: what the server took counts as published") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  world.write("remote.git/hooks/reference-transaction",
              "#!/bin/sh\ncat >/dev/null\n[ \"$1\" = committed ] && kill -9 $PPID\nexit 0\n");
  world.sh("chmod +x remote.git/hooks/reference-transaction");
  auto published = reeve.publish({claim("T1")});
  CHECK(published.snapshot.revision == world.sh("git -C remote.git rev-parse main"));
  CHECK(mentions(world.published(), "| T1 | in-progress"));
  CHECK(world.git("rev-parse main") == published.snapshot.revision);
  world.sh("rm remote.git/hooks/reference-transaction");
  world.check_sound();
}

TEST_CASE("a server that dies before it takes the commits is unreachable, and the same edit goes out later") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  world.git("config remote.origin.receivepack 'sh -c \"kill -9 \\$\\$\"'");
  auto failed = reeve.publish<event::PublishFailed>({claim("T1")});
  CHECK(failed.error.kind == reeve::ErrorKind::unreachable);
  CHECK(mentions(world.published(), "| T1 | not-started"));
  world.git("config --unset remote.origin.receivepack");
  reeve.publish({claim("T1")});
  CHECK(mentions(world.published(), "| T1 | in-progress"));
}

TEST_CASE("a hook's refusal comes with the server's words") {
  SourceWorld world;
  world.write("remote.git/hooks/pre-receive", "#!/bin/sh\necho 'main is frozen until Monday' >&2\nexit 1\n");
  world.sh("chmod +x remote.git/hooks/pre-receive");
  Reeve reeve(world);
  reeve.observe();
  auto failed = reeve.publish<event::PublishFailed>({claim("T1")});
  CHECK(failed.error.kind == reeve::ErrorKind::refused);
  CHECK(mentions(failed.error.message, "main is frozen until Monday"));
  CHECK(world.status() == "");
}

TEST_CASE("a remote that is not there is unreachable, for looking and for publishing") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  world.sh("mv remote.git elsewhere.git");
  auto failed = reeve.publish<event::PublishFailed>({claim("T1")});
  CHECK(failed.error.kind == reeve::ErrorKind::unreachable);
  CHECK(mentions(failed.error.message, "repository not found"));
  reeve.source->observe();
  CHECK(reeve.expect<event::ObserveFailed>().error.kind == reeve::ErrorKind::unreachable);
}

TEST_CASE("commits go to pushurl, and what was accepted there is known at once") {
  SourceWorld world;
  world.sh(
      "git clone -q --bare remote.git mirror.git && cd mine && git remote set-url origin "
      "\"$PWD/../mirror.git\" && "
      "git remote set-url --push origin \"$PWD/../remote.git\"");
  Reeve reeve(world);
  reeve.observe();
  auto published = reeve.publish({claim("T1")});
  CHECK(world.git("rev-parse origin/main") == published.snapshot.revision);
  // The mirror lags behind; that is no rewinding.
  auto observed = reeve.observe();
  CHECK_FALSE(observed.rewound);
  CHECK(observed.snapshot.revision == published.snapshot.revision);
  reeve.publish({finish("T1")});
  CHECK(mentions(world.published(), "| T1 | done"));
}

TEST_CASE("commits are signed if the user's git signs") {
  SourceWorld world;
  world.sh(
      "ssh-keygen -q -t ed25519 -N '' -f \"$HOME/key\" && cd mine && git config gpg.format ssh && "
      "git config user.signingkey \"$HOME/key\" && git config commit.gpgsign true && "
      "echo \"ada@example.org $(cat \"$HOME/key.pub\")\" > \"$HOME/signers\" && "
      "git config gpg.ssh.allowedSignersFile \"$HOME/signers\"");
  Reeve reeve(world);
  reeve.observe();
  reeve.publish({claim("T1"), finish("T1")});
  CHECK(mentions(world.git("verify-commit HEAD"), "Good \"git\" signature for ada@example.org"));
  CHECK(mentions(world.git("verify-commit HEAD~1"), "Good"));
  world.check_sound();
}

TEST_CASE("without an identity nothing is staged, and the error tells the commands") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  world.sh("printf '[user]\\nuseConfigOnly = true\\n' > \"$HOME/.gitconfig\"");
  auto staged = reeve.source->stage({claim("T1")});
  REQUIRE_FALSE(staged);
  CHECK(staged.error().kind == reeve::ErrorKind::config);
  CHECK(mentions(staged.error().hint, "git config --global user.name"));
  CHECK_FALSE(reeve::git::check_identity(*reeve.loop, world.path + "/mine", world.environment()));
}

TEST_CASE("a shallow clone publishes like any other") {
  SourceWorld world;
  world.rival_changes("code", "more code", "code.txt");
  world.sh("rm -rf mine && git clone -q --depth 1 \"file://$PWD/remote.git\" mine");
  Reeve reeve(world);
  reeve.observe();
  reeve.publish({claim("T1")});
  world.rival_changes("| T3 | not-started", "| T3 | done");
  reeve.publish<event::PublishLost>({finish("T1")});
  reeve.publish({finish("T1")});
  CHECK(mentions(world.published(), "| T1 | done"));
  CHECK(mentions(world.published(), "| T3 | done"));
  CHECK(world.status() == "");
}

TEST_CASE("blanks and quotes in paths are only characters") {
  SourceWorld world("it's a \"world\" with $HOME");
  world.sh(
      "cd mine && git mv docs 'my docs' && git mv 'my docs/tasks.md' \"my docs/it's, a list.md\" && "
      "git commit -qam move && git push -q");
  Reeve reeve(world, [](SourceOptions& options) { options.file = "my docs/it's, a list.md"; });
  reeve.observe();
  reeve.publish({claim("T1")});
  CHECK(mentions(world.contents("mine/my docs/it's, a list.md"), "| T1 | in-progress"));
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("a look during a push waits for it, and a push during a look too") {
  SourceWorld world;
  Reeve reeve(world);
  reeve.observe();
  reeve.stage({claim("T1")});
  reeve.source->publish();
  reeve.source->observe();
  reeve.source->observe();
  auto published = reeve.expect<event::Published>();
  auto observed = reeve.expect<event::Observed>();
  CHECK(observed.snapshot.revision == published.snapshot.revision);
  CHECK_FALSE(observed.rewound);

  reeve.source->observe();
  reeve.stage({finish("T1")});
  reeve.source->publish();
  reeve.expect<event::Observed>();
  reeve.expect<event::Published>();
  CHECK(mentions(world.published(), "| T1 | done"));
}

TEST_CASE("without a remote the local branch is the commit point") {
  SourceWorld world;
  Reeve reeve(world, [](SourceOptions& options) { options.remote = ""; });
  reeve.observe();
  auto published = reeve.publish({claim("T1"), finish("T1")});
  CHECK(world.git("rev-parse main") == published.snapshot.revision);
  CHECK(mentions(world.contents("mine/" + kFile), "| T1 | done"));
  CHECK(world.status() == "");
  world.git("commit -q --allow-empty -m 'by hand'");
  auto lost = reeve.publish<event::PublishLost>({claim("T2")});
  CHECK_FALSE(lost.rewound);
  reeve.publish({claim("T2")});
  CHECK(world.status() == "");
  world.check_sound();
}

TEST_CASE("without a remote, edits under way in the tracking file stop publishing") {
  SourceWorld world;
  Reeve reeve(world, [](SourceOptions& options) { options.remote = ""; });
  auto before = reeve.observe().snapshot.revision;
  world.write("mine/" + kFile, kTable + "| T4 | not-started | four | |\n");
  auto failed = reeve.publish<event::PublishFailed>({claim("T1")});
  CHECK(failed.error.kind == reeve::ErrorKind::conflict);
  CHECK(mentions(failed.error.message, "uncommitted edits"));
  CHECK(world.git("rev-parse main") == before);
  CHECK(world.contents("mine/" + kFile) == kTable + "| T4 | not-started | four | |\n");
}
