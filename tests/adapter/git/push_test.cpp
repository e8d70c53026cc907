// A worker's branch on its way to the remote; what is kept, what is discarded.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "git/push_queue.h"
#include "repository_world.h"
#include "support/text.h"

using reeve::ErrorKind;
using reeve::git::RepositoryWorld;
namespace event = reeve::run::event;

namespace {

constexpr const char* kRivalCommit =
    "git checkout -q -B reeve/A-1 origin/reeve/A-1 && echo theirs >theirs.txt && git add theirs.txt && "
    "git commit -q -m theirs && git push -q origin HEAD";

// The branch is on the remote, and a rival has added a commit to it.
reeve::run::Workspace overtaken(RepositoryWorld& world) {
  auto workspace = world.prepare("A-1");
  world.in_top("git push -q origin reeve/A-1");
  world.rival(kRivalCommit);
  return workspace;
}

std::string on_remote(RepositoryWorld& world) {
  return world.sh("remote.git", "git rev-parse refs/heads/reeve/A-1");
}

}  // namespace

TEST_CASE("a branch is pushed, and pushing it again is well") {
  RepositoryWorld world;
  world.in_top("git config remote.origin.fetch +refs/heads/main:refs/remotes/origin/main");
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  for (int i = 0; i < 2; ++i) {
    world.push(workspace, tip);
    world.expect<event::BranchPushed>();
    CHECK(on_remote(world) == tip);
  }
  CHECK(world.in_top("git rev-parse refs/remotes/origin/reeve/A-1") == tip);
}

TEST_CASE("all that wait for a push are answered when git cannot be started any more") {
  using reeve::git::Transport;
  RepositoryWorld world;
  const std::string top = world.directory() + "/my repo", tip = world.in_top("git rev-parse HEAD");
  reeve::git::PushQueue queue({world.loop(), top, world.environment()}, "origin");
  std::vector<Transport> answers;
  auto take = [&](const reeve::git::TransportAnswer& answer) {
    answers.push_back(answer.outcome);
    world.loop().post(event::Noted{"answered"});
  };
  for (const char* branch : {"one", "two", "two"}) queue.add({tip, branch, ""}, take);
  std::filesystem::rename(top, world.directory() + "/gone");
  bool late = false;
  world.loop().call_at(world.loop().now() + reeve::Duration(10'000), [&] {
    late = true;
    world.loop().post(event::Noted{"late"});
  });
  while (answers.size() < 3 && !late) world.loop().wait();
  REQUIRE(answers.size() == 3);
  CHECK(std::count(answers.begin(), answers.end(), Transport::broken) == 2);
}

TEST_CASE("what was judged is pushed, not what came after") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  world.work(workspace, "later.txt");
  world.push(workspace, tip);
  world.expect<event::BranchPushed>();
  CHECK(on_remote(world) == tip);
}

TEST_CASE("a rival's commits on the branch stay; ours are rebased onto them and judged again") {
  RepositoryWorld world;
  auto workspace = overtaken(world);
  auto tip = world.work(workspace, "mine.txt");
  auto theirs = on_remote(world);
  world.push(workspace, tip);
  auto rebased = world.expect<event::BranchRebased>();
  CHECK(on_remote(world) == theirs);
  CHECK(world.sh(workspace.path,
                 "git rev-parse HEAD HEAD~1; git branch --show-current; git status --porcelain; ls mine.txt "
                 "theirs.txt") == rebased.tip + "\n" + theirs + "\nreeve/A-1\nmine.txt\ntheirs.txt");
  CHECK(mentions(world.in_top("git for-each-ref --points-at " + tip), "refs/reeve/kept/abcdefgh/"));
  CHECK(world.inspect(workspace, rebased.tip).violation.empty());

  world.push(workspace, rebased.tip);
  world.expect<event::BranchPushed>();
  CHECK(on_remote(world) == rebased.tip);
}

