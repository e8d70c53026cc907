# Two clones start at the same moment: never the same task; the third, too late, is told to wait. A loop that runs
# meanwhile leaves the rows of hands alone and says so.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)"
git clone -q "$remote" "$world/second"
(cd "$world/second"; reeve start >"$world/out2" 2>"$world/err2" </dev/null) &
second=$!
expect_exit 0 reeve start
wait "$second" || fail "the second start fails: $(cat "$world/err2")"
expect_equal "$(cat "$world/out" "$world/out2" | cut -d' ' -f1 | sort | xargs)" "A-1 A-2" "what was started"
expect_row A-1 in-progress
expect_row A-2 in-progress
mine=$(cut -d' ' -f1 "$world/out")
tip=$(remote_tip)
expect_exit 75 reeve start
expect_err "what is left waits for $mine, which was started here"
expect_exit 75 reeve run --once
expect_err "$mine was started by hand and is left alone"
expect_err 'reeve reset A-'
expect_tip_unchanged "$tip"
