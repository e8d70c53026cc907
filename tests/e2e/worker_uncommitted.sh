# Uncommitted changes are no work; they are told and stay for the next attempt.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<PLAN
A-1 1 edit a.txt good; commit; edit loose.txt lost; result success
A-1 2 wants loose.txt; sh test -f loose.txt; commit; result success
A-2 * edit b.txt good; commit; edit loose.txt lost; result success
PLAN
worker_more='"attempts": 2'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_row A-1 done
expect_attempts A-1 2
expect_attempts A-2 2
expect_equal "$(git log --format=%s main..reeve/A-1 -- docs/tasks.md reeve.json)" ""
[[ -f $clone.worktrees/A-2/loose.txt ]] || fail "what the worker left is gone"
given_up A-2 "the worktree is not clean: loose.txt"
