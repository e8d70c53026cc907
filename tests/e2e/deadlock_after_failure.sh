# What waits for a failed task can never start: exit 3, with the chain.
source "$(dirname "$0")/support/lib.sh"

echo 'A-1 1 result failed no idea' >"$plan"
worker_more='"attempts": 1'
make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3 not-started A-2)"
expect_exit 3 reeve run
expect_row A-1 failed
expect_row A-2 not-started
expect_err "A-3"
expect_err "A-1 (failed)"
expect_followed
take_next_step
expect_step "no idea"
reeve reset A-1 2>/dev/null || fail "the row cannot be put back"
expect_exit 0 reeve run
expect_row A-3 done
expect_followed
