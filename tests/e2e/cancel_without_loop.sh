# cancel where no loop runs: it says whose the row is and what to do; after a kill -9 the next run takes the socket over.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project "$(row A-1)"
refused 2 "A-1' is not-started" -- reeve cancel A-1
refused 2 "no task 'A-9'" -- reeve cancel A-9
start reeve run
wait_for_hang
kill_started
let_go
[[ -S .git/reeve/control ]] || fail "no socket was left"
git pull -q
refused 4 "no loop runs here" "a run of this checkout that was interrupted" "reeve run" "reeve reset A-1" -- reeve cancel A-1
expect_exit 0 reeve pause
start reeve run
wait_for_line "paused since before"
reeve resume >"$world/said"
ended 0
expect_row A-1 done
