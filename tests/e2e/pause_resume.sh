# Paused: what runs goes on, nothing new starts, also at the next start; resumed, the rest is worked.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_hang
reeve pause >"$world/said"
grep -q "A-1: working, attempt 1" "$world/said" || fail "what goes on is not named: $(cat "$world/said")"
reeve status --json >"$world/status"
grep -q '"state":"running","paused":true,"task":"A-1"' "$world/status" || fail "$(cat "$world/status")"
let_go
wait_for_line "A-1   done"
expect_row A-1 done
expect_row A-2 not-started
reeve status --json | grep -q '"runs":true.*"state":"paused"' || fail "status does not say that it is paused"
kill -INT "$started"
ended 130
expect_row A-2 not-started

# A start that finds itself paused.
expect_exit 0 reeve status --json
expect_out '"loop":{"runs":false,"text":"paused for the next `reeve run`: all"'
start reeve run
wait_for_line "paused since before"
expect_row A-2 not-started
expect_equal "$(stat -c %a .git/reeve/control)" 600 "the mode of the socket"
reeve resume --json | grep -q '"runs":true' || fail "resume was not confirmed"
ended 0
expect_row A-2 done
[[ ! -e .git/reeve/control ]] || fail "the socket stays"

# Asked for and called off again while no loop runs.
expect_exit 0 reeve pause
expect_out "the next \`reeve run\` starts paused"
expect_exit 0 reeve resume
expect_exit 0 reeve run
expect_followed
