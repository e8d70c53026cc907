# Two repositories, each with its remote, one table: a task is worked on, judged and pushed where its repo cell says.
source "$(dirname "$0")/support/lib.sh"
source "$support/repos.sh"

cat >"$plan" <<'PLAN'
B-1 * edit docs/tasks.md mine; edit B-1.txt done; commit; result success
C-1 * edit bad now; commit; result success
C-2 1 edit reeve.json mine; commit; result success
C-2 * lacks sound; wants api-check; sh git reset -q --hard HEAD~; edit C-2.txt done; commit; result success
PLAN
make_api
config_more='"repos": {"api": {"path": "../api", "gates": [{"name": "api-check", "command": ["sh", "check.sh"]}],
                               "setup": [["sh", "-c", "echo ready >../$REEVE_TASK.set-up"]]}},
             "limits": {"failures_in_row": 9}'
make_project "$(row A-1)" "$(repo_row B-1 api A-1)" "$(row A-2 not-started B-1)" "$(repo_row B-2 api 'B-1, A-2')" \
  "$(repo_row C-1 api)" "$(repo_row C-2 api)"
base=$(remote_tip)
expect_exit 1 reeve run
for id in A-1 A-2 B-1 B-2 C-2; do expect_row $id "done"; done

note "each branch is on the remote of its repository, and on no other"
expect_equal "$(git -C "$remote" for-each-ref --format='%(refname:short)' | sort | tr '\n' ' ')" "main reeve/A-1 reeve/A-2 "
expect_equal "$(git -C "$api_remote" for-each-ref --format='%(refname:short)' | sort | tr '\n' ' ')" "reeve/B-1 reeve/B-2 reeve/C-2 trunk "
expect_equal "$(cat "$plan.attempts/B-1")" "$world/api.worktrees/B-1" "where B-1 was worked on"
expect_equal "$(git rev-list --count "$base..main")" 12 "published commits"
expect_followed
expect_api_untouched
[[ -e $world/api.worktrees/B-1.set-up && ! -e $clone.worktrees/A-1.set-up ]] || fail "the set-up of api is not api's alone"

note "bases: of the same repository only, and what stands behind a task of another one counts"
git -C "$api_remote" merge-base --is-ancestor reeve/B-1 reeve/B-2 || fail "B-2 is not built on B-1"
git -C "$remote" merge-base --is-ancestor reeve/A-1 reeve/A-2 || fail "A-2 is not built on A-1"
expect_equal "$(git -C "$api_remote" log --format=%s trunk..reeve/B-1)" "work on B-1"

note "judged there: the path of the table is nothing special, protected paths and its own gates are"
git -C "$api_remote" show reeve/B-1:docs/tasks.md | grep -qx mine || fail "docs/tasks.md of api was not changed"
expect_row C-1 failed
expect_attempts C-1 3
expect_err "gate 'api-check' failed"
[[ ! $(api_tip reeve/C-1) ]] || fail "failed work was pushed"
expect_attempts C-2 2
expect_err "changes reeve.json, a protected path"

note "the verdict says where its commit is"
verdict=$(git log --format=%H --grep='^Reeve-Task: B-1' -1 main)
expect_equal "$(git log -1 --format='%(trailers:key=Reeve-Repo,valueonly,separator=%x2C)' "$verdict")" api
expect_equal "$(git log -1 --format='%(trailers:key=Reeve-Commit,valueonly,separator=%x2C)' "$verdict")" "$(api_tip reeve/B-1)"
expect_equal "$(git log -1 --format='%(trailers:key=Reeve-Gates,valueonly,separator=%x2C)' "$verdict" | cut -d= -f1)" api-check
expect_exit 0 reeve show B-1
expect_out "repository  $api"
expect_exit 0 reeve show C-1
expect_out "api: bad is here"
expect_out "worktree    $world/api.worktrees/C-1"
expect_equal "$(git -C "$api" for-each-ref --format=1 refs/reeve/kept | wc -l)" 1 "kept commits in api"
[[ ! -e $world/api.worktrees/B-1 ]] || fail "the worktree of B-1 is left"
expect_exit 0 reeve doctor
expect_out "repos          api: $api, work starts from trunk"
expect_sound_api

note "the gates on the base: of each repository by itself"
cd "$api"
touch bad
commit_all "broken base"
git push -q
cd "$clone"
board "$(repo_row B-9 api)" >docs/tasks.md
publish "one more"
expect_exit 2 reeve run
expect_err "gate 'api-check' fails on the base"
expect_row B-9 not-started
