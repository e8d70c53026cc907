# Three tasks that wait for each other: done in order, published one state at a time.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3 not-started A-2)"
base=$(remote_tip)
expect_exit 0 reeve next
expect_out A-1

expect_exit 0 reeve run
for id in A-1 A-2 A-3; do
  expect_row $id done
  expect_attempts $id 1
  expect_equal "$(cell $id 13)" 1.5K "used of $id"
  [[ $(cell $id 9) == fake/???????? ]] || fail "agent of $id is $(cell $id 9)"
  [[ $(cell $id 10)$(cell $id 11) =~ ^(20[0-9-]+T[0-9:]+Z){2}$ ]] || fail "times of $id"
  remote_tip "reeve/$id" >/dev/null || fail "the remote has no branch reeve/$id"
done
expect_followed

# The work of a task is built on the work of those it depends on; no commit of theirs touches the tracking file.
git -C "$remote" merge-base --is-ancestor reeve/A-1 reeve/A-2 || fail "A-2 is not built on A-1"
git -C "$remote" merge-base --is-ancestor reeve/A-2 reeve/A-3 || fail "A-3 is not built on A-2"
expect_equal "$(git -C "$remote" log --format=%s main..reeve/A-3 -- docs/tasks.md)" ""

# One commit per state change, each with one changed row, each named.
expect_equal "$(git rev-list --count "$base..HEAD")" 6 "published commits"
expect_equal "$(git log --reverse --format='%(trailers:key=Reeve-Task,valueonly,separator=%x2C) %(trailers:key=Reeve-Status,valueonly,separator=%x2C)' "$base..HEAD")" \
  $'A-1 in-progress\nA-1 done\nA-2 in-progress\nA-2 done\nA-3 in-progress\nA-3 done'
for commit in $(git rev-list "$base..HEAD"); do
  expect_equal "$(git diff --numstat "$commit^" "$commit")" $'1\t1\tdocs/tasks.md'
done
expect_equal "$(git log -1 --format='%(trailers:key=Reeve-Commit,valueonly,separator=%x2C)')" "$(remote_tip reeve/A-3)"

# Nothing is left to do, and saying so changes nothing.
remember
expect_exit 0 reeve run
expect_unchanged
