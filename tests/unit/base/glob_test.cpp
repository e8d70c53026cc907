#include "support/catch.h"

#include "reeve/base/text.h"

namespace reeve {

TEST_CASE("a pattern without a slash matches a name at any depth") {
  CHECK(glob_match("reeve.json", "reeve.json"));
  CHECK(glob_match("reeve.json", "sub/reeve.json"));
  CHECK_FALSE(glob_match("reeve.json", "xreeve.json"));
  CHECK(glob_match("*.md", "docs/deep/tasks.md"));
  CHECK_FALSE(glob_match("*.md", "docs/tasks.mdx"));
}

TEST_CASE("a pattern with a slash is anchored at the top") {
  CHECK(glob_match("docs/*.md", "docs/tasks.md"));
  CHECK_FALSE(glob_match("docs/*.md", "sub/docs/tasks.md"));
  CHECK_FALSE(glob_match("docs/*.md", "docs/deep/tasks.md"));
  CHECK(glob_match("/reeve.json", "reeve.json"));
  CHECK_FALSE(glob_match("/reeve.json", "sub/reeve.json"));
}

TEST_CASE("two stars cross directories") {
  CHECK(glob_match("**/tasks.md", "tasks.md"));
  CHECK(glob_match("**/tasks.md", "a/b/tasks.md"));
  CHECK_FALSE(glob_match("**/tasks.md", "a/xtasks.md"));
  CHECK(glob_match("a/**/z", "a/z"));
  CHECK(glob_match("a/**/z", "a/b/c/z"));
  CHECK(glob_match("a/**", "a/b/c"));
  CHECK_FALSE(glob_match("a/**", "b/a/c"));
  CHECK(glob_match("**", "anything/at/all"));
}

TEST_CASE("a directory covers all below it") {
  CHECK(glob_match("ci", "ci/build/run.sh"));
  CHECK(glob_match("ci", "tools/ci/run.sh"));
  CHECK(glob_match("ci/", "ci/run.sh"));
  CHECK_FALSE(glob_match("ci/", "ci"));
  CHECK(glob_match("docs/private", "docs/private/a/b"));
  CHECK_FALSE(glob_match("docs/private", "docs/privateer"));
}

TEST_CASE("single characters, sets and escapes") {
  CHECK(glob_match("v?.txt", "v1.txt"));
  CHECK_FALSE(glob_match("a?b", "a/b"));
  CHECK(glob_match("v[0-9].txt", "v7.txt"));
  CHECK_FALSE(glob_match("v[!0-9].txt", "v7.txt"));
  CHECK(glob_match("[]x]", "]"));
  CHECK(glob_match("[x", "[x"));
  CHECK(glob_match("\\*", "*"));
  CHECK_FALSE(glob_match("\\*", "x"));
}

TEST_CASE("an empty pattern matches nothing, '*' everything") {
  CHECK_FALSE(glob_match("", "a"));
  CHECK_FALSE(glob_match("/", "a"));
  CHECK_FALSE(glob_match("  ", "a"));
  CHECK(glob_match("*", "a/b"));
}

TEST_CASE("no pattern is slow") {
  // Backtracking matchers need time exponential in the stars here.
  std::string pattern, path(4'000, 'a');
  for (int i = 0; i < 60; ++i) pattern += "*a**a";
  CHECK_FALSE(glob_match("/" + pattern + "b", path));
  CHECK(glob_match("/" + pattern, path));
}

}  // namespace reeve
