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
expect_err "the row of A-1 was changed by another hand"
expect_err "its commits stay on branch 'reeve/A-1'"
expect_tip_unchanged "$tip"
expect_equal "$(cell A-1 9)" somebody
git for-each-ref --format="%(refname)" refs/heads/reeve refs/reeve/kept | grep >/dev/null . || fail "the work is gone"
expect_clean_status
expect_attempts A-2 0
take_next_step
expect_step "on branch 'reeve/A-1'"

# Once the other hand is done, the rest is worked.
elsewhere sed -i 's/^\(| A-1 | \)in-progress/\1done/' docs/tasks.md
expect_exit 0 reeve run
expect_row A-2 done
expect_followed
