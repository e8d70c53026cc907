# A command of `on` that hangs holds nothing up: the loop goes on, its end waits for it a while, and a signal ends that.
source "$(dirname "$0")/support/lib.sh"

make_fifo
mkfifo "$world/work"
echo "A-4 1 hang $world/work" >"$plan"
config_more='"on": {"done": ["cat", "'$world/fifo'"], "stopped": "cat >>'"'$world/events'"'"}'
make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_line "waiting for on.done of A-1, at most 30s"
expect_row A-1 done
expect_row A-2 done
expect_followed
kill -INT "$started"
ended 0
expect_err "on.done of A-1: ended on request"
expect_err "1 event was not told"
expect_err "everything is done"
expect_no_process_left
grep -q '"reason":"all-done","exit_code":0' "$world/events" || fail "the end was not told: $(cat "$world/events")"

# A run that is told to end while such a command hangs ends its worker at once, waits a little, and leaves nothing behind.
elsewhere sed -i "s/^| A-2 .*/&\n$(row A-3)\n$(row A-4)/" docs/tasks.md
start reeve run
wait_for_hang
exec 8>"$world/work"
kill -TERM "$started"
ended 143
expect_no_process_left
expect_row A-3 done
expect_row A-4 not-started
expect_followed
grep -q '"reason":"interrupted","exit_code":143' "$world/events" || fail "the end was not told: $(cat "$world/events")"
