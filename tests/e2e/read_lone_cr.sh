# Lone CR line ends stay: the file has no LF before and none after.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)"
tr '\n' '\r' <docs/tasks.md >"$world/cr"
cp "$world/cr" docs/tasks.md
publish "an unusual file"
expect_exit 0 reeve run
expect_equal "$(remote_board | tr -cd '\n' | wc -c)" 0 "line feeds"
expect_equal "$(remote_board | tr '\r' '\n' | grep -c '^| A-[12] *| done')" 2 "done rows"
expect_equal "$(remote_board | tr '\r' '\n' | grep -v '^| A-')" "$(tr '\r' '\n' <"$world/cr" | grep -v '^| A-')"
expect_clean_status
