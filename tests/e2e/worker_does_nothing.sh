# A worker that prints nothing and changes nothing has done nothing; the next attempt is told.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<PLAN
A-1 1 say nothing
A-1 2 wants no commit; edit a.txt good; commit; result success
PLAN
worker_more='"attempts": 2'
make_project
base=$(remote_tip)
expect_exit 0 reeve run
expect_row A-1 done
expect_attempts A-1 2
expect_equal "$(git log --format=%s main..reeve/A-1 -- docs/tasks.md reeve.json)" ""

expect_followed
