# A row that is too short to have a status is held; the rest goes on and no excess cell is lost.
source "$(dirname "$0")/support/lib.sh"

excess='| A-3 | not-started | Do A-3 | | | | | | | | | | | one | too many |'
make_project "$(row A-1)" "| A-2 |" "$excess"
expect_exit 0 reeve status
expect_out A-2
reeve run >"$world/out" 2>"$world/err" </dev/null || true
expect_row A-1 done
expect_attempts A-2 0
remote_board | grep >/dev/null '^| A-2 |$' || fail "the short row changed"
remote_board | grep '^| A-3' | grep >/dev/null '| one | too many |$' || fail "excess cells are lost"
expect_followed
