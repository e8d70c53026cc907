# core.autocrlf: the table has CRLF in the work tree and LF on the remote, and both stay so.
source "$(dirname "$0")/support/lib.sh"

make_project
echo "*.sh eol=lf" >.gitattributes
publish "scripts have LF everywhere"
git config core.autocrlf true
rm docs/tasks.md README.md
git checkout -q -- .
grep -q $'\r$' docs/tasks.md || fail "no CRLF in the work tree"
lines=$(wc -l <docs/tasks.md)
expect_exit 0 reeve status
expect_exit 0 reeve run
expect_row A-1 done
expect_clean_status
expect_equal "$(git rev-parse HEAD)" "$(remote_tip)" "the local branch"
expect_equal "$(grep -c $'\r$' docs/tasks.md)" "$lines" "lines with CRLF here"
remote_board | grep -q $'\r' && fail "CR was published"
diff <(remote_board) <(tr -d '\r' <docs/tasks.md) >&2 || fail "not what was published"
