# The tracking file is deleted upstream in mid-run: exit 66, the work stays. The next step brings the file back, and
# the run is finished without another attempt.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_hang
elsewhere git rm -q docs/tasks.md
tip=$(remote_tip)
let_go
ended 66
expect_err "docs/tasks.md is not on origin/main"
expect_err "any more"
expect_tip_unchanged "$tip"
expect_clean_status
git rev-parse -q --verify reeve/A-1 >/dev/null || fail "the work is gone"
expect_attempts A-2 0

# The same on the next start.
expect_exit 66 reeve run
expect_err "any more"
expect_tip_unchanged "$tip"
take_next_step
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_attempts A-1 1
expect_followed
