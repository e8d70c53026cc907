# A byte order mark stays where it is.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)"
sed -i '1s/^/\xef\xbb\xbf/' docs/tasks.md
publish "an unusual file"
remote_board >"$world/before"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed
remote_board >"$world/after"
diff <(grep -v "^| A-" "$world/before") <(grep -v "^| A-" "$world/after") || fail "other lines changed"
expect_equal "$(head -c 3 "$world/after")" "$(printf "\357\273\277")" "the mark"
