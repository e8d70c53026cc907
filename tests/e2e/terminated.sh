# SIGTERM: the worker ends, its row goes back, exit 143; a new start does the task.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 daemon $world/fifo; hang $world/fifo" >"$plan"
make_project
start reeve run
wait_for_hang
kill -TERM "$started"
ended 143
let_go
expect_no_process_left
expect_row A-1 not-started
expect_equal "$(cell A-1 9)" "" "agent"
expect_followed
expect_exit 0 reeve run
expect_row A-1 done
