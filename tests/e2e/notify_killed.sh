# reeve is killed between the verdict and its own last word on it: the command that runs ends with it, and the next start
# tells the event once more.
source "$(dirname "$0")/support/lib.sh"

make_fifo
config_more='"on": {"done": "cat >>'"'$world/events'"'; cat '"'$world/fifo'"'"}'
make_project
expect_exit 137 env REEVE_FAULT=discard-begun reeve run
expect_row A-1 done
expect_no_process_left
: >"$world/events"
start reeve run
wait_for_hang
let_go
ended 0
expect_equal "$(wc -l <"$world/events")" 1 "events"
grep -q '"event":"done",.*"id":"A-1"' "$world/events" || fail "it was not told again: $(cat "$world/events")"
expect_followed
expect_exit 0 reeve run
expect_equal "$(wc -l <"$world/events")" 1 "events"
