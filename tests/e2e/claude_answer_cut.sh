# The connection ends behind a part of the answer that is complete: the program gives up at once, and reeve goes on in its
# session after a pause; no attempt is lost.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"attempts": 1'
make_project
model "$(commits A-1)" "$(breaks A-1 drop '{"events": 4}')" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_err "closed mid-response"
expect_row A-1 done
expect_sessions 1
expect_requests 3
expect_foreseen
