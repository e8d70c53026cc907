# An answer without a word, after the program has asked for one: an attempt that failed; the next one does the task.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_project
model "$(says A-1 "")" "$(says A-1 "")" "$(commits A-1)" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_row A-1 done
expect_requests 4
expect_foreseen
expect_exit 0 reeve show A-1
expect_out "2 (1 not accepted)"
