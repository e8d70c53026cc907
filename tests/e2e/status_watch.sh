# `status --watch`: the board again as soon as the file changes or a run goes on.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 hang $world/fifo; edit a.txt good; commit; result success" >"$plan"
make_project
start reeve status --watch
wait_for_line "1 task"
board "$(row A-1)" "$(row A-2)" >docs/tasks.md
wait_for_line "2 tasks"
git checkout -q docs/tasks.md
reeve run >"$world/run.out" 2>&1 9>&- &
loop=$!
wait_for_hang
wait_for_line "working"
let_go
wait "$loop" || fail "the run ended with $?: $(cat "$world/run.out")"
wait_for_line "1 done"
kill "$started"
ended 143
expect_followed
