// Submodules that a worker has made: what git says of them, and what they say of themselves.
#include "git/submodules.h"

#include "repository_world.h"

using reeve::git::read_index_list;
using reeve::git::RepositoryWorld;
using reeve::git::strange_submodule_settings;
using Names = std::vector<std::string>;

TEST_CASE("git ls-files, entry by entry") {
  using namespace std::string_literals;
  auto list = read_index_list(
      "H 100644 aaaa 0\tplain\0H 160000 bbbb 0\ta module\0h 100644 cccc 0\tassumed\0S 100644 dddd 0\tskipped\0junk\0"s,
      "/nowhere");
  CHECK(list.submodules == Names{"a module"});
  CHECK(list.there == Names{"assumed"});
  CHECK(list.missing == Names{"skipped"});
}

TEST_CASE("a submodule may set what git writes there, and nothing that names a program") {
  using namespace std::string_literals;
  CHECK(strange_submodule_settings("core.bare\nfalse\0core.worktree\n../../lib\0remote.origin.url\nx\0"
                                   "remote.origin.fetch\n+refs/*\0branch.main.merge\nrefs/heads/main\0"s)
            .empty());
  CHECK(strange_submodule_settings("filter.x.clean\nsh\0core.fsmonitor\nsh\0remote.origin.uploadpack\nsh\0"
                                   "include.path\n../evil\0core.hookspath\n.\0"s) ==
        Names{"filter.x.clean", "core.fsmonitor", "remote.origin.uploadpack", "include.path",
              "core.hookspath"});
}

TEST_CASE("a repository of the worker's, committed as a submodule, runs nothing when its work is judged") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.sh(
      workspace.path,
      "git init -q sub && cd sub && git config user.name x && git config user.email x@example.org && "
      "echo 'f filter=evil' >.gitattributes && echo 1 >f && git add . && git commit -q -m sub && cd .. && "
      "git add sub 2>/dev/null && git commit -q -m work && touch -d '1 minute ago' sub/f && "
      "git -C sub config filter.evil.clean 'touch ../pwned; cat'");
  auto found = world.inspect(workspace);
  CHECK(found.violation.find(
            "the submodule sub has a configuration of its own that sets filter.evil.clean") == 0);
  CHECK_FALSE(world.files().exists(workspace.path + "/pwned"));
  world.sh(workspace.path, "git -C sub config --remove-section filter.evil");
  CHECK(world.inspect(workspace).violation.empty());
  world.sh(workspace.path, "echo 2 >sub/f");
  CHECK(world.inspect(workspace).violation == "the submodule sub is not clean: f");
}

TEST_CASE("HEAD that names no branch is none, and leads to no path") {
  RepositoryWorld world;
  auto workspace = world.prepare("A-1");
  world.work(workspace, "new.txt");
  for (const char* name : {"../../../victim", "a/../b", ".hidden", "a.lock", "a b", "", "a//b", "-x\\ny"}) {
    world.sh(workspace.path,
             "printf 'ref: refs/heads/" + std::string(name) + "\\n' >\"$(cat .git | cut -d' ' -f2-)/HEAD\"");
    CHECK(world.inspect(workspace).violation.find("HEAD of the worktree names neither") == 0);
  }
}
