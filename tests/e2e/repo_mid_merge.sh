# In mid-merge the user's merge is left alone, whatever else happens.
source "$(dirname "$0")/support/lib.sh"

make_project
git checkout -q -b side
echo side >README.md
commit_all side
git checkout -q main
echo main >README.md
publish "main"
git merge side >/dev/null 2>&1 && fail "no conflict"
git status --porcelain >"$world/before"
sha256sum README.md >"$world/sums"
merging=$(cat .git/MERGE_HEAD)
reeve run >"$world/out" 2>"$world/err" </dev/null || true
expect_err merge
expect_equal "$(cat .git/MERGE_HEAD)" "$merging" "MERGE_HEAD"
sha256sum --quiet -c "$world/sums" || fail "the conflict was touched"
expect_equal "$(git status --porcelain)" "$(cat "$world/before")" "git status"
