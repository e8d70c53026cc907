# A repeated id holds its tasks and is named: nothing of it starts, the rest is done.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)" "$(row A-1)"
expect_exit 1 reeve check
expect_out "docs/tasks.md:7:"
expect_out A-1
expect_exit 3 reeve run
expect_err A-1
expect_row A-2 done
expect_attempts A-1 0
expect_followed
