# A task that never passes is failed after worker.attempts; the others go on; exit 1.
source "$(dirname "$0")/support/lib.sh"

echo 'A-1 * edit broken now; commit; result success' >"$plan"
worker_more='"attempts": 2'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_row A-1 failed
expect_attempts A-1 2
expect_row A-2 done
expect_followed
git log --format=%B | grep >/dev/null "gate 'sound' failed" || fail "the reason is not in the history"

# What the attempts made is kept for whoever looks.
kept=$(git for-each-ref --format='%(refname)' 'refs/reeve/kept/' 'refs/heads/reeve/A-1')
[[ $kept ]] || fail "the failed work is gone"
expect_exit 0 reeve show A-1
expect_out "broken is here"
