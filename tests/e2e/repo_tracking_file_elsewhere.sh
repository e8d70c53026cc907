# The table under another name, with a blank and non-ASCII letters.
source "$(dirname "$0")/support/lib.sh"

config_more='"tracking_file": "plän/the list.md"'
make_project "$(row A-1)" "$(row A-2 not-started A-1)"
mkdir plän
git mv docs/tasks.md "plän/the list.md"
publish "moved"
expect_exit 0 reeve check
expect_exit 0 reeve run
diff <(remote_board "plän/the list.md") "plän/the list.md" >&2 || fail "not what was published"
expect_equal "$(grep -c '| done' "plän/the list.md")" 2 "done rows"
expect_clean_status
expect_equal "$(git rev-parse HEAD)" "$(remote_tip)" "the local branch"

# It is the one that workers may not touch.
board "$(row A-1 done)" "$(row A-2 done)" "$(row A-3)" >"plän/the list.md"
publish "one more"
echo 'A-3 * sh echo mine >>plän/*.md; commit; result success' >"$plan"
expect_exit 1 reeve run
expect_err "the list.md"
