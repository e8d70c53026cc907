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

echo '{"repository": {"default_branch": "main"}}' >"$world/event"

note "GitLab: detached; who commits is nobody but reeve"
pipeline_clone
refused 2 detached '"branch"' -- reeve run
expect_exit 0 env CI=true GITLAB_CI=true CI_PIPELINE_SOURCE=schedule CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main reeve run --once --max-tasks 1
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
expect_exit 0 env HOME=/proc CI=woodpecker CI_PIPELINE_EVENT=cron CI_COMMIT_REF=refs/heads/main CI_REPO_DEFAULT_BRANCH=main \
  reeve run --once --max-tasks 1
expect_row A-2 done

note "Actions: no home at all, and a name that the pipeline gives"
pipeline_clone 1
expect_exit 0 env -u HOME CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=schedule GITHUB_REF=refs/heads/main \
  GITHUB_EVENT_PATH="$world/event" GIT_AUTHOR_NAME=Night GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=Night GIT_COMMITTER_EMAIL=n@example.org \
  reeve run --once --max-tasks 1
expect_row A-3 done
expect_equal "$(git -C "$remote" log -1 --format='%an <%ae>' main)" "Night <n@example.org>" "who committed"

note "what a loop of a pipeline pushed starts nothing; what a person pushes does"
pipeline_clone 1
tip=$(remote_tip)
on_push=(CI=true GITLAB_CI=true CI_PIPELINE_SOURCE=push CI_DEFAULT_BRANCH=main)
for words in "GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/main" \
  "CI=woodpecker CI_PIPELINE_EVENT=push CI_COMMIT_REF=refs/heads/main CI_REPO_DEFAULT_BRANCH=main" \
  "GITLAB_CI=true CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main"; do
  # shellcheck disable=SC2086
  expect_exit 0 env CI=true GITHUB_EVENT_PATH="$world/event" $words reeve run --once
  expect_err "the push that started this pipeline is of a run of reeve's"
  expect_no_err "0 done"
  expect_tip_unchanged "$tip"
done
git config user.name "E. Tester"
git config user.email tester@example.org
echo more >>README.md
commit_all "more"
git push -q origin HEAD:main

note "a branch that reeve pushed is none to publish on, whoever tells of it"
tips=$(git -C "$remote" for-each-ref)
work=$(remote_tip reeve/A-1)
git fetch -q origin '+refs/heads/*:refs/remotes/origin/*'
git checkout -q --detach "$work"
expect_exit 0 env "${on_push[@]}" CI_COMMIT_BRANCH=reeve/A-1 reeve run --once
expect_err "nothing to do: this pipeline is of a push to 'reeve/A-1'; tasks are claimed on 'main'"
expect_exit 0 env CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/reeve/A-1 reeve run --once
expect_err "nothing to do: this pipeline is of a push to 'reeve/A-1', a branch of finished work"
git checkout -q -B reeve/A-1 --track origin/reeve/A-1
expect_exit 0 env "${on_push[@]}" CI_COMMIT_BRANCH=reeve/A-1 reeve run --once
expect_err "nothing to do"
git checkout -q -B topic --no-track "$work"
expect_exit 2 env CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=schedule GITHUB_REF=refs/heads/topic \
  GITHUB_EVENT_PATH="$world/event" reeve run --once
expect_err '"branch"'
expect_equal "$(git -C "$remote" for-each-ref)" "$tips" "the remote's branches"
note "a clone knows what the remote calls its own, where the pipeline does not tell"
git checkout -q --detach origin/main
git remote set-head origin main
expect_exit 0 env CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/main reeve run --once
expect_row A-4 done
expect_equal "$(cell A-4 9 | cut -d/ -f1)" fake-ci "the name of a pipeline's loop"

note "a claim by hand starts nothing; its verdict frees what depends on it, and so does putting it back"
git checkout -q -B main origin/main
git pull -q
git branch -q -u origin/main
sed -i "/^| A-4 /a $(row B-1)\n$(row B-2 not-started B-1)\n$(row B-3)" docs/tasks.md
publish "more tasks"
expect_exit 0 reeve start B-1
git checkout -q --detach origin/main
expect_exit 0 env "${on_push[@]}" CI_COMMIT_BRANCH=main reeve run --once
expect_err "which sees to what is left"
git checkout -q main
(cd "$clone.worktrees/B-1" && echo b >b.txt && commit_all b)
expect_exit 0 reeve finish B-1 --wait
git checkout -q --detach origin/main
expect_exit 0 env "${on_push[@]}" CI_COMMIT_BRANCH=main reeve run --once --max-tasks 1
expect_row B-2 done
git checkout -q main
git pull -q
expect_exit 0 reeve start B-3
expect_exit 0 reeve reset B-3
git checkout -q --detach origin/main
expect_exit 0 env "${on_push[@]}" CI_COMMIT_BRANCH=main reeve run --once
expect_row B-3 done
