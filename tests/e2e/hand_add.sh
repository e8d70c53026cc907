# add: a row with the next id of the file's pattern, published whoever else writes; --local only into the work tree.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row API-08)" "$(row API-09)"
expect_exit 0 reeve add "Serve | the pipes" --depends-on API-08,API-09
expect_out "added API-10 on origin/main"
remote_board | grep -qF '| API-10 | not-started | Serve \| the pipes |' || fail "the row is not there: $(remote_board)"
expect_equal "$(git -C "$remote" diff --numstat main^ main)" $'1\t0\tdocs/tasks.md' "what it changes"
expect_equal "$(git log -1 --format=%s)" "chore(tasks): API-10 added"
expect_exit 0 reeve next
expect_out API-08
expect_followed
expect_exit 0 reeve add "Between" --after API-08 --id MID-1
expect_equal "$(remote_board | grep -n 'MID-1' | cut -d: -f1)" "$(($(remote_board | grep -n '^| API-08' | cut -d: -f1) + 1))"
# Said again, as after a kill: it is there.
tip=$(remote_tip)
expect_exit 0 reeve add "Between" --after API-08 --id MID-1
expect_tip_unchanged "$tip"

remember
refused 2 "did you mean 'API-08'" -- reeve add "x" --depends-on API-8
refused 2 "no task 'NONE'" -- reeve add "x" --after NONE
refused 2 "there already" -- reeve add "another" --id API-08
refused 2 "needs a description" -- reeve add "  "

# Several at once, from two clones and from one: each gets an id of its own.
git clone -q "$remote" "$world/second"
for i in 1 2 3; do
  (cd "$world/second"; reeve add "second $i" >"$world/out.s$i" 2>&1 </dev/null) &
  (reeve add "first $i" >"$world/out.f$i" 2>&1 </dev/null) &
done
wait
expect_equal "$(cat "$world"/out.[sf]? | cut -d' ' -f2 | sort | xargs)" "API-11 API-12 API-13 API-14 API-15 API-16" "the ids"
expect_equal "$(remote_board | grep -cE '(first|second) [123]')" 6 "rows"

# Only in the work tree, in a file with CRLF; the user's own edits stay.
git pull -q --rebase
printf '# T\r\n\r\n| id | status | title |\r\n|---|---|---|\r\n| x-1 | todo | one |\r\n\r\nmy own words' >docs/tasks.md
expect_exit 0 reeve add --local "two"
expect_out "added x-2 on docs/tasks.md"
printf '# T\r\n\r\n| id | status | title |\r\n|---|---|---|\r\n| x-1 | todo | one |\r\n| x-2 | todo | two |\r\n\r\nmy own words' |
  diff - docs/tasks.md >&2 || fail "other bytes changed"
expect_exit 2 reeve add --local "three" --depends-on x-1
expect_err "no column for dependencies"
expect_equal "$(git diff --name-only)" docs/tasks.md
# Published meanwhile, with edits in the work tree: they stay where they are.
sum=$(sha256sum docs/tasks.md)
expect_exit 0 reeve add "while it is edited"
expect_err "uncommitted edits"
expect_equal "$(sha256sum docs/tasks.md)" "$sum"
