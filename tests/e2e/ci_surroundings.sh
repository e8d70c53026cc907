# `reeve run` where a pipeline puts it: a commit checked out instead of a branch, nobody's identity, no home to write to;
# and a push of reeve's own starts nothing again.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)" "$(row A-3)" "$(row A-4)"
git config --global --unset user.name
git config --global --unset user.email
git config --global user.useConfigOnly true

# pipeline_clone DEPTH: of the remote's tip, as runners make it: no branch, no upstream.
pipeline_clone() {
  cd "$world"
  rm -rf "$clone" "$clone.worktrees"
  git init -q "$clone"
  cd "$clone"
  git remote add origin "file://$remote"
  git fetch -q ${1:+--depth "$1"} origin "+$(remote_tip):refs/pipelines/1"
  git checkout -q --detach refs/pipelines/1
}

note "GitLab: detached; who commits is nobody but reeve"
pipeline_clone
refused 2 detached '"branch"' -- reeve run
expect_exit 0 env CI=true GITLAB_CI=true CI_PIPELINE_SOURCE=schedule CI_COMMIT_BRANCH=main reeve run --once --max-tasks 1
expect_row A-1 done
expect_equal "$(git -C "$remote" log -1 --format='%an <%ae>, %cn <%ce>' main)" \
  "reeve <reeve@ci.invalid>, reeve <reeve@ci.invalid>" "who committed"
expect_equal "$(git -C "$remote" log -1 --format=%an reeve/A-1)" reeve "who worked"

note "a merge request has no branch to publish on"
refused 2 detached -- env CI=true GITLAB_CI=true CI_PIPELINE_SOURCE=merge_request_event \
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main reeve run

note "Woodpecker: depth 1, a branch without upstream; a home that cannot be written"
pipeline_clone 1
git checkout -q -b main
expect_exit 0 env HOME=/proc CI=woodpecker CI_PIPELINE_EVENT=cron CI_COMMIT_REF=refs/heads/main reeve run --once --max-tasks 1
expect_row A-2 done

note "Actions: no home at all, and a name that the pipeline gives"
pipeline_clone 1
expect_exit 0 env -u HOME CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=schedule GITHUB_REF=refs/heads/main \
  GIT_AUTHOR_NAME=Night GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=Night GIT_COMMITTER_EMAIL=n@example.org \
  reeve run --once --max-tasks 1
expect_row A-3 done
expect_equal "$(git -C "$remote" log -1 --format='%an <%ae>' main)" "Night <n@example.org>" "who committed"

note "what reeve pushed starts nothing; what a person pushes does"
pipeline_clone 1
tip=$(remote_tip)
for words in "GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/main" \
  "CI=woodpecker CI_PIPELINE_EVENT=push CI_COMMIT_REF=refs/heads/main" \
  "GITLAB_CI=true CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main"; do
  # shellcheck disable=SC2086
  expect_exit 0 env CI=true $words reeve run --once
  expect_err "the push that started this pipeline is of a run of reeve's"
  expect_tip_unchanged "$tip"
done
git config user.name "E. Tester"
git config user.email tester@example.org
echo more >>README.md
commit_all "more"
git push -q origin HEAD:main
expect_exit 0 env CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/main reeve run --once
expect_row A-4 done
