# Ctrl-C: nothing more starts, the running attempt ends well, exit 130; a new start goes on.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_hang
kill -INT "$started"
let_go
ended 130
expect_row A-1 done
expect_row A-2 not-started
expect_followed
expect_exit 0 reeve run
expect_row A-2 done
expect_attempts A-1 1
