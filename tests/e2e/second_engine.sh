# A second run in the same repository: exit 75, it names the first, and nothing is disturbed.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project
start reeve run
wait_for_hang
status=0
reeve run >"$world/out2" 2>"$world/err2" </dev/null || status=$?
expect_equal "$status" 75 "exit of the second run"
grep -q "$started" "$world/err2" || fail "the first is not named: $(cat "$world/err2")"
let_go
ended 0
expect_row A-1 done
expect_followed