TEST_CASE("commits that conflict with a rival's are the next attempt's task, and nothing moves") {
  RepositoryWorld world;
  auto workspace = overtaken(world);
  auto tip = world.work(workspace, "theirs.txt", "mine");
  auto theirs = on_remote(world);
  world.push(workspace, tip);
  auto failed = world.expect<event::BranchPushFailed>();
  CHECK(failed.error.kind == ErrorKind::conflict);
  CHECK(mentions(failed.error.message, "theirs.txt"));
  CHECK(on_remote(world) == theirs);
  CHECK(world.sh(workspace.path, "git rev-parse HEAD; git status --porcelain") == tip);
}

TEST_CASE("merges are not flattened by a rebase") {
  RepositoryWorld world;
  auto workspace = overtaken(world);
  world.work(workspace, "mine.txt");
  world.sh(workspace.path,
           "git switch -q -c side HEAD~1 && echo s >side && git add side && git commit -qm side && "
           "git switch -q reeve/A-1 && git merge -q --no-edit side");
  world.push(workspace, world.sh(workspace.path, "git rev-parse HEAD"));
  auto failed = world.expect<event::BranchPushFailed>();
  CHECK(failed.error.kind == ErrorKind::conflict);
  CHECK(mentions(failed.error.message, "contains the merge"));
}

TEST_CASE("uncommitted changes are never rebased over") {
  RepositoryWorld world;
  auto workspace = overtaken(world);
  auto tip = world.work(workspace, "mine.txt");
  world.sh(workspace.path, "echo left >>code.txt");
  world.push(workspace, tip);
  auto failed = world.expect<event::BranchPushFailed>();
  CHECK(failed.error.kind == ErrorKind::conflict);
  CHECK(mentions(failed.error.message, "uncommitted changes"));
  CHECK(world.sh(workspace.path, "git rev-parse HEAD; tail -1 code.txt") == tip + "\nleft");
}

TEST_CASE("an untracked file that a rival's commit would overwrite stays") {
  RepositoryWorld world;
  auto workspace = overtaken(world);
  auto tip = world.work(workspace, "mine.txt");
  world.sh(workspace.path, "echo precious >theirs.txt");
  world.push(workspace, tip);
  CHECK(world.expect<event::BranchPushFailed>().error.kind == ErrorKind::conflict);
  CHECK(world.sh(workspace.path, "git rev-parse HEAD; cat theirs.txt") == tip + "\nprecious");
}

TEST_CASE("push, in a process that is to be killed", "[.killed-push]") {
  RepositoryWorld world{std::string(std::getenv("REEVE_TEST_WORLD"))};
  auto workspace = world.prepare("A-1");
  world.push(workspace, std::getenv("REEVE_TEST_TIP"));
  world.loop().wait();
}

TEST_CASE("killed while pushing or rebasing, the next push ends well") {
  for (const std::string point : {"push-branch", "push-branch-done", "push-kept", "push-rebased"}) {
    INFO(point);
    RepositoryWorld world;
    auto workspace = overtaken(world);
    world.sh("rival", "git push -q origin +HEAD~1:reeve/A-1");  // prepare finds nothing new …
    auto tip = world.work(workspace, "mine.txt");
    world.sh("rival", "git push -q origin HEAD");
    auto self = std::filesystem::read_symlink("/proc/self/exe").string();
    auto end = world.try_sh("", "export REEVE_TEST_TIP=" + tip + " REEVE_TEST_WORLD='" + world.directory() +
                                    "' REEVE_FAULT=" + point + "; exec '" + self + "' '[.killed-push]'");
    REQUIRE(end.how == reeve::port::ProcessEnd::How::signaled);
    world.push(workspace, tip);
    auto rebased = world.expect<event::BranchRebased>();
    world.push(workspace, rebased.tip);
    world.expect<event::BranchPushed>();
    CHECK(world.sh(workspace.path,
                   "git rev-list --count origin/reeve/A-1; ls mine.txt theirs.txt; git status --porcelain") ==
          "3\nmine.txt\ntheirs.txt");
  }
}

