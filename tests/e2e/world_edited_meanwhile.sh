# Others write to the same file meanwhile, next to the row: both stay.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_hang
elsewhere sed -i 's/Do A-2/Do A-2 well/' docs/tasks.md
let_go
ended 0
expect_row A-1 done
expect_row A-2 done
remote_board | grep >/dev/null 'Do A-2 well' || fail "the other edit is lost"
expect_followed
