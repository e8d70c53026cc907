# reset puts back a row of another host, of a loop that died, of a failed run; not one that is being worked on here.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-3 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)" "$(row A-4 done)"
git clone -q "$remote" "$world/other"
(cd "$world/other"; reeve start A-1 >/dev/null)
agent=$(cell A-1 9)
expect_exit 0 reeve reset A-1
expect_out "A-1 put back; it was of $agent, first seen from here just now"
for column in 9 10 11 13; do expect_equal "$(cell A-1 $column)" "" "column $column of A-1"; done
expect_row A-1 not-started
expect_equal "$(git -C "$remote" log -1 --format='%(trailers:key=Reeve-Run,valueonly)' main)" "${agent#*/}"
expect_exit 0 reeve reset A-1
expect_out "not-started already"

# Its hand learns it at the next word.
(cd "$world/other"; expect_exit 4 reeve finish A-1)
expect_err "A-1"
expect_row A-1 not-started

# How long it was so, by this host's clock.
(cd "$world/other"; reeve start A-2 >/dev/null)
expect_exit 75 reeve start A-2
expect_exit 0 reeve reset A-2 --json
grep -q '"unchanged_ms":[0-9]' "$world/out" || fail "how long is not said: $(cat "$world/out")"

expect_exit 4 reeve reset A-4
expect_err "A-4 is done"
expect_exit 2 reeve reset A-44
expect_err "did you mean 'A-4'"

# A loop at work, and the same one dead.
start reeve run --lanes 3
wait_for_hang
expect_exit 75 reeve reset A-3
expect_err "reeve run (process $started"
expect_exit 75 reeve finish A-3
expect_err "is worked on by"
kill_started
let_go
expect_exit 0 reeve reset A-3
expect_row A-3 not-started

# A failed one may have another try; what it committed is still there.
expect_exit 0 reeve start A-3
expect_exit 0 reeve block A-3 --note "no"
expect_row A-3 failed
expect_exit 0 reeve reset A-3
expect_row A-3 not-started
echo "A-3 * edit b.txt good; commit; result success" >"$plan"
expect_exit 0 reeve run
expect_row A-3 done
expect_followed
