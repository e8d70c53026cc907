# A worker that prints nothing and changes nothing has done nothing; the next attempt is told, then the task has failed.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<PLAN
A-1 1 say nothing
A-1 2 wants no commit; edit a.txt good; commit; result success
A-2 * say nothing
PLAN
worker_more='"attempts": 2'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_row A-1 done
expect_attempts A-1 2
expect_attempts A-2 2
expect_equal "$(git log --format=%s main..reeve/A-1 -- docs/tasks.md reeve.json)" ""
given_up A-2 "nothing was changed"
