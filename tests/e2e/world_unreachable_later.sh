# The remote goes away in mid-run: bounded retries, exit 69, the row stays this run's and the work stays; when it is back,
# the next start publishes what was done, without another attempt.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
config_more='"limits": {"push_attempts": 2}' make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_hang
tip=$(remote_tip)
mv "$remote" "$world/away.git"
let_go
ended 69
expect_err "repository not found"
expect_err "nothing is lost"
expect_clean_status
mv "$world/away.git" "$remote"
expect_tip_unchanged "$tip"
expect_row A-1 in-progress
expect_attempts A-2 0
take_next_step
expect_step "$remote"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_attempts A-1 1
expect_followed
