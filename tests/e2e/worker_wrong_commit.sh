# A commit that is not there is not believed.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<PLAN
A-1 1 edit a.txt half; commit; result-sha 1111111111111111111111111111111111111111
A-1 2 wants 1111111; edit a.txt good; commit; result success
A-2 * edit b.txt half; commit; result-sha 1111111111111111111111111111111111111111
PLAN
worker_more='"attempts": 2'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_row A-1 done
expect_attempts A-1 2
expect_attempts A-2 2
expect_equal "$(git log --format=%s main..reeve/A-1 -- docs/tasks.md reeve.json)" ""
given_up A-2 "the reported commit 1111111111111111111111111111111111111111 does not exist in this repository"
