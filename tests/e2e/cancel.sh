# cancel: the worker and all it started end, the row goes back, its commits stay; the loop goes on with the others.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt half; commit half; daemon $world/fifo; hang $world/fifo; result success
A-1 2 sh grep -q half a.txt; edit a.txt whole; commit; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)" "$(row A-3 in-progress)"
start reeve run
wait_for_hang
status=0
reeve cancel A-2 2>"$world/err2" || status=$?
expect_equal "$status" 2 "cancel of what does not run"
status=0
reeve cancel A-3 2>"$world/err2" || status=$?
expect_equal "$status" 4 "cancel of another's row"
grep -q "reeve reset A-3" "$world/err2" || fail "no way out: $(cat "$world/err2")"
reeve cancel A-1 >"$world/said"
grep -q "A-1 is back at not-started; what was done stays on the branch reeve/A-1" "$world/said" || fail "$(cat "$world/said")"
expect_row A-1 not-started
left=$(left_processes)
[[ $left != *"$world/fifo"* ]] || fail "the worker runs on: $left"
ended 3
expect_row A-2 done
expect_err "A-1  was cancelled"
expect_equal "$(cell A-1 9)" "" "the agent cell"
[[ $(git for-each-ref refs/reeve/kept) ]] || fail "its commit is not kept"
expect_exit 0 reeve run --once
expect_row A-1 done
git -C "$remote" show reeve/A-1:a.txt | grep -q half || fail "the work of the first attempt is lost"
expect_followed
