# The stream breaks off in the middle of an answer: the program asks again, and reeve need not know.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"attempts": 1'
make_project
model "$(breaks A-1 drop)" "$(commits A-1)" "$(breaks A-1 drop)" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_row A-1 done
expect_requests 4
expect_foreseen
