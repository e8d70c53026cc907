# The loop stops with exit 5 while a worker works when the budget of the run is used up; the row is put back.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

config_more='"budget": {"run": {"tokens": "4K"}}'
make_project "$(row A-1)" "$(row A-2)"
make_fifo
model "$(commits A-1)" "$(reports A-1 success)" "$(runs A-2 true)" "$(runs A-2 "cat '$world/fifo'")"
expect_exit 5 reeve run
expect_err "budget.run.tokens"
expect_row A-1 done
expect_row A-2 not-started
expect_foreseen
expect_no_worker_left