TEST_CASE("a server that refuses is quoted") {
  RepositoryWorld world;
  world.sh("remote.git",
           "printf '#!/bin/sh\\necho no pushes on Sundays\\nexit 1\\n' >hooks/pre-receive && chmod +x "
           "hooks/pre-receive");
  auto workspace = world.prepare("A-1");
  world.push(workspace, world.work(workspace, "new.txt"));
  auto failed = world.expect<event::BranchPushFailed>();
  CHECK(failed.error.kind == ErrorKind::refused);
  CHECK(mentions(failed.error.message, "no pushes on Sundays"));
}

namespace {

// Three tasks with work to push, each with a run of its own. The first goes at once, the others wait for it.
struct Three {
  explicit Three(RepositoryWorld& given) : world(given) {
    const char* ids[] = {"A-1", "A-2", "A-3"};
    for (const char* id : ids) {
      world.run = reeve::RunId::from_random(runs.size() + 1);
      runs.push_back(world.run);
      workspaces.push_back(world.prepare(id));
      tips.push_back(world.work(workspaces.back(), std::string(id) + ".txt"));
    }
  }
  void push(std::initializer_list<std::size_t> which) {
    if (!repository) repository = &world.repository();
    for (std::size_t i : which) repository->push({runs[i], workspaces[i], tips[i]});
  }
  std::string pushes() { return world.sh("remote.git", "cat pushes"); }

  RepositoryWorld& world;
  reeve::port::Repository* repository = nullptr;
  std::vector<reeve::RunId> runs;
  std::vector<reeve::run::Workspace> workspaces;
  std::vector<std::string> tips;
};

// Notes the number of branches of each push; then goes on with `script`, which has the lines in $lines.
void hook(RepositoryWorld& world, const std::string& script) {
  world.files()
      .write(world.directory() + "/remote.git/hooks/pre-receive",
             "#!/bin/sh\nlines=$(cat)\necho \"$lines\" | wc -l >>pushes\n" + script + "\n")
      .ok();
  world.sh("remote.git", "chmod +x hooks/pre-receive");
}

}  // namespace

TEST_CASE("branches that wait while one is pushed go out together") {
  RepositoryWorld world;
  Three three(world);
  hook(world, "");
  three.push({0, 1, 2});
  for (int i = 0; i < 3; ++i) world.expect<event::BranchPushed>();
  CHECK(three.pushes() == "1\n2");
  CHECK(world.sh("remote.git", "git rev-parse refs/heads/reeve/A-3") == three.tips[2]);
}

TEST_CASE("a branch that the server refuses takes no other with it") {
  RepositoryWorld world;
  Three three(world);
  hook(world, "case $lines in *A-2*) echo not that one; exit 1; esac");
  three.push({0, 1, 2});
  CHECK(world.expect<event::BranchPushed>().run == three.runs[0]);
  auto failed = world.expect<event::BranchPushFailed>();
  CHECK(failed.run == three.runs[1]);
  CHECK(failed.error.kind == ErrorKind::refused);
  CHECK(mentions(failed.error.message, "not that one"));
  CHECK(world.expect<event::BranchPushed>().run == three.runs[2]);
  CHECK(three.pushes() == "1\n2\n1\n1");
}

TEST_CASE("of a push of several the one that a rival overtook is rebased, the other is through") {
  RepositoryWorld world;
  Three three(world);
  world.in_top("git push -q origin reeve/A-2~1:refs/heads/reeve/A-2");
  world.rival(
      "git checkout -q -B reeve/A-2 origin/reeve/A-2 && echo theirs >theirs.txt && git add theirs.txt "
      "&& git commit -q -m theirs && git push -q origin HEAD");
  hook(world, "");
  three.push({0, 1, 2});
  CHECK(world.expect<event::BranchPushed>().run == three.runs[0]);
  CHECK(world.expect<event::BranchPushed>().run == three.runs[2]);
  CHECK(world.expect<event::BranchRebased>().run == three.runs[1]);
}

