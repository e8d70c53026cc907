# A clone of depth 1, as CI makes them: the loop works there, and publishes what a full clone would.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
for word in one two three; do
  echo "$word" >>README.md
  publish "$word"
done
full=$(git rev-list --count HEAD)
cd "$world"
rm -rf "$clone"
git clone -q --depth 1 "file://$remote" "$clone"
cd "$clone"
expect_equal "$(git rev-parse --is-shallow-repository)" true
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed
expect_equal "$(git -C "$remote" rev-list --count main)" $((full + 4)) "commits on the remote"
git -C "$remote" merge-base --is-ancestor reeve/A-1 reeve/A-2 || fail "A-2 is not built on A-1"
expect_equal "$(git rev-parse --is-shallow-repository)" true "the clone is still shallow"
