# The user's own uncommitted edits stay as they are, also in the tracking file.
source "$(dirname "$0")/support/lib.sh"

make_project
echo "my notes" >>README.md
echo "my remark" >>docs/tasks.md
echo "new" >mine.txt
git status --porcelain >"$world/before"
sha256sum README.md docs/tasks.md mine.txt >"$world/sums"
expect_exit 0 reeve run
expect_row A-1 done
sha256sum --quiet -c "$world/sums" || fail "the user's files changed"
expect_equal "$(git status --porcelain)" "$(cat "$world/before")" "git status"
remote_board | grep >/dev/null "my remark" && fail "the user's edit was published"
git -C "$remote" ls-tree -r --name-only main | grep >/dev/null mine.txt && fail "the user's file was published"
true
