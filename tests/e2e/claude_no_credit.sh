# An account without credit: no attempt can do better, so reeve stops at once, says the way out and puts the row back.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_project "$(row A-1)" "$(row A-2)"
model "$(always "$(breaks A-1 no_credit)")"
expect_exit 2 reeve run
expect_err "Credit balance is too low"
expect_err "next:"
expect_row A-1 not-started
expect_row A-2 not-started
expect_sessions 1
expect_followed
