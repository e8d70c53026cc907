# SIGKILL in the middle of an answer: nothing lives on, a new start does the task once.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_project
base=$(remote_tip)
model "$(breaks A-1 stall)" "$(commits A-1)" "$(reports A-1 success)"
start reeve run
wait_for_request "Task: A-1"
kill_reeve
expect_row A-1 in-progress
expect_exit 0 reeve run
expect_row A-1 done
expect_foreseen
expect_equal "$(git rev-list --count "$base..main")" 2 "published commits"
expect_followed
