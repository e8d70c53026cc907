# A worker that reports a blocker: the row says failed (or the file's own word), the reason is recorded.
source "$(dirname "$0")/support/lib.sh"

echo 'A-1 * result blocked needs the staging key' >"$plan"
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_row A-1 failed
expect_attempts A-1 1
expect_row A-2 done
git log --format=%B | grep >/dev/null "blocked: needs the staging key" || fail "the blocker is not in the history"

echo 'B-1 * result blocked needs a decision' >"$plan"
board "$(row B-1)" "$(row B-2 blocked)" >docs/tasks.md
publish "a board that has a word for blocked"
reeve run >/dev/null 2>&1 || true
expect_row B-1 blocked
expect_followed
