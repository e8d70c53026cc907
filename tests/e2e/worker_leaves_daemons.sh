# What a worker leaves behind in other sessions ends with it.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 * daemon $world/fifo; edit a.txt good; commit; result success" >"$plan"
make_project
expect_exit 0 reeve run
expect_row A-1 done
mapfile -t left < <(left_processes)
expect_equal "${#left[@]}" 0 "processes left: ${left[*]-}"
