# A usage limit that ends: the row stays, reeve waits until then and goes on in the same session; no attempt is lost.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"attempts": 1'
make_project
as_subscriber
model "$(runs A-1 "echo half >A-1.txt")" "$(breaks A-1 usage_limit '{"reset_in_s": 3}')" "$(commits A-1)" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_err "limit"
expect_row A-1 done
expect_sessions 1
expect_requests 4
expect_foreseen
expect_exit 0 reeve show A-1
expect_out "(0 not accepted)"
