# A branch without an upstream: refused with the command that gives it one; typed, the run works on that branch.
source "$(dirname "$0")/support/lib.sh"

make_project
git switch -q -c topic
refused 2 "'topic' has no upstream" -- reeve run
take_next_step
expect_exit 0 reeve run
expect_row A-1 not-started
git -C "$remote" show topic:docs/tasks.md | grep -q '^| A-1 *| done' || fail "the row is not done on topic"
expect_equal "$(git rev-parse HEAD)" "$(remote_tip topic)" "the local branch"
expect_clean_status
