# reset where the run on record here is no longer the row's: a loop was killed right after its verdict was published; another
# hand has taken the row since.
source "$(dirname "$0")/support/lib.sh"

echo "A-1 * edit broken x; commit; result success" >"$plan"
worker_more='"attempts": 1' make_project "$(row A-1)" "$(row A-2)"
expect_exit 137 env REEVE_FAULT=publish-after-push:2 reeve run
expect_row A-1 failed
expect_exit 0 reeve reset A-1
expect_out "A-1 put back; it was of fake/"
expect_row A-1 not-started
expect_equal "$(cell A-1 9)" "" "agent"

expect_exit 137 env REEVE_FAULT=recorded-preparing reeve run
elsewhere sed -i "s#^\(| A-1 .*\)fake/[a-z2-7]*#\1somebody#" docs/tasks.md
expect_equal "$(cell A-1 9)" somebody
expect_exit 0 reeve reset A-1
expect_out "A-1 put back; it was of somebody"
expect_row A-1 not-started
expect_followed
