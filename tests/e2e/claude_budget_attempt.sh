# An attempt ends while it works when it has used up its budget, and counts as one that failed.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

config_more='"budget": {"attempt": {"tokens": "3K"}}'
make_project
model "$(runs A-1 true)" "$(runs A-1 true)" "$(runs A-1 "cat '$world/fifo'")" "$(commits A-1)" "$(reports A-1 success)"
make_fifo
expect_exit 0 reeve run
expect_err "budget.attempt.tokens"
expect_row A-1 done
expect_requests 5
expect_foreseen
