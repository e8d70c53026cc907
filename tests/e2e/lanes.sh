# Two lanes: two workers at the same time, each in its worktree; their states are published one commit each.
source "$(dirname "$0")/support/lib.sh"

# Each waits until the other has started: neither alone could end.
mkfifo "$world/one" "$world/two"
echo "A-1 * sh echo here >'$world/two'; sh read x <'$world/one'; edit a.txt good; commit; result success
A-2 * sh read x <'$world/two'; sh echo here >'$world/one'; edit b.txt good; commit; result success" >"$plan"
config_more='"lanes": 2'
worker_timeout=60s
make_project "$(row A-1)" "$(row A-2)" "$(row A-3 not-started 'A-1, A-2')"
base=$(remote_tip)
expect_exit 0 reeve run
for id in A-1 A-2 A-3; do
  expect_row $id done
  expect_attempts $id 1
done
expect_equal "$(git rev-list --count "$base..HEAD")" 6 "published commits"
for commit in $(git rev-list "$base..HEAD"); do
  expect_equal "$(git diff --numstat "$commit^" "$commit")" $'1\t1\tdocs/tasks.md'
done
for id in A-1 A-2; do
  git -C "$remote" merge-base --is-ancestor reeve/$id reeve/A-3 || fail "A-3 is not built on $id"
done
expect_followed