TEST_CASE("after a push of several without an answer they go one by one until one has got through") {
  RepositoryWorld world;
  Three three(world);
  // Any push that holds A-2 kills the connection, as one that is too large for the server may.
  hook(world, "case $lines in *A-2*) kill -9 $PPID; esac");
  three.push({0, 1, 2});
  world.expect<event::BranchPushed>();
  for (int i = 0; i < 2; ++i)
    CHECK(world.expect<event::BranchPushFailed>().error.kind == ErrorKind::unreachable);
  three.push({1, 2});
  // In whatever order: that the first has failed is asked for while the second goes.
  for (int i = 0; i < 2; ++i) {
    auto body = world.loop().wait().body;
    if (auto* failed = std::get_if<event::BranchPushFailed>(&body))
      CHECK(failed->run == three.runs[1]);
    else
      CHECK(std::get<event::BranchPushed>(body).run == three.runs[2]);
  }
}

TEST_CASE("hooks of the checkout do not stand between a judged commit and the remote") {
  RepositoryWorld world;
  world.in_top("printf '#!/bin/sh\\nexit 1\\n' >.git/hooks/pre-push && chmod +x .git/hooks/pre-push");
  auto workspace = world.prepare("A-1");
  world.push(workspace, world.work(workspace, "new.txt"));
  world.expect<event::BranchPushed>();
}

TEST_CASE("a remote that does not answer may be tried again") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  world.sh("", "mv remote.git away.git");
  world.push(workspace, tip);
  CHECK(world.expect<event::BranchPushFailed>().error.kind == ErrorKind::unreachable);
  world.sh("", "mv away.git remote.git");
  world.push(workspace, tip);
  world.expect<event::BranchPushed>();
}

TEST_CASE("an answer that was lost is asked for") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  // The remote takes the push, then its connection dies before it reports.
  world.sh("", "printf '#!/bin/sh\\ngit-receive-pack \"$@\" >/dev/null.out 2>&1\\n' >unused");
  world.sh("remote.git",
           "printf '#!/bin/sh\\nkill -9 $PPID\\n' >hooks/post-receive && chmod +x hooks/post-receive");
  world.push(workspace, tip);
  world.expect<event::BranchPushed>();
  CHECK(on_remote(world) == tip);
}

TEST_CASE("without a remote the branch must be where it was judged") {
  RepositoryWorld world(RepositoryWorld::Remote::none);
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  world.push(workspace, tip);
  world.expect<event::BranchPushed>();
  world.work(workspace, "later.txt");
  world.push(workspace, tip);
  CHECK(world.expect<event::BranchPushFailed>().error.kind == ErrorKind::conflict);
}

TEST_CASE("what no pushed ref reaches is kept: the branch, and a HEAD beside it") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  SECTION("nothing of its own: nothing to keep") {
    REQUIRE(world.repository().keep(world.run, workspace).ok());
    CHECK(world.in_top("git for-each-ref refs/reeve").empty());
  }
  SECTION("pushed: nothing to keep") {
    world.push(workspace, world.work(workspace, "new.txt"));
    world.expect<event::BranchPushed>();
    REQUIRE(world.repository().keep(world.run, workspace).ok());
    CHECK(world.in_top("git for-each-ref refs/reeve").empty());
  }
  SECTION("both, twice, with the uncommitted changes left alone") {
    auto tip = world.work(workspace, "new.txt");
    world.sh(workspace.path, "git switch -q --detach HEAD~1");
    auto beside = world.work(workspace, "beside.txt");
    world.sh(workspace.path, "echo left >>code.txt");
    for (int i = 0; i < 2; ++i) REQUIRE(world.repository().keep(world.run, workspace).ok());
    CHECK(world.in_top("git for-each-ref --format='%(objectname)' refs/reeve/kept/abcdefgh | sort") ==
          std::min(tip, beside) + "\n" + std::max(tip, beside));
    CHECK(world.sh(workspace.path, "tail -1 code.txt") == "left");
  }
}

