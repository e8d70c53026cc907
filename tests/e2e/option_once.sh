# --once: what is ready at the start, and no more, even when that makes others ready.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row B-1)"
expect_exit 0 reeve run --once
expect_row A-1 done
expect_row B-1 done
expect_row A-2 not-started
expect_err "stopping after 2 tasks"
expect_exit 0 reeve run --once
expect_row A-2 done
remember
expect_exit 0 reeve run --once
expect_unchanged
