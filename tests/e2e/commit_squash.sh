# commit.squash: an approved run is pushed as one commit with the tree that was judged; what it was made of is kept, and a
# kill in between changes nothing of that.
source "$(dirname "$0")/support/lib.sh"

config_more='"commit": {"squash": true}'
make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)"
{
  echo 'A-1 * edit A-1.txt one; commit first; edit A-1.txt two; commit second; result success all of it'
  echo 'A-3 * sh git checkout -q -b side; edit side.txt s; commit side; sh git checkout -q -; edit A-3.txt t; commit own; sh git merge -q --no-edit side; result success'
} >"$plan"

for point in squash-kept squashed; do
  expect_exit 137 env REEVE_FAULT=$point reeve run --max-tasks 1
done 2>/dev/null
expect_exit 0 reeve run

base=$(git -C "$remote" merge-base main~5 reeve/A-1)
expect_equal "$(git -C "$remote" rev-list --count "$base..reeve/A-1")" 1 "commits of A-1"
expect_equal "$(git -C "$remote" log -1 --format=%s reeve/A-1)" "A-1: Do A-1"
expect_equal "$(git -C "$remote" log -1 --format=%b reeve/A-1 | head -n 1)" " all of it"
expect_equal "$(git -C "$remote" show reeve/A-1:A-1.txt)" $'one\ntwo'

# The evidence is about this tree; the verdict names the commit that is on the remote.
verdict=$(git log --grep='^Reeve-Task: A-1$' --grep='^Reeve-Status: done$' --all-match --format=%H)
trailer() { git log -1 --format="%(trailers:key=$1,valueonly,separator=%x2C)" "$verdict"; }
expect_equal "$(trailer Reeve-Commit)" "$(remote_tip reeve/A-1)"
expect_equal "$(trailer Reeve-Tree)" "$(git rev-parse "$(remote_tip reeve/A-1)^{tree}")"

# The two commits are still here, and A-2 was built on the one.
kept=$(git for-each-ref --format='%(objectname)' refs/reeve/kept)
expect_equal "$(git log --format=%s -2 "$kept")" $'second\nfirst'
git -C "$remote" merge-base --is-ancestor reeve/A-1 reeve/A-2 || fail "A-2 is not built on A-1"

# A merge is no work of one hand: it stays as it is.
expect_row A-3 done
expect_equal "$(git -C "$remote" rev-list --count --merges reeve/A-3 ^main~5)" 1 "merges of A-3"
