// What a pipeline's environment tells.
#include "app/pipeline.h"

#include "support/catch.h"

namespace reeve::app {

TEST_CASE("without the marks of a known CI there is no pipeline") {
  CHECK_FALSE(pipeline_in({"CI=true", "GITHUB_REF=refs/heads/main"}));
}

TEST_CASE("Actions tell the branch by the ref, and a pull request has none") {
  auto push = pipeline_in({"GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/a/b"});
  REQUIRE(push);
  CHECK(push->name == "GitHub Actions");
  CHECK(push->pushed);
  CHECK(push->branch == "a/b");
  auto request = pipeline_in({"GITHUB_ACTIONS=true", "GITEA_ACTIONS=true", "GITHUB_REF=refs/pull/1/merge",
                              "GITHUB_REF_NAME=1/merge", "GITHUB_BASE_REF=main"});
  CHECK(request->name == "Gitea Actions");
  CHECK(request->branch.empty());
  CHECK(request->target == "main");
  CHECK_FALSE(request->pushed);
}

TEST_CASE("GitLab tells the branch of branches alone, and zeros for a new one") {
  auto push = pipeline_in({"GITLAB_CI=true", "CI_PIPELINE_SOURCE=push", "CI_COMMIT_BRANCH=main",
                           "CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000"});
  REQUIRE(push);
  CHECK(push->pushed);
  CHECK(push->branch == "main");
  CHECK(push->before.empty());
}

TEST_CASE("Woodpecker's branch is the target's for a pull request: then it is none to publish on") {
  auto request = pipeline_in({"CI=woodpecker", "CI_PIPELINE_EVENT=pull_request", "CI_COMMIT_BRANCH=main",
                              "CI_COMMIT_TARGET_BRANCH=main", "CI_COMMIT_REF=refs/pull/3/head"});
  REQUIRE(request);
  CHECK(request->branch.empty());
  CHECK(request->target == "main");
  auto nightly = pipeline_in(
      {"CI=woodpecker", "CI_PIPELINE_EVENT=cron", "CI_COMMIT_REF=refs/heads/main", "CI_PREV_COMMIT_SHA=abc"});
  CHECK(nightly->branch == "main");
  CHECK(nightly->before.empty());
  CHECK_FALSE(nightly->pushed);
}

}  // namespace reeve::app
