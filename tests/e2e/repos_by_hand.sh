# By hand, in another repository: start, and all commands work from its worktree too.
source "$(dirname "$0")/support/lib.sh"
source "$support/repos.sh"

make_api
config_more=$api_config
make_project "$(repo_row B-1 api)" "$(repo_row B-2 api B-1)" "$(repo_row B-3 api)"
expect_exit 0 reeve start B-1
tree=$world/api.worktrees/B-1
expect_out "  in $tree  worker"
cd "$tree"
expect_exit 0 reeve prompt B-1
expect_out "- api-check: sh check.sh"
expect_exit 0 reeve status
expect_out "docs/tasks.md"
expect_out "B-1"
touch bad && git add bad && git commit -q -m "work"
expect_exit 1 reeve finish B-1
expect_out "api: bad is here"
git rm -q bad && echo well >B-1.txt && git add B-1.txt && git commit -q -m "mended"
expect_exit 0 reeve finish B-1
expect_out "B-1 done: reeve/B-1 at $(api_tip reeve/B-1 | cut -c1-12), api-check passed"
cd "$clone"
expect_row B-1 "done"
[[ ! -e $tree ]] || fail "the worktree of the finished task is left"

expect_exit 0 reeve start B-2
expect_equal "$(git -C "$world/api.worktrees/B-2" log -1 --format=%s)" mended "the base of B-2"
expect_exit 0 reeve block B-2 --note "needs a key"
expect_row B-2 failed
expect_exit 0 reeve start B-3
expect_exit 0 reeve reset B-3
expect_row B-3 not-started

note "the user's own worktree of it is no task's"
git -C "$api" worktree add -q -b mine "$world/mine" 2>/dev/null
expect_exit 65 reeve -C "$world/mine" next
expect_api_untouched
expect_followed
expect_sound_api
