# A result block for another task is no result.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<PLAN
A-1 1 edit a.txt half; commit; result-for Z-9 success
A-1 2 wants Z-9; edit a.txt good; commit; result success
A-2 * edit b.txt half; commit; result-for A-1 success
PLAN
worker_more='"attempts": 2'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_row A-1 done
expect_attempts A-1 2
expect_attempts A-2 2
expect_equal "$(git log --format=%s main..reeve/A-1 -- docs/tasks.md reeve.json)" ""
expect_err "the worker reported on another task, 'Z-9'"
given_up A-2 "the worker reported on another task, 'A-1'"
