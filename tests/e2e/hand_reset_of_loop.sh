# reset of what a loop works on here is refused, and says what does it; done, the row is back.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 hang $world/fifo" >"$plan"
make_project
start reeve run
wait_for_hang
cp "$world/err" "$world/said"
reeve reset A-1 >/dev/null 2>"$world/err" </dev/null && fail "it was put back"
expect_err "A-1 is worked on by a loop"
expect_err "reeve run (process $started"
expect_row A-1 in-progress
take_next_step
expect_step "A-1 is back at not-started"
expect_row A-1 not-started
ended 3
let_go