TEST_CASE("a worktree is removed only when nothing in it can be lost") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  auto tip = world.work(workspace, "new.txt");
  auto discard = [&] {
    auto answer = world.repository().discard(workspace);
    REQUIRE(answer.ok());
    return *answer;
  };
  CHECK(mentions(discard(), "neither pushed nor kept"));
  REQUIRE(world.repository().keep(world.run, workspace).ok());
  world.sh(workspace.path, "echo left >left.txt");
  CHECK(mentions(discard(), "uncommitted changes: left.txt"));
  world.sh(workspace.path,
           "rm left.txt && git switch -q --detach && echo x >x && git add x && git commit -qm x");
  CHECK(mentions(discard(), "neither pushed nor kept"));
  world.sh(workspace.path, "git switch -q reeve/A-1");
  CHECK(discard().empty());
  CHECK_FALSE(world.files().exists(workspace.path));
  CHECK(world.in_top("git rev-parse reeve/A-1") == tip);
  CHECK(discard().empty());
}

TEST_CASE("a worktree with a submodule stays, locked as before, and it says why") {
  RepositoryWorld world;
  world.sh("",
           "git clone -q --bare remote.git part.git && git config --file home/.gitconfig protocol.file.allow "
           "always");
  world.in_top("git submodule --quiet add '" + world.directory() +
               "/part.git' part && git commit -qm part && git push -q");
  auto workspace = world.prepare("A-1");
  world.sh(workspace.path, "git submodule --quiet update --init");
  auto answer = world.repository().discard(workspace);
  REQUIRE(answer.ok());
  CHECK(mentions(*answer, "submodules"));
  CHECK(mentions(world.in_top("git worktree list --porcelain"), "locked reeve works here"));
}

namespace {

// Lets the loop run until the script's answer is the expected one; false after some thousand turns of 10 ms.
bool comes_to(RepositoryWorld& world, const std::string& script, const std::string& expected) {
  for (int turns = 0; turns < 3000; ++turns) {
    if (world.in_top(script) == expected) return true;
    auto& loop = world.loop();
    loop.call_at(loop.now() + std::chrono::milliseconds(10),
                 [&loop] { loop.post(reeve::run::event::Noted{"turn"}); });
    loop.wait();
  }
  return false;
}

// Many loose objects, and a task that is done.
reeve::run::Workspace a_full_repository(RepositoryWorld& world) {
  world.in_top(
      "mkdir ../many && cd ../many && for i in $(seq 1500); do echo $i >$i; done && "
      "seq 1500 | git --git-dir=\"$OLDPWD/.git\" hash-object -w --no-filters --stdin-paths >/dev/null");
  auto workspace = world.prepare("A-1");
  world.push(workspace, world.work(workspace, "a.txt"));
  world.expect<event::BranchPushed>();
  return workspace;
}

constexpr auto kLooseObjects = "find .git/objects/?? -type f | wc -l";

}  // namespace

TEST_CASE("where loose objects pile up they are packed beside the work, and none is lost") {
  RepositoryWorld world;
  auto workspace = a_full_repository(world);
  auto before = world.in_top("git cat-file --batch-all-objects --batch-check | sort");
  REQUIRE(world.repository().discard(workspace).ok());
  CHECK(comes_to(world, "ls .git/objects/pack/*.pack 2>/dev/null | wc -l", "1"));
  CHECK(world.in_top("git cat-file --batch-all-objects --batch-check | sort") == before);
  CHECK(comes_to(
      world, "find .git/refs/heads -type f | wc -l; git rev-parse --verify -q reeve/A-1 >&2 && echo there",
      "0\nthere"));
  CHECK(world.in_top("git fsck --no-dangling --no-progress && git status --porcelain").empty());
}

TEST_CASE("a repository that wants no automatic maintenance gets none") {
  RepositoryWorld world;
  auto workspace = a_full_repository(world);
  world.in_top("git config gc.auto 0");
  auto before = world.in_top(kLooseObjects);
  REQUIRE(world.repository().discard(workspace).ok());
  // Packing would have begun before this prepare did, and this takes several processes more.
  world.prepare("A-2");
  CHECK(world.in_top("find .git/objects/pack -name '*.pack' | wc -l") == "0");
  CHECK(std::stoi(world.in_top(kLooseObjects)) >= std::stoi(before));
}
