# Invalid UTF-8 in a task table: exit 65, with the line.
source "$(dirname "$0")/support/lib.sh"

make_project
printf "| B-1 | not-started | caf\351 |\n" >"$world/row"
sed -i "/^| A-1/r $world/row" docs/tasks.md
refused_file UTF-8 "line 6" iconv
LC_ALL=C grep -q $'\xe9' "$world/err" && fail "raw bytes on the terminal"
iconv -f latin1 -t utf-8 docs/tasks.md >"$world/utf8"
mended_by cp "$world/utf8" docs/tasks.md
expect_row B-1 done
