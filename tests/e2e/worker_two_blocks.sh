# Of two result blocks the last with the task's id counts.
source "$(dirname "$0")/support/lib.sh"

echo 'A-1 1 result failed first thought; edit a.txt good; commit; result success; result-for A-2 failed' >"$plan"
make_project
expect_exit 0 reeve run
expect_row A-1 done
expect_attempts A-1 1
