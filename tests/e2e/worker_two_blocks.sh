# Of two result blocks the last with the task's id counts, in both directions.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<PLAN
A-1 1 result failed first thought; edit a.txt good; commit; result success; result-for A-2 failed
A-2 * edit b.txt good; commit; result success; result failed no, not so; result-for A-1 success
PLAN
worker_more='"attempts": 1'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_row A-1 done
expect_attempts A-1 1
expect_attempts A-2 1
given_up A-2 "no, not so"
