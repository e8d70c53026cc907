# CRLF line ends stay, also those of the rows that change.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)"
sed -i 's/$/\r/' docs/tasks.md
publish "an unusual file"
remote_board >"$world/before"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed
remote_board >"$world/after"
expect_equal "$(grep -c $'\r'$ "$world/after")" "$(wc -l <"$world/before")" "lines with CRLF"
diff <(grep -v "^| A-" "$world/before") <(grep -v "^| A-" "$world/after") || fail "other lines changed"
