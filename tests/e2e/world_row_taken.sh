# Another hand takes the row in mid-run: its word stands, exit 4, the work stays.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_hang
elsewhere sed -i "s#^\(| A-1 .*\)fake/[a-z2-7]*#\1somebody#" docs/tasks.md
tip=$(remote_tip)
let_go
ended 4
expect_err A-1
expect_tip_unchanged "$tip"
expect_equal "$(cell A-1 9)" somebody
git for-each-ref --format="%(refname)" refs/heads/reeve refs/reeve/kept | grep >/dev/null . || fail "the work is gone"
