# A repeated id holds its tasks and is named: nothing of it starts, the rest is done.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)" "$(row A-1)"
expect_exit 3 reeve run
expect_err "A-1  held (line 5): A-1 is also the id in line 7"
expect_err "A-1  held (line 7): A-1 is also the id in line 5"
expect_row A-2 done
expect_attempts A-1 0
expect_followed
tip=$(remote_tip)
take_next_step 1
expect_step "docs/tasks.md:5:"
expect_step "docs/tasks.md:7:"
refused 3 "A-1  held" -- reeve run
expect_tip_unchanged "$tip"
mended_by sed -i '7s/A-1/A-3/' docs/tasks.md
expect_row A-3 done
