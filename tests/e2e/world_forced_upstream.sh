# A force push upstream takes the claim away in mid-run: nothing is overwritten, exit 4, the work stays.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_hang
git -C "$remote" update-ref refs/heads/main "$(git -C "$remote" rev-parse main^)"
tip=$(remote_tip)
let_go
ended 4
expect_err A-1
expect_tip_unchanged "$tip"
expect_row A-1 not-started
git for-each-ref --format="%(refname)" refs/heads/reeve refs/reeve/kept | grep >/dev/null . || fail "the work is gone"
expect_attempts A-2 0
