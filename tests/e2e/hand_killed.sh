# Killed in between and given again: start and finish go on from where they were, each task is claimed and done once.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
base=$(remote_tip)
killed_at() {
  local point=$1; shift
  note "$point: $*"
  expect_exit 137 env REEVE_FAULT="$point" "$@"
  expect_no_process_left
}

killed_at recorded-claiming reeve start
expect_row A-1 not-started
killed_at publish-after-push reeve start
killed_at prepare-worktree-made reeve start
killed_at recorded-working reeve start
expect_exit 75 reeve start A-1
expect_exit 0 reeve prompt A-1
tree=$(sed -n 's/^.*"path": "\(.*\)",*$/\1/p' .git/reeve/runs/*/run.json)
(cd "$tree"; echo good >A-1.txt; git add A-1.txt; git commit -q -m work)
for point in recorded-judging gate-ended recorded-pushing push-branch-done recorded-closing publish-after-push run-closed; do
  killed_at "$point" reeve finish A-1 --wait
done
expect_row A-1 done
story=$(git -C "$remote" log --reverse --format='%(trailers:key=Reeve-Task,valueonly,separator=%x2C) %(trailers:key=Reeve-Status,valueonly,separator=%x2C)' "$base..main")
expect_equal "$(xargs <<<"$story")" "A-1 in-progress A-1 done" "what was published"

# Put back by hand while it was being made ready.
killed_at recorded-preparing reeve start A-3
killed_at recorded-closing reeve reset A-3
expect_exit 0 reeve reset A-3
expect_row A-3 not-started
expect_exit 0 reeve start A-3
expect_followed
