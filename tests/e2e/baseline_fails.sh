# A gate that fails on the base is said before the worker is started: exit 2, the row put back, no attempt.
source "$(dirname "$0")/support/lib.sh"

make_project
touch broken
publish "broken before"
tip=$(remote_tip)
expect_exit 2 reeve run
expect_err "gate 'sound' fails on the base"
expect_err "broken is here"
expect_err '"may-fail"'
log=$(grep -oE 'log is .*' "$world/err" | head -n 1)
grep -q "broken is here" "${log#log is }" || fail "the log that is named lacks the output"
expect_row A-1 not-started
expect_attempts A-1 0
expect_equal "$(remote_board)" "$(git show "$tip:docs/tasks.md")" "the published table"
expect_followed

git rm -q broken
publish "mended"
expect_exit 0 reeve run
expect_row A-1 done
