# `--base auto` compares with what the pipeline tells, in each CI's words; where history is missing, it says so, and the
# next step brings it.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)"
first=$(git rev-parse HEAD)
echo more >>README.md
publish "more"
second=$(git rev-parse HEAD)
sed -i '/^| A-1 /s/not-started/done/' docs/tasks.md
publish "done by hand"
third=$(git rev-parse HEAD)
git checkout -q -b topic
sed -i '/^| A-2 /s/not-started/done/' docs/tasks.md
commit_all "on a topic"
git push -q origin topic
git checkout -q --detach
config_more='"branch": "main"' write_config
zeros=0000000000000000000000000000000000000000
bad='A-2: its status'

# since BASE VARIABLE…: that commit is the base.
since() {
  local base=$1; shift
  local code=0
  [[ $base == "$(git rev-parse HEAD)" ]] || code=1
  expect_exit "$code" env "$@" reeve check --base auto --format json
  expect_equal "$(jq -r .base "$world/out")" "$base" "the base, with $*"
}

since "$third"
since "$third" CI=woodpecker CI_PIPELINE_EVENT=pull_request CI_COMMIT_TARGET_BRANCH=main CI_PREV_COMMIT_SHA="$first"
since "$second" CI=woodpecker CI_PIPELINE_EVENT=push CI_COMMIT_REF=refs/heads/topic CI_PREV_COMMIT_SHA="$second"
since "$third" CI=woodpecker CI_PIPELINE_EVENT=push CI_PREV_COMMIT_SHA="$zeros" CI_REPO_DEFAULT_BRANCH=main
since "$third" GITHUB_ACTIONS=true GITHUB_BASE_REF=main
printf '{"before": "%s", "repository": {"default_branch": "main"}}' "$second" >"$world/event"
since "$second" GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH="$world/event"
since "$second" GITEA_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH="$world/event"
printf '{"before": "%s", "repository": {"default_branch": "main"}}' "$zeros" >"$world/event"
since "$third" FORGEJO_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH="$world/event"
since "$second" GITLAB_CI=true CI_MERGE_REQUEST_DIFF_BASE_SHA="$second" CI_COMMIT_BEFORE_SHA="$zeros"
since "$first" GITLAB_CI=true CI_PIPELINE_SOURCE=push CI_COMMIT_BEFORE_SHA="$first"
note "a commit that a force push took away: the branch instead"
since "$third" GITLAB_CI=true CI_PIPELINE_SOURCE=push CI_COMMIT_BEFORE_SHA=1111111111111111111111111111111111111111 \
  CI_DEFAULT_BRANCH=main

note "there is nothing that HEAD can be compared with but itself: that is said, not passed over"
git checkout -q --detach origin/main
lost=1111111111111111111111111111111111111111
for before in "$lost" "$zeros"; do
  for words in "GITLAB_CI=true CI_PIPELINE_SOURCE=push CI_COMMIT_BEFORE_SHA=$before CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main" \
    "CI=woodpecker CI_PIPELINE_EVENT=push CI_COMMIT_REF=refs/heads/main CI_PREV_COMMIT_SHA=$before CI_REPO_DEFAULT_BRANCH=main"; do
    # shellcheck disable=SC2086
    expect_exit 2 env $words reeve check --base auto
    expect_err "what was on 'main' before this push is"
  done
done
expect_exit 0 env GITLAB_CI=true CI_PIPELINE_SOURCE=schedule CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main reeve check --base auto
expect_err "note: HEAD is what it is compared with: no commit was judged"
git checkout -q --detach topic

note "a clone of depth 1, of the topic alone"
cd "$world"
git clone -q --depth 1 --single-branch --branch topic "file://$remote" "$world/shallow"
cd "$world/shallow"
config_more='"branch": "main"' write_config
expect_exit 2 reeve check --base "$second"
expect_err "the history of this clone is cut off"
expect_err "fetch-depth: 0"
export GITHUB_ACTIONS=true GITHUB_BASE_REF=main
expect_exit 2 reeve check --base auto
expect_err "the branch 'main'"
take_next_step
expect_exit 2 reeve check --base auto
expect_err "cut off"
take_next_step
expect_exit 1 reeve check --base auto
expect_out "RV023"
expect_out "$bad"
expect_no_out "A-1: its status"
