# An API that never answers: the attempt ends at `worker.silence`, nothing of it is left, the next one does the task.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"silence": "5s"'
make_project
model "$(breaks A-1 hang)" "$(commits A-1)" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_err "has been silent for 4"
expect_err "it is ended after 5s"
expect_err "no output for too long"
expect_row A-1 done
expect_requests 3
expect_foreseen
expect_exit 0 reeve show A-1
expect_out "2 (1 not accepted)"
expect_no_worker_left
