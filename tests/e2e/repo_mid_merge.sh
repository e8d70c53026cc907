# In the middle of a merge with conflicts: the loop works, the merge stays exactly as it is.
source "$(dirname "$0")/support/lib.sh"

make_project
git switch -q -c other
echo theirs >README.md
commit_all theirs
git switch -q main
echo ours >README.md
publish ours
git merge -q other >/dev/null 2>&1 && fail "there is no conflict"
what_is_mine() {
  git rev-parse HEAD MERGE_HEAD
  git ls-files -s -u
  git status --porcelain
  sha256sum README.md docs/tasks.md
}
what_is_mine >"$world/mine"
expect_exit 0 reeve run
expect_row A-1 done
expect_err "a merge is under way"
diff "$world/mine" <(what_is_mine) >&2 || fail "the merge was touched"

# The user ends it; their commits and the published ones come together as git does it.
echo both >README.md
git add README.md
git commit -q -m merged
git pull -q --no-rebase --no-edit
git push -q origin main
expect_exit 0 reeve run
expect_followed

# Without a remote the branch itself would have to move: refused, with the reason.
config_more='"remote": "", "branch": "main"' write_config
board "$(row A-1 done)" "$(row A-2)" >docs/tasks.md
commit_all "no remote"
git switch -q -c third HEAD~1
echo third >README.md
commit_all third
git switch -q main
echo fourth >README.md
commit_all fourth
git merge -q third >/dev/null 2>&1 && fail "there is no conflict"
what_is_mine >"$world/mine"
refused 4 "a merge is under way" "finish it" -- reeve run
diff "$world/mine" <(what_is_mine) >&2 || fail "the merge was touched"
expect_attempts A-2 0
