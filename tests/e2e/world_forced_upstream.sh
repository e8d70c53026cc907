# A force push upstream takes the claim away in mid-run: nothing is overwritten, exit 4, the work stays and is told of;
# the next start works on what the remote says.
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
expect_err "the remote branch was rewritten"
expect_err "the row of A-1 was changed by another hand"
expect_err "its commits stay on branch 'reeve/A-1'"
expect_tip_unchanged "$tip"
expect_row A-1 not-started
expect_clean_status
git -C "$remote" show reeve/A-1:a.txt | grep -q good || fail "the work is gone"
expect_attempts A-2 0
take_next_step
expect_step "on branch 'reeve/A-1'"

# The work stands on a commit that is no more: that is said before another worker is paid. On another branch it is done.
expect_exit 1 reeve run
expect_err "which was taken out of 'main' since: name another branch in the row of A-1"
expect_row A-1 failed
expect_row A-2 done
expect_attempts A-1 1
git fetch -q
git reset -q --keep origin/main
sed -i 's/^\(| A-1 | \)failed *\(|[^|]*|[^|]*|[^|]*|\)[^|]*|/\1not-started \2 again |/' docs/tasks.md
mended_by true
git -C "$remote" show again:A-1.txt | grep -q . || fail "there is no work on the other branch"
