// Work in another repository than the one with the table.
#include "repository_world.h"
#include "support/text.h"

#include "reeve/git/checkout.h"

using namespace reeve;
using reeve::git::RepositoryWorld;

namespace {

// A second repository beside the one with the table, with its own remote, and the adapter for it.
struct Other {
  explicit Other(RepositoryWorld& table) : world(table) {
    world.sh("", R"(
git init -q --bare -b trunk api.git
git init -q -b trunk 'my api'
cd 'my api'
mkdir docs && echo "notes" >docs/tasks.md
echo "fn" >code.txt && git add . && git commit -q -m "an api"
git remote add up ../api.git && git push -q -u up trunk)");
    options = world.options;
    options.top = world.directory() + "/my api";
    options.common_dir = options.top + "/.git";
    options.remote = "up";
    options.tracked_branch = "trunk";
    options.tracking_file = "";
    objects = *git::open_objects(options.common_dir);
    repository = git::make_git_repository(world.loop(), world.loop(), world.files(), *objects, options,
                                          {world.objects(), world.options.top, world.options.common_dir,
                                           "refs/remotes/origin/main", "docs/tasks.md"});
  }
  std::string in_top(const std::string& script) { return world.sh("my api", script); }
  run::Workspace prepare(const std::string& id, const std::vector<std::string>& dependencies = {}) {
    repository->prepare({world.run, id, "", dependencies});
    return world.expect<run::event::WorkspaceReady>().workspace;
  }
  std::string violation(const run::Workspace& workspace) {
    repository->inspect(world.run, workspace, "", "");
    return world.expect<run::event::Inspected>().violation;
  }

  RepositoryWorld& world;
  git::RepositoryOptions options;
  std::unique_ptr<git::Objects> objects;
  std::unique_ptr<port::Repository> repository;
};

}  // namespace

TEST_CASE("another repository: its worktrees lie beside it, on its own branch as published") {
  RepositoryWorld world;
  Other other(world);
  world.sh("",
           "git clone -q api.git rival-api && cd rival-api && git commit -q --allow-empty -m newer && "
           "git push -q origin trunk");
  auto workspace = other.prepare("B-1");
  CHECK(workspace.path == world.directory() + "/my api.worktrees/B-1");
  CHECK(workspace.base == world.sh("api.git", "git rev-parse trunk"));
  CHECK(workspace.base_ref == "trunk");
  CHECK(world.in_top("git worktree list | wc -l") == "1");
}

TEST_CASE("another repository: its bases are of its own accepted commits, recorded beside the table") {
  RepositoryWorld world;
  Other other(world);
  auto first = other.prepare("B-1");
  auto tip = world.work(first, "b.txt");
  other.repository->push({world.run, first, tip});
  world.expect<run::event::BranchPushed>();
  CHECK(world.sh("api.git", "git rev-parse reeve/B-1") == tip);
  world.accept("B-1", tip);
  auto second = other.prepare("B-2", {"B-1"});
  CHECK(second.base == tip);
  CHECK(second.base_ref == "B-1's commit");
}

TEST_CASE("another repository: the path of the table means nothing there, protected ones are protected") {
  RepositoryWorld world;
  Other other(world);
  auto workspace = other.prepare("B-1");
  world.work(workspace, "docs/tasks.md");
  CHECK(other.violation(workspace).empty());
  world.work(workspace, "reeve.json");
  CHECK(mentions(other.violation(workspace), "a protected path"));
}

TEST_CASE("another repository: no task works on the branch that work starts from") {
  RepositoryWorld world;
  Other other(world);
  other.repository->prepare({world.run, "B-1", "trunk", {}});
  auto failed = world.expect<run::event::WorkspaceFailed>();
  CHECK(failed.blocker);
  CHECK(mentions(failed.error.message, "'trunk', which work in " + other.options.top + " starts from"));
}

TEST_CASE("another repository: its worktrees know the checkout with the table") {
  RepositoryWorld world;
  Other other(world);
  auto workspace = other.prepare("B-1");
  auto checkout = git::make_git_checkout(world.loop(), world.environment());
  CHECK(checkout->locate(workspace.path)->table_checkout == world.options.top);
  CHECK(checkout->locate(other.options.top)->table_checkout.empty());
  CHECK(checkout->locate(world.prepare("A-1").path)->table_checkout.empty());
}

TEST_CASE("another repository: a task of the same name, of another table, keeps its worktree") {
  RepositoryWorld world;
  Other other(world);
  auto workspace = other.prepare("B-1");
  auto table = world.directory() + "/another table";
  world.sh("",
           "mkdir 'another table' && echo \"$PWD/another table\" >'my api/.git/worktrees/B-1/reeve-table'");
  other.repository->prepare({world.run, "B-1", "", {}});
  auto failed = world.expect<run::event::WorkspaceFailed>();
  CHECK(failed.blocker);
  CHECK(mentions(failed.error.message, "a task of the same name is worked on for " + table));
  CHECK(world.sh(workspace.path, "git rev-parse --abbrev-ref HEAD") == "reeve/B-1");
}
