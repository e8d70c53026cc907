# What a worker's command leaves in another session, and what the program itself runs in the background, end with it.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_fifo
make_project
model "$(runs A-1 "setsid cat '$world/fifo' </dev/null >/dev/null 2>&1 &")" \
  "$(runs A-1 "cat '$world/fifo'" '{"run_in_background": true}')" \
  "$(commits A-1)" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_row A-1 done
expect_foreseen
expect_no_worker_left
mapfile -t left < <(left_processes)
expect_equal "${#left[@]}" 0 "processes left: ${left[*]-}"
