# The API is overloaded for a while: reeve tries again after a pause, and no attempt is lost.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

export CLAUDE_CODE_MAX_RETRIES=0
worker_more='"attempts": 1'
make_project
as_subscriber
model "$(breaks A-1 overloaded)" "$(breaks A-1 server_error)" "$(commits A-1)" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_err "529 Overloaded"
expect_err "500 Internal server error"
expect_row A-1 done
expect_foreseen
expect_exit 0 reeve show A-1
expect_out "(0 not accepted)"
