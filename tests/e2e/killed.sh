# SIGKILL while a worker works: its processes end with reeve, a new start finishes the task once.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 daemon $world/fifo; hang $world/fifo" >"$plan"
make_project "$(row A-1)" "$(row A-2 not-started A-1)"
base=$(remote_tip)
start reeve run
wait_for_hang
kill_started
expect_no_process_left
expect_row A-1 in-progress
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_equal "$(git rev-list --count "$base..main")" 4 "published commits"
expect_followed
